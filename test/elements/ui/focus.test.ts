/**
 * A reader keeps their place in the page, no matter what the guards answer: 1,000 checks with
 * pseudorandom answers.
 */
import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import {keepInView} from '../../../src/elements/ui/focus.js';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  networkError,
  rendered,
  eventually,
  manifestOf,
  mount,
  one,
  opens,
  fakeNetwork,
  rowOf,
  sectionOf,
  untilVerdict,
  type Answer,
} from '../../fixtures/center.js';

const network = fakeNetwork();

/** The seed of the answers. It reproduces a series that failed. */
const SEED = 20_261_123;

/** The number of checks for each place of the focus. */
const CHECKS = 100;

/** Creates a generator of reproducible pseudorandom numbers, at least 0 and below 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The answers of a guard, or of the network in front of it, by name. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  blocked: blocks(),
  'blocked by other gates': blocks(['custody']),
  'blocked by no gate': blocks([]),
  'blocked with effects': blocks(['tenancy'], {effects: {mutatesRecords: true}}),
  open: opens(),
  'status 500': answers(500),
  'sign-in page': answers(200, '<!doctype html><title>Sign in</title>'),
  'network error': networkError,
  cached: blocks(['tenancy'], {challenge: 'A'.repeat(22)}),
};

const NAMES = Object.keys(ANSWERS);

const GUARDS = ['write', 'access'] as const;

/** Four groups of rows with all kinds of controls, and two guards. */
const MANIFEST = manifestOf({
  summary: 'See [the policy](https://vendor.example/policy).',
  gates: [
    {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'},
    {id: 'custody', title: 'Key custody', state: 'unmet'},
  ],
  evidence: [],
  guards: GUARDS.map((id) => ({
    id,
    title: `Production ${id}`,
    route: `/api/${id}`,
    url: `/api/${id}/guard`,
    gates: ['tenancy'],
  })),
  controls: Array.from({length: 40}, (_, i) => ({
    id: `topic-${i}`,
    title: `Topic ${i}`,
    category: i % 2 ? 'Odd' : 'Even',
    current: i % 4 ? 'Something of today.' : undefined,
    gated: i % 4 === 1 ? undefined : 'Something of [the plan](https://vendor.example/plan).',
    gates: i % 4 === 1 ? [] : ['tenancy', 'custody'],
    guards: i % 4 === 1 ? [] : [GUARDS[Math.floor(i / 4) % 2]],
    reviewedAt: new Date(Date.UTC(2026, 3, -i)).toISOString(),
  })),
});

/** A row that the filter shows, with gates, a guard and a link. */
const ROW = 'topic-16';

/** Moves the focus to a place, and returns the focused element. */
type Place = (center: TrustCenter) => HTMLElement | Promise<HTMLElement>;

const focused = (element: HTMLElement): HTMLElement => {
  element.focus();
  return element;
};

/** Unfolds the details of a row, and focuses their summary. */
const unfolded = (row: HTMLElement): HTMLElement => {
  const details = one<HTMLDetailsElement>(row, 'details');
  details.open = true;
  return focused(one(details, 'summary'));
};

const findField = (center: TrustCenter) =>
  one<HTMLInputElement>(sectionOf(center, 'controls'), 'input[type=search]');

const PLACES: Readonly<Record<string, Place>> = {
  'in the middle of the search text': (center) => {
    const field = findField(center);
    field.focus();
    field.setSelectionRange(2, 4);
    return field;
  },
  'on a gate chip of a row': (center) =>
    focused(all(rowOf(center, 'control', ROW), 'a.chip').at(-1)!),
  'on the unfolded list of a gate': (center) => unfolded(rowOf(center, 'gate', 'tenancy')),
  'on the unfolded details of a guard': (center) => unfolded(rowOf(center, 'guard', 'write')),
  'on the gate filter': (center) => {
    const select = all<HTMLSelectElement>(sectionOf(center, 'controls'), 'select').find((each) =>
      [...each.options].some(({value}) => value === 'custody'),
    );
    return focused(select!);
  },
  'on the state filter': (center) =>
    focused(one(sectionOf(center, 'controls'), 'input[type=radio]:checked')),
  'on the button that removes a filter': (center) =>
    focused(all(sectionOf(center, 'controls'), '.active button')[0]!),
  'on the menu that saves a record': (center) =>
    focused(one(sectionOf(center, 'summary'), 'button[popovertarget]')),
  'on a link in the text of a row': (center) =>
    focused(one(rowOf(center, 'control', ROW), '.prose a')),
  'on the row of a deep link': async (center) => {
    location.hash = `#trust/control/${ROW}`;
    const row = rowOf(center, 'control', ROW);
    await eventually(() => deepActive() === row, 'the row has the focus');
    return row;
  },
};

/** Returns the focused element, through all shadow roots. */
function deepActive(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Returns the label of a field without its number of rows. */
const labelOf = (field: Element) =>
  field
    .closest('label')
    ?.textContent.replace(/[\s\d]+/g, ' ')
    .trim();

/** Changes a field like a reader. */
async function enter(
  center: TrustCenter,
  field: HTMLInputElement | HTMLSelectElement,
  value: string,
): Promise<void> {
  field.value = value;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}));
  await rendered(center);
}

