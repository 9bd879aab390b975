/** What a screen reader is told without having asked: changes, each once, and nothing else. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  breaks,
  drawn,
  eventually,
  inState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
  verdict,
  WRITE,
  type Answer,
} from '../fixtures/center.js';

const edge = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';

const LIVE = '[role=status], [role=alert], [aria-live]';

/** More topics than are seen at once, so that they can be filtered. */
const CONTROLS = [
  {id: 'writes', title: 'Writes', gated: 'Later.', gates: ['tenancy'], guards: ['write']},
  ...['logging', 'backups', 'reviews', 'training'].map((id) => ({id, title: id, current: 'Now.'})),
];

const UPDATES = ['2026-01-10', '2026-02-10'].map((at) => ({id: `of-${at}`, at, title: at}));

/** A center whose one guard answers so, and is asked by the test alone. */
async function mountGuarded(answer: Answer): Promise<TrustCenter> {
  edge.at(WRITE, answer);
  const manifest = manifestOf({controls: CONTROLS, updates: UPDATES});
  return mount({manifest, guardInterval: 0, deepLinks: true});
}

/** The live region that a node is in, has just been in, or is. */
const regionOf = (node: Node): Element | undefined =>
  (node instanceof Element ? node : node.parentElement)?.closest(LIVE) ?? undefined;

/** What the live regions of a center, and of all that is in it, say from now on: a text for each time. */
function listenTo(center: TrustCenter): string[] {
  const said: string[] = [];
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
    said.push(...[...changed].map(textOf));
  });
  for (const root of [center, ...all(center, '*')].flatMap(({shadowRoot}) => shadowRoot ?? []))
    observer.observe(root, {
      ...{subtree: true, childList: true, characterData: true},
      // A role or an `aria-*` that changes is told as well.
      attributeFilter: ['role', 'aria-live', 'aria-atomic', 'aria-label', 'hidden'],
    });
  listening.push(observer);
  return said;
}
const listening: MutationObserver[] = [];
afterEach(() => listening.splice(0).forEach((observer) => observer.disconnect()));

/** Waits until everything that a check brings is on the page. */
async function check(center: TrustCenter, times = 1): Promise<void> {
  for (let done = 0; done < times; done++) {
    await center.checkGuards();
    await drawn(center);
  }
}

/** Changes a field as a reader does. */
async function enter(
  center: TrustCenter,
  field: HTMLInputElement | HTMLSelectElement,
  value: string,
): Promise<void> {
  field.value = value;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}));
  await drawn(center);
}

describe('a live region', () => {
  const UNCHANGED: Readonly<Record<string, [expected: string, answer: Answer]>> = {
    'that block': ['blocked', blocks()],
    'that are open': ['open', opens()],
    'that block by other gates': ['blocked', blocks(['another'])],
    'that are an error': ['unknown', answers(500)],
    'that never come': ['unknown', breaks],
  };
  for (const [which, [expected, answer]] of Object.entries(UNCHANGED)) {
    it(`says nothing in 100 answers ${which}, as the one before did`, async () => {
      const center = await mountGuarded(answer);
      await verdict(center, 'write', expected);
      const said = listenTo(center);
      const before = edge.requests.length;
      await check(center, 100);
      expect(edge.requests.length - before).to.equal(100);
      expect(said).to.deep.equal([]);
    });
  }

  it('says nothing where only the reason is another: it could not be verified either way', async () => {
    const center = await mountGuarded(answers(500));
    await verdict(center, 'write', 'unknown');
    const said = listenTo(center);
    edge.at(WRITE, breaks);
    await check(center);
    edge.at(WRITE, answers(500, '{', 'application/json'));
    await check(center);
    expect(said).to.deep.equal([]);
  });

  const CHANGES: Readonly<Record<string, [answer: Answer, expected: string, words: string]>> = {
    'is open': [opens(), 'open', 'Production write contradicts this page.'],
    'blocks by other gates': [
      blocks(['another']),
      'blocked',
      'Production write contradicts this page.',
    ],
    'does not come': [breaks, 'unknown', 'Production write could not be verified.'],
  };
  for (const [what, [answer, expected, words]] of Object.entries(CHANGES)) {
    it(`says once that an answer ${what}, and once that it blocks again`, async () => {
      const center = await mountGuarded(blocks());
      await verdict(center, 'write', 'blocked');
      const said = listenTo(center);
      edge.at(WRITE, answer);
      await check(center, 10);
      await verdict(center, 'write', expected);
      expect(said).to.deep.equal([words]);
      edge.at(WRITE, blocks());
      await check(center, 10);
      expect(said).to.deep.equal([words, 'Production write answered “blocked”.']);
    });
  }

  it('says once how many topics a filter leaves, and once when it is taken away', async () => {
    const center = await mountGuarded(blocks());
    await verdict(center, 'write', 'blocked');
    const find = one<HTMLInputElement>(sectionOf(center, 'controls'), 'input[type=search]');
    const said = listenTo(center);
    await enter(center, find, 'backups');
    expect(said).to.deep.equal(['1 of 5 shown, 4 hidden by the filter']);
    await check(center, 10);
    expect(said.splice(0).length).to.equal(1);
    await enter(center, find, '');
    expect(said).to.deep.equal(['All 5 shown']);
  });

  it('says nothing of a filter that hides as much as before, nor of another order', async () => {
    const center = await mountGuarded(blocks());
    await verdict(center, 'write', 'blocked');
    const section = sectionOf(center, 'controls');
    const find = one<HTMLInputElement>(section, 'input[type=search]');
    await enter(center, find, 'back');
    const said = listenTo(center);
    await enter(center, find, 'backups');
    const order = all<HTMLSelectElement>(section, 'select').at(-1)!;
    await enter(center, order, 'topic');
    expect(order.value).to.equal('topic');
    expect(said).to.deep.equal([]);
  });

  it('says once how many updates there are since a day', async () => {
    const center = await mountGuarded(blocks());
    await verdict(center, 'write', 'blocked');
    const said = listenTo(center);
    const since = one<HTMLInputElement>(sectionOf(center, 'updates'), 'input[type=date]');
    await enter(center, since, '2026-02-01');
    expect(said).to.deep.equal(['1 of 2 shown, 1 hidden by the filter']);
  });

  it('says nothing while ages count up', async () => {
    const center = await mountGuarded(blocks());
    await verdict(center, 'write', 'blocked');
    const said = listenTo(center);
    for (const tens of [2, 4]) {
      clock.pass(20_000);
      await eventually(
        () => new RegExp(`verified ${tens}\\d sec`).test(textOf(sectionOf(center, 'guards'))),
        `the answer is ${tens}0 seconds old`,
      );
    }
    expect(said).to.deep.equal([]);
  });

  it('says nothing while the age of a manifest that was kept counts up', async () => {
    edge.at(SRC, quietManifestOf());
    const center = await mount({src: SRC});
    await inState(center, 'ready');
    edge.at(SRC, breaks);
    await center.reload();
    await inState(center, 'kept');
    const said = listenTo(center);
    clock.pass(120_000);
    await eventually(
      () => all(center, '[data-banner=kept] .age').some((age) => textOf(age) === '2 min. ago'),
      'the kept manifest is two minutes old',
    );
    expect(said).to.deep.equal([]);
  });

  it('says once that an answer has grown too old', async () => {
    const center = await mountGuarded(blocks());
    await verdict(center, 'write', 'blocked');
    const said = listenTo(center);
    clock.pass(61_000);
    await verdict(center, 'write', 'stale');
    expect(said).to.deep.equal(['Production write could not be verified.']);
  });
});
