/** Long lists, in every section that has one. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  eventually,
  fakeNetwork,
  mount,
  one,
  quietManifestOf,
  rendered,
  rowOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

fakeNetwork();

const UNMET = [{id: 'tenancy', title: 'Tenancy', state: 'unmet'}];
const many = <T>(count: number, entry: (id: string, i: number) => T) =>
  Array.from({length: count}, (_, i) => entry(`row-${i}`, i));

/** The manifest with a list of this length, for each section. */
const LISTS: Readonly<Record<string, (count: number) => ManifestInput>> = {
  controls: (count) => ({
    controls: many(count, (id, i) => ({id, title: id, gated: `Number ${i}.`, gates: ['tenancy']})),
  }),
  gates: (count) => ({
    gates: many(count, (id) => ({id, title: id, state: 'unmet'})),
    controls: [],
    guards: [],
  }),
  roadmap: (count) => ({
    roadmap: {items: many(count, (id) => ({id, title: id, stage: 'planned'}))},
  }),
  readiness: (count) => ({
    readiness: [
      {id: 'soc-2', framework: 'SOC 2', requirements: many(count, (id) => ({id, title: id}))},
    ],
  }),
  documents: (count) => ({
    documents: many(count, (id) => ({id, title: id, href: id, access: 'public'})),
  }),
  subprocessors: (count) => ({
    subprocessors: many(count, (id) => ({id, name: id, purpose: 'Storage'})),
  }),
  faq: (count) => ({faq: many(count, (id) => ({id, question: id, answer: 'Yes.'}))}),
  updates: (count) => ({
    updates: many(count, (id) => ({id, at: '2026-01-01', title: id, controls: ['logging']})),
  }),
};

const mountList = (section: string, count: number, properties: Partial<TrustCenter> = {}) =>
  mount({
    manifest: quietManifestOf({gates: UNMET, ...LISTS[section]!(count)}),
    sections: section,
    ...properties,
  });

/** Returns the rows of the section that are not hidden. */
const rowsIn = (center: TrustCenter, section: string) => [
  ...sectionOf(center, section).shadowRoot!.querySelectorAll<HTMLElement>(
    '.group > [data-id^="row-"], .group > [data-id^="soc-2/"]',
  ),
];

const groupsIn = (center: TrustCenter, section: string) =>
  all(sectionOf(center, section), '.group').filter((group) => !group.querySelector('.group'));
const gapsIn = (center: TrustCenter, section: string) => all(sectionOf(center, section), '.gap');

const undo: (() => void)[] = [];
afterEach(() => {
  undo.splice(0).forEach((each) => each());
  scrollTo(0, 0);
});

/**
 * Holds back idle callbacks without a timeout, which are those of lists. The returned function runs the
 * first one; it returns `false` if there is none.
 */
function holdIdleCallbacks(): () => boolean {
  // Safari has none; there the list finds this one.
  const own = Object.getOwnPropertyDescriptor(window, 'requestIdleCallback');
  const real = own && window.requestIdleCallback.bind(window);
  const waiting: IdleRequestCallback[] = [];
  window.requestIdleCallback = (callback, options) => {
    if (!options) return waiting.push(callback);
    return real ? real(callback, options) : setTimeout(callback);
  };
  undo.push(() => {
    if (real) window.requestIdleCallback = real;
    else Reflect.deleteProperty(window, 'requestIdleCallback');
  });
  return () => {
    const callback = waiting.shift();
    callback?.({didTimeout: false, timeRemaining: () => 0});
    return !!callback;
  };
}

/** Prevents observers from reporting what is near the viewport. */
function holdObservers(): void {
  const real = window.IntersectionObserver;
  window.IntersectionObserver = class extends real {
    override observe(): void {
      // Nothing comes near.
    }
  };
  undo.push(() => (window.IntersectionObserver = real));
}