/** Mounts a center with every row rendered, a filter and an order. */
async function mountFiltered(): Promise<TrustCenter> {
  for (const id of GUARDS) network.route(`/api/${id}/guard`, ANSWERS['blocked']!);
  const center = await mount({manifest: MANIFEST, guardInterval: 0, deepLinks: true});
  for (const id of GUARDS) await untilVerdict(center, id, 'blocked');
  const section = sectionOf(center, 'controls');
  await eventually(() => all(section, '.prose a').length, 'links are rendered');
  await enter(center, findField(center), 'something of');
  const gated = all<HTMLInputElement>(section, 'input[type=radio]').find(
    (radio) => labelOf(radio) === 'Gated',
  );
  gated!.click();
  await rendered(center);
  await enter(center, all<HTMLSelectElement>(section, 'select').at(-1)!, 'reviewed');
  const rows = all(section, '[data-kind=control]').map(({dataset}) => dataset['id']);
  // Sorted by review date, oldest first, which is not the manifest's order.
  expect(rows).to.deep.equal([36, 32, 28, 24, 20, 16, 12, 8, 4, 0].map((i) => `topic-${i}`));
  return center;
}

/** Returns a function that reads the state a reader has set in a center, which no answer may change. */
function readerStateOf(center: TrustCenter): () => Record<string, unknown> {
  const field = findField(center);
  const selects = all<HTMLSelectElement>(center, 'select');
  const filters = one(sectionOf(center, 'controls'), '[role=search]');
  const disclosures = all<HTMLDetailsElement>(center, 'details');
  const table = one(sectionOf(center, 'controls'), '[role=table]');
  return () => ({
    query: field.value,
    caret: [field.selectionStart, field.selectionEnd],
    chosen: selects.map(({value}) => value),
    state: [...filters.querySelectorAll(':checked:not(option)')].map(labelOf),
    unfolded: disclosures.map(({open, isConnected}) => open && isConnected),
    rows: [...table.querySelectorAll<HTMLElement>('[data-id]')].map(({dataset}) => dataset['id']),
  });
}

describe(`the focus, in checks with answers from the seed ${SEED}`, () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  /** By how many pixels the focused element ended up elsewhere in the viewport, by place. */
  const moved = new Map<string, number>();

  for (const [index, [where, place]] of Object.entries(PLACES).entries()) {
    it(`stays ${where}, no matter what the guards answer`, async function () {
      // Renders the whole page 100 times, on two slow cores.
      this.timeout(30_000);
      const random = randomNumbers(SEED + index);
      const center = await mountFiltered();
      const guards = GUARDS.map((id) => rowOf(center, 'guard', id));
      const active = await place(center);
      expect(deepActive() === active, 'it is in its place').to.be.true;
      await rendered(center);
      const label = labelOf(active);
      const readerState = readerStateOf(center);
      const before = readerState();
      const {top} = active.getBoundingClientRect();
      const seen = new Set<string>();

      const check = async (names: readonly string[], number: number) => {
        GUARDS.forEach((id, i) => network.route(`/api/${id}/guard`, ANSWERS[names[i]!]!));
        await center.checkGuards();
        await rendered(center);
        const when = `after check ${number}, answered ${names.join(' and ')}, seed ${SEED}`;
        expect(deepActive() === active, `it is in its place ${when}`).to.be.true;
        expect(labelOf(active), when).to.equal(label);
        expect(readerState(), when).to.deep.equal(before);
        for (const {dataset} of guards) seen.add(dataset['verdict']!);
      };
      for (let number = 1; number < CHECKS; number++)
        await check(
          GUARDS.map(() => NAMES[Math.floor(random() * NAMES.length)]!),
          number,
        );
      const verdicts = 'blocked blocked-unproven contradictory not-refused open unknown';
      expect([...seen].sort().join(' ')).to.equal(verdicts);

      await check(['blocked', 'blocked'], CHECKS);
      moved.set(where, Math.abs(active.getBoundingClientRect().top - top));
    });
  }

  // A test of its own, because it depends on the browser's scroll anchoring.
  it('keeps its position in the viewport in all of these checks', () => {
    expect(moved).to.have.property('size', Object.keys(PLACES).length);
    for (const [where, pixels] of moved) expect(pixels, where).to.be.at.most(1);
  });

  it('stays in the center when the banner that had it is removed', async () => {
    const center = await mountFiltered();
    network.route('/api/write/guard', ANSWERS['open']!);
    await center.checkGuards();
    await rendered(center);
    focused(one(center, '[data-banner=contradiction] a'));
    network.route('/api/write/guard', ANSWERS['blocked']!);
    await center.checkGuards();
    await rendered(center);
    expect(all(center, '[data-banner=contradiction]')).to.be.empty;
    expect(document.activeElement === center, 'it is in the center').to.be.true;
  });
});

describe('a row that was scrolled into view', () => {
  it('does not scroll again once the focus has left it', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const root = host.attachShadow({mode: 'open'});
    const [first, last] = [0, 1].map(() => {
      const row = document.createElement('div');
      row.tabIndex = -1;
      row.style.marginBlockEnd = '5000px';
      root.append(row);
      return row;
    });
    last!.focus({preventScroll: true});
    keepInView(last!);
    expect(scrollY).to.be.above(0);
    first!.focus({preventScroll: true});
    scrollTo(0, 0);
    for (let frame = 0; frame < 3; frame++) await nextFrame();
    expect(scrollY).to.equal(0);
  });
});
