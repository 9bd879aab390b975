/**
 * A property test: whatever tools have done to the rendered nodes, after the next change of the state the page
 * shows what a new element shows for the same posture. Each seed is one random sequence.
 */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  eventually,
  fakeNetwork,
  mount,
  networkError,
  opens,
  pageClock,
  rendered,
  sectionsOf,
  type Answer,
  type FakeNetwork,
} from '../fixtures/center.js';
import {full, type ManifestInput} from '../fixtures/manifests.js';
import {Random} from '../fixtures/random.js';
import {JOINT, rewrites, rootsOf, textsOf} from '../fixtures/rewrite-page.js';

/** To replay a failure, the seed that its title names. */
const REPLAY = undefined as number | undefined;
const SEEDS = Array.from({length: 12}, (_, i) => i + 1);

/** The number of state changes in a sequence. */
const CHANGES = 5;

const HOUR = 3_600_000;
const GUARDS = ['production-write', 'production-access'];
const LOCALES = ['en', 'de', 'fr', 'es', 'ar', 'ja'];

const ANSWERS: readonly Answer[] = [
  blocks(['key-custody']),
  blocks(['another-gate']),
  opens(),
  answers(500),
  answers(200, 'Welcome'),
  networkError,
];

/** The members of a manifest whose text the reader sees. */
const TEXTS = new Set(
  'title summary description current gated notApplicable statement purpose question answer body disclaimer instructions'.split(
    ' ',
  ),
);

/** Adds a word to every text of a manifest. */
const reworded = (value: unknown, word: string, key = ''): unknown => {
  if (typeof value === 'string') return TEXTS.has(key) ? `${value} ${word}.` : value;
  if (Array.isArray(value)) return value.map((each) => reworded(each, word, key));
  if (typeof value !== 'object' || !value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, reworded(each, word, name)]),
  );
};

/** Creates a manifest with every section, in which dates pass within three hours. */
function randomManifest(random: Random): ManifestInput {
  const manifest = structuredClone(full()) as Record<string, Record<string, unknown>[]>;
  const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
  const [guard] = manifest['guards']!;
  const others = random.chance(0.2) ? 22 : 4;
  const result: ManifestInput = {
    ...manifest,
    version: String(random.below(3)),
    publishedAt: '2026-01-01',
    expiresAt: inHours(2),
    guards: GUARDS.map((id) => ({...guard, id, route: `/api/${id}`, url: `/api/${id}/guard`})),
    evidence: [{...manifest['evidence']![0], issuedAt: '2026-01-01', expiresAt: inHours(1)}],
    controls: [
      ...manifest['controls']!,
      {id: 'wording', title: 'Wording', current: 'We are SOC 2 certified.', guards: GUARDS},
      ...Array.from({length: others}, (_, i) => ({
        id: `control-${i}`,
        title: `Control number ${i}`,
        ...(random.chance(0.5) ? {current: 'Done.'} : {gated: 'Later.', gates: ['key-custody']}),
      })),
    ],
  };
  if (random.chance(0.3)) result['id'] = `https://vendor.example/${random.below(2)}`;
  if (random.chance(0.2)) delete result['faq'];
  if (random.chance(0.2)) delete result['roadmap'];
  return reworded(result, random.one(['Alpha', 'Beta', 'Gamma'])) as ManifestInput;
}

/** The filters of sections, by their private members. */
const FILTERS = ['filter', 'since', 'topic'];

/** Resolves once the center has rendered everything, and no row is left for later. */
async function settled(center: TrustCenter): Promise<void> {
  await rendered(center);
  await eventually(() => !all(center, '.gap').length, 'every row is rendered');
  await rendered(center);
}

type Change = (center: TrustCenter, random: Random, network: FakeNetwork) => unknown;

/** What changes the state of a center. */
const CHANGE: Readonly<Record<string, Change>> = {
  answers: async (center, random, network) => {
    for (const id of GUARDS) network.route(`/api/${id}/guard`, random.one(ANSWERS));
    await center.checkGuards();
  },
  sameAnswers: (center) => center.checkGuards(),
  manifest: async (center, random) => {
    center.manifest = randomManifest(random);
    await center.updateComplete;
  },
  locale: async (center, random) => {
    const locale = random.one(LOCALES);
    center.locale = locale;
    await eventually(() => center.messages.locale === locale, locale);
  },
  filter: (center, random) => {
    const sections = sectionsOf(center);
    const controls = sections.find(({localName}) => localName.endsWith('controls'))!;
    const updates = sections.find(({localName}) => localName.endsWith('updates'))!;
    const query = random.one(['', 'number', 'encryption', 'nothing has this']);
    Reflect.set(controls, 'filter', {...(Reflect.get(controls, 'filter') as object), query});
    Reflect.set(updates, 'topic', random.one(['', 'encryption']));
  },
  time: async (center, random) => {
    clock.pass(random.one([0.02, 0.6, 1.1]) * HOUR);
    center.requestUpdate();
    // Evaluates every date.
    await center.snapshot();
  },
  details: (center, random) => {
    for (const details of all<HTMLDetailsElement>(center, 'details'))
      if (random.chance(0.3)) details.open = !details.open;
  },
};

/** What shows the state of a row to assistive technology, to styles and to scripts. */
const ATTRIBUTES = [
  ...['state', 'verdict', 'reason', 'agreement', 'status', 'assurance', 'stage', 'access'],
  ...['freshness', 'report', 'banner', 'rule', 'outcome'],
].map((name) => `data-${name}`);
const LABELS = ['title', 'aria-label', 'aria-rowcount', 'aria-setsize'];