for (const section of Object.keys(LISTS)) {
  describe(`a long list of ${section}`, () => {
    it('renders 20 rows at once', async () => {
      holdIdleCallbacks();
      holdObservers();
      const center = await mountList(section, 20);
      expect(rowsIn(center, section).length).to.equal(20);
      expect(gapsIn(center, section).length).to.equal(0);
    });

    it('renders the first of 21 rows at once, and the others when idle', async () => {
      const runIdle = holdIdleCallbacks();
      holdObservers();
      const center = await mountList(section, 21);
      expect(rowsIn(center, section).length).to.equal(10);
      while (runIdle()) await rendered(center);
      expect(
        rowsIn(center, section).map(({dataset}) => dataset['id']!.replace('soc-2/', '')),
      ).to.deep.equal(many(21, (id) => id));
      expect(gapsIn(center, section).length).to.equal(0);
    });

    it('renders 1,000 rows when idle, at most ten in each idle callback', async () => {
      const runIdle = holdIdleCallbacks();
      holdObservers();
      const center = await mountList(section, 1_000);
      for (let before = rowsIn(center, section).length; runIdle();) {
        await rendered(center);
        const after = rowsIn(center, section).length;
        expect(after - before).to.be.within(0, 10);
        before = after;
      }
      expect(rowsIn(center, section).length).to.equal(1_000);
    });

    it('leaves 1,001 rows to the reader, and has all of them in print', async () => {
      const runIdle = holdIdleCallbacks();
      holdObservers();
      const center = await mountList(section, 1_001);
      while (runIdle()) await rendered(center);
      expect(rowsIn(center, section).length).to.equal(10);
      window.dispatchEvent(new Event('beforeprint'));
      expect(rowsIn(center, section).length).to.equal(1_001);
      window.dispatchEvent(new Event('afterprint'));
    });
  });
}

describe('the rows of a list', () => {
  for (const section of ['roadmap', 'readiness', 'documents', 'subprocessors', 'updates'])
    it(`know their place among all ${section}, rendered or not`, async () => {
      holdIdleCallbacks();
      holdObservers();
      const center = await mountList(section, 30);
      const rows = rowsIn(center, section);
      expect(rows.map((row) => row.ariaPosInSet)).to.deep.equal(many(10, (_, i) => String(i + 1)));
      for (const row of rows) {
        expect(row.ariaSetSize).to.equal('30');
        expect(row.role).to.equal('listitem');
        expect(row.closest('[role=list]')).not.to.equal(null);
      }
    });

  for (const [section, kind] of [
    ['controls', 'control'],
    ['gates', 'gate'],
    ['roadmap', 'roadmap'],
    ['readiness', 'requirement'],
  ] as const)
    it(`render for a deep link to one of many ${section}`, async () => {
      holdIdleCallbacks();
      const center = await mountList(section, 1_200, {deepLinks: true});
      const id = section === 'readiness' ? 'soc-2/row-900' : 'row-900';
      location.hash = `#trust/${kind}/${id}`;
      const {shadowRoot} = sectionOf(center, section);
      const focused = () => shadowRoot!.activeElement as HTMLElement | null;
      await eventually(() => focused()?.dataset['id'] === id, 'the row is focused');
      expect(rowsIn(center, section).length).to.be.below(100);
      history.replaceState(null, '', location.pathname + location.search);
    });

  it('render if only the frameworks before their own are rendered', async () => {
    holdIdleCallbacks();
    holdObservers();
    const readiness = many(40, (id) => ({
      id,
      framework: id,
      requirements: [{id: 'access', title: 'Access'}],
    }));
    const center = await mount({
      manifest: quietManifestOf({readiness}),
      sections: 'readiness',
      deepLinks: true,
    });
    location.hash = '#trust/requirement/row-30/access';
    await eventually(() => all(center, '[data-id="row-30/access"]').length, 'the row is rendered');
    history.replaceState(null, '', location.pathname + location.search);
  });
});

describe('the rows near the viewport', () => {
  it('render one group in a frame', async () => {
    holdIdleCallbacks();
    const center = await mountList('controls', 1_200);
    const counts = [rowsIn(center, 'controls').length];
    gapsIn(center, 'controls')[0]!.scrollIntoView({block: 'center'});
    await eventually(() => {
      const count = rowsIn(center, 'controls').length;
      if (count > counts.at(-1)!) counts.push(count);
      return one(center, 'arqen-trust-controls')
        .shadowRoot!.elementFromPoint(400, innerHeight / 2)
        ?.closest('[data-id]');
    }, 'there is a row in the middle of the window');
    for (const [i, count] of counts.slice(1).entries())
      expect(count - counts[i]!).to.be.within(1, 10);
  });

  it('are all that renders after a jump to the end of a page', async () => {
    holdIdleCallbacks();
    const center = await mountList('subprocessors', 20_000);
    scrollTo(0, document.documentElement.scrollHeight);
    const last = () => all(center, '[data-id=row-19999]').length;
    await eventually(last, 'the last row is rendered');
    expect(rowsIn(center, 'subprocessors').length).to.be.below(150);
    expect(gapsIn(center, 'subprocessors').length).to.be.below(4);
  });
});

