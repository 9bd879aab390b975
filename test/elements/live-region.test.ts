/** Live regions announce each change once, and nothing else. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  networkError,
  rendered,
  eventually,
  untilLoadState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
  type Answer,
} from '../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';

const LIVE = '[role=status], [role=alert], [aria-live]';

/** Enough topics for a filter bar. */
const CONTROLS = [
  {id: 'writes', title: 'Writes', gated: 'Later.', gates: ['tenancy'], guards: ['write']},
  ...['logging', 'backups', 'reviews', 'training'].map((id) => ({id, title: id, current: 'Now.'})),
];

const UPDATES = ['2026-01-10', '2026-02-10'].map((at) => ({id: `of-${at}`, at, title: at}));

/** Mounts a center with one guard, which only the test checks. */
async function mountGuarded(answer: Answer): Promise<TrustCenter> {
  network.route(WRITE, answer);
  const manifest = manifestOf({controls: CONTROLS, updates: UPDATES});
  return mount({manifest, guardInterval: 0, deepLinks: true});
}

/** Returns the live region that a node is, is in, or has just been in. */
const regionOf = (node: Node): Element | undefined =>
  (node instanceof Element ? node : node.parentElement)?.closest(LIVE) ?? undefined;

/** Collects the announcements of all live regions of a center from now on. */
function collectAnnouncements(center: TrustCenter): string[] {
  const announcements: string[] = [];
  const observer = new MutationObserver((records) => {
    const changed = new Set<Element>();
    for (const {target, addedNodes, removedNodes} of records) {
      const inside = [...addedNodes].flatMap((node) =>
        node instanceof Element ? [...node.querySelectorAll(LIVE)] : [],
      );
      const gone = [...removedNodes].filter((node) => node instanceof Element);
      for (const region of [target, ...addedNodes].map(regionOf).concat(inside, gone.map(regionOf)))
        if (region) changed.add(region);
    }
    announcements.push(...[...changed].map(textOf));
  });
  for (const root of [center, ...all(center, '*')].flatMap(({shadowRoot}) => shadowRoot ?? []))
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      // Screen readers also announce changes of roles and `aria-*` attributes.
      attributeFilter: ['role', 'aria-live', 'aria-atomic', 'aria-label', 'hidden'],
    });
  observers.push(observer);
  return announcements;
}
const observers: MutationObserver[] = [];
afterEach(() => observers.splice(0).forEach((observer) => observer.disconnect()));

/** Checks the guards, and waits until the result is rendered. */
async function check(center: TrustCenter, times = 1): Promise<void> {
  for (let done = 0; done < times; done++) {
    await center.checkGuards();
    await rendered(center);
  }
}

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