/** What a reader learns from a row, or from the rest of a section. */
class Shown {
  /** Every text, without white space. */
  readonly texts: string[] = [];
  readonly words = new Set<string>();
  /** States, labels, icons, and classes. */
  readonly marks = new Set<string>();
  /** The attributes of the row itself. */
  row = '';

  get text(): string {
    return this.texts.join('');
  }
}

/** The marks that rewrites leave around a text. */
const MARKS = /[[\]|]/;

/** Returns the words of a text, which a tool may have put in another order. */
const wordsIn = (text: string) => text.split(/[[\]|\s]/).filter(Boolean);

const squash = (text: string) => text.replace(/\s/g, '');

/** Reads a center by row, and everything else by section. */
function read(center: TrustCenter): ReadonlyMap<string, Shown> {
  const read = new Map<string, Shown>();
  const shownOf = (node: Node, section: string) => {
    const element = node instanceof Element ? node : node.parentElement;
    const row = element?.closest<HTMLElement>('[data-kind], [data-guard]');
    const {kind = '', id = '', guard = ''} = row?.dataset ?? {};
    const key = [section, kind, id, guard].join(' ');
    const shown = read.get(key) ?? new Shown();
    read.set(key, shown);
    return shown;
  };
  for (const root of rootsOf(center)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const shown = shownOf(node, root.host.localName);
      if (node instanceof Element) note(node, shown);
      else if (!node.parentElement?.closest('style, script, time')) {
        const {data} = node as Text;
        shown.texts.push(...data.split(MARKS).map(squash).filter(Boolean));
        for (const word of wordsIn(data)) shown.words.add(word);
      }
    }
  }
  return read;
}

function note(element: Element, shown: Shown): void {
  if (element.localName === 'time') {
    shown.texts.push(JOINT);
    return;
  }
  if (element.localName === 'svg') shown.marks.add(element.innerHTML.replace(/<!--.*?-->/g, ''));
  for (const name of element.classList) shown.marks.add(`.${name}`);
  const states = ATTRIBUTES.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : `${name}=${value}`;
  });
  const labels = LABELS.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : `${name}=${squash(value.replace(/[[\]]/g, ''))}`;
  });
  for (const mark of [...states, ...labels]) shown.marks.add(mark);
  if (element.matches('[data-kind]')) shown.row = states.join(' ');
}

/** Creates an element for what another one shows. */
async function renderAnew(center: TrustCenter): Promise<TrustCenter> {
  const fresh = await mount({locale: center.locale, deepLinks: true});
  const {manifestState, postureState, messages, announcement} = center;
  Object.assign(fresh, {manifestState, postureState, messages, announcement});
  await rendered(fresh);
  const sections = sectionsOf(center);
  for (const [i, section] of sectionsOf(fresh).entries())
    for (const name of FILTERS)
      if (name in section) Reflect.set(section, name, Reflect.get(sections[i]!, name));
  await settled(fresh);
  return fresh;
}

/**
 * Returns everything that a center shows and a new one does not.
 * @param whole Whether tools have kept every text, so that everything must be shown.
 */
async function differences(center: TrustCenter, whole: boolean): Promise<string[]> {
  const fresh = await renderAnew(center);
  const [is, ought] = [read(center), read(fresh)];
  fresh.remove();
  const found: string[] = [];
  for (const [key, {texts, marks, row}] of is) {
    const expected = ought.get(key);
    if (!expected) {
      if (texts.length) found.push(`${key}: stays with ${texts.join(' ')}`);
      continue;
    }
    const {text: truth} = expected;
    const outdated = texts.filter((text) => !truth.includes(text));
    found.push(...outdated.map((text) => `${key}: says ${text}`));
    found.push(
      ...[...marks].filter((mark) => !expected.marks.has(mark)).map((it) => `${key}: ${it}`),
    );
    if (row !== expected.row) found.push(`${key}: ${row} instead of ${expected.row}`);
  }
  for (const [key, {words, row}] of ought) {
    const shown = is.get(key);
    if (!shown && row) found.push(`${key} is missing`);
    if (shown && whole)
      found.push(
        ...[...words].filter((it) => !shown.words.has(it)).map((it) => `${key}: lacks ${it}`),
      );
  }
  return found;
}

const network = fakeNetwork();
const clock = pageClock();

describe('a page that tools rewrite between changes of the state shows the posture with seed', () => {
  for (const seed of REPLAY === undefined ? SEEDS : [REPLAY])
    it(String(seed), async () => {
      const random = new Random(seed);
      for (const id of GUARDS) network.route(`/api/${id}/guard`, random.one(ANSWERS));
      const center = await mount({
        manifest: randomManifest(random),
        guardInterval: 0,
        deepLinks: true,
      });
      await settled(center);
      const history: string[] = [];
      let whole = true;
      for (let step = 0; step < CHANGES; step++) {
        for (let times = random.below(3); times >= 0; times--) {
          const name = random.one(Object.keys(rewrites)) as keyof typeof rewrites;
          const share = random.one([0.02, 0.3, 1]);
          // A generator of its own, because the number of texts depends on the time.
          const choice = new Random(random.below(2 ** 31));
          const texts = textsOf(center);
          // Copies of copies soon are too many.
          for (const text of texts.length > 1_500 ? [] : texts)
            if (text.isConnected && choice.chance(share)) rewrites[name](text);
          history.push(`${name} ${share}`);
          if (name === 'remove') whole = false;
        }
        const name = random.one(Object.keys(CHANGE));
        history.push(name.toUpperCase());
        await CHANGE[name]!(center, new Random(random.below(2 ** 31)), network);
        await settled(center);
        const found = await differences(center, whole);
        expect(found.slice(0, 5), `after ${history.join(', ')}`).to.deep.equal([]);
      }
    });
});