describe('the room of rows that are not rendered', () => {
  it('depends on their number', async () => {
    holdIdleCallbacks();
    holdObservers();
    const roomFor = async (count: number) =>
      gapsIn(await mountList('documents', count), 'documents')[0]!.offsetHeight;
    const one = await roomFor(21);
    expect(one).to.be.above(0);
    expect(await roomFor(32)).to.equal(one * 2);
  });

  it('is that of one row, for a last group of one row', async () => {
    const runIdle = holdIdleCallbacks();
    const center = await mountList('controls', 121);
    while (runIdle()) await rendered(center);
    const groups = groupsIn(center, 'controls');
    expect(getComputedStyle(groups.at(-1)!).contentVisibility).to.equal('auto');
    expect(groups.at(-1)!.offsetHeight * 10).to.be.closeTo(groups.at(-2)!.offsetHeight, 10);
  });

  it('keeps what follows in its place while rows render', async () => {
    const shifts: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {value: number})[])
        shifts.push(entry.value);
    });
    observer.observe({type: 'layout-shift'});
    undo.push(() => observer.disconnect());
    const manifest = quietManifestOf({...LISTS['faq']!(60), ...LISTS['updates']!(2)});
    const center = await mount({manifest, sections: 'faq updates'});
    await eventually(() => rowsIn(center, 'faq').length === 60, 'all rows are rendered');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).to.be.at.most(0.02);
  });
});

describe('a list of many screens', () => {
  for (const [count, visibility] of [
    [20, 'visible'],
    [30, 'visible'],
    [100, 'visible'],
    [101, 'auto'],
  ] as const)
    it(`of ${count} rows has the content visibility ${visibility}`, async () => {
      const runIdle = holdIdleCallbacks();
      const center = await mountList('controls', count);
      while (runIdle()) await rendered(center);
      const groups = groupsIn(center, 'controls');
      expect(groups.map((group) => getComputedStyle(group).contentVisibility)).to.deep.equal(
        groups.map(() => visibility),
      );
    });

  it('starts over with the first rows when the filter changes, and removes the others later', async () => {
    const runIdle = holdIdleCallbacks();
    holdObservers();
    const center = await mountList('controls', 1_200);
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    await rendered(center);
    const section = sectionOf(center, 'controls');
    const input = one<HTMLInputElement>(section, '[type=search]');
    input.value = 'number 1';
    input.dispatchEvent(new Event('input'));
    await rendered(center);
    expect(rowsIn(center, 'controls').length).to.be.below(200);
    expect(textOf(one(section, '.count'))).to.match(/^471 of 1,200 shown/);
    for (const row of all(section, '.stale [data-kind=control]'))
      expect(row.checkVisibility()).to.equal(false);
    while (runIdle()) await rendered(center);
    expect(all(section, '[data-kind=control]').length).to.equal(rowsIn(center, 'controls').length);
  });

  it('shows the row of a link, even if a hidden one has not been removed yet', async () => {
    holdIdleCallbacks();
    const center = await mountList('controls', 500);
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
    await rendered(center);
    const section = sectionOf(center, 'controls');
    const input = one<HTMLInputElement>(section, '[type=search]');
    input.value = 'number 1.';
    input.dispatchEvent(new Event('input'));
    await rendered(center);
    center.deepLinks = true;
    location.hash = '#trust/control/row-200';
    const {shadowRoot} = section;
    await eventually(
      () => shadowRoot!.activeElement?.matches('[data-id=row-200]'),
      'the row has the focus',
    );
    expect(rowOf(center, 'control', 'row-200').checkVisibility()).to.equal(true);
    history.replaceState(null, '', location.pathname + location.search);
  });
});