describe('a live region', () => {
  const UNCHANGED: Readonly<Record<string, [expected: string, answer: Answer]>> = {
    blocking: ['blocked', blocks()],
    open: ['open', opens()],
    'blocking by other gates': ['blocked', blocks(['another'])],
    erroneous: ['unknown', answers(500)],
    missing: ['unknown', networkError],
  };
  for (const [kind, [expected, answer]] of Object.entries(UNCHANGED)) {
    it(`stays silent for 100 ${kind} answers like the one before`, async () => {
      const center = await mountGuarded(answer);
      await untilVerdict(center, 'write', expected);
      const announcements = collectAnnouncements(center);
      const before = network.requests.length;
      await check(center, 100);
      expect(network.requests.length - before).to.equal(100);
      expect(announcements).to.deep.equal([]);
    });
  }

  it('stays silent if only the reason for a failed check changes', async () => {
    const center = await mountGuarded(answers(500));
    await untilVerdict(center, 'write', 'unknown');
    const announcements = collectAnnouncements(center);
    network.route(WRITE, networkError);
    await check(center);
    network.route(WRITE, answers(500, '{', 'application/json'));
    await check(center);
    expect(announcements).to.deep.equal([]);
  });

  const CHANGES: Readonly<Record<string, [answer: Answer, expected: string, words: string]>> = {
    'is open': [opens(), 'open', 'Production write contradicts this page.'],
    'blocks by other gates': [
      blocks(['another']),
      'blocked',
      'Production write contradicts this page.',
    ],
    'is missing': [networkError, 'unknown', 'Production write could not be verified.'],
  };
  for (const [what, [answer, expected, words]] of Object.entries(CHANGES)) {
    it(`announces once that an answer ${what}, and once that it blocks again`, async () => {
      const center = await mountGuarded(blocks());
      await untilVerdict(center, 'write', 'blocked');
      const announcements = collectAnnouncements(center);
      network.route(WRITE, answer);
      await check(center, 10);
      await untilVerdict(center, 'write', expected);
      expect(announcements).to.deep.equal([words]);
      network.route(WRITE, blocks());
      await check(center, 10);
      expect(announcements).to.deep.equal([words, 'Production write answered “blocked”.']);
    });
  }

  it('announces once how many topics a filter leaves, and once more when it is cleared', async () => {
    const center = await mountGuarded(blocks());
    await untilVerdict(center, 'write', 'blocked');
    const find = one<HTMLInputElement>(sectionOf(center, 'controls'), 'input[type=search]');
    const announcements = collectAnnouncements(center);
    await enter(center, find, 'backups');
    expect(announcements).to.deep.equal(['1 of 5 shown, 4 hidden by the filter']);
    await check(center, 10);
    expect(announcements.splice(0).length).to.equal(1);
    await enter(center, find, '');
    expect(announcements).to.deep.equal(['All 5 shown']);
  });

  it('stays silent if a filter hides as many rows as before, and if the order changes', async () => {
    const center = await mountGuarded(blocks());
    await untilVerdict(center, 'write', 'blocked');
    const section = sectionOf(center, 'controls');
    const find = one<HTMLInputElement>(section, 'input[type=search]');
    await enter(center, find, 'back');
    const announcements = collectAnnouncements(center);
    await enter(center, find, 'backups');
    const order = all<HTMLSelectElement>(section, 'select').at(-1)!;
    await enter(center, order, 'topic');
    expect(order.value).to.equal('topic');
    expect(announcements).to.deep.equal([]);
  });

  it('announces once how many updates a date filter leaves', async () => {
    const center = await mountGuarded(blocks());
    await untilVerdict(center, 'write', 'blocked');
    const announcements = collectAnnouncements(center);
    const since = one<HTMLInputElement>(sectionOf(center, 'updates'), 'input[type=date]');
    await enter(center, since, '2026-02-01');
    expect(announcements).to.deep.equal(['1 of 2 shown, 1 hidden by the filter']);
  });

  it('stays silent while relative times count up', async () => {
    const center = await mountGuarded(blocks());
    await untilVerdict(center, 'write', 'blocked');
    const announcements = collectAnnouncements(center);
    for (const tens of [2, 4]) {
      clock.pass(20_000);
      await eventually(
        () => new RegExp(`verified ${tens}\\d sec`).test(textOf(sectionOf(center, 'guards'))),
        `the answer is ${tens}0 seconds old`,
      );
    }
    expect(announcements).to.deep.equal([]);
  });

  it('stays silent while the age of a kept manifest counts up', async () => {
    network.route(SRC, quietManifestOf());
    const center = await mount({src: SRC});
    await untilLoadState(center, 'ready');
    network.route(SRC, networkError);
    await center.reload();
    await untilLoadState(center, 'kept');
    const announcements = collectAnnouncements(center);
    clock.pass(120_000);
    await eventually(
      () => all(center, '[data-banner=kept] .age').some((age) => textOf(age) === '2 min. ago'),
      'the kept manifest is two minutes old',
    );
    expect(announcements).to.deep.equal([]);
  });

  it('announces once that an answer is stale', async () => {
    const center = await mountGuarded(blocks());
    await untilVerdict(center, 'write', 'blocked');
    const announcements = collectAnnouncements(center);
    clock.pass(61_000);
    await untilVerdict(center, 'write', 'stale');
    expect(announcements).to.deep.equal(['Production write could not be verified.']);
  });
});
