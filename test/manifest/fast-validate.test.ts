import {expect} from '@open-wc/testing';
import * as v from 'valibot';
import * as fast from '../../src/manifest/fast-validate.js';
import * as slow from '../../src/manifest/find-problems.js';
import {parseManifest, parseSteps} from '../../src/manifest/parse.js';
import {manifestSchema, type Manifest} from '../../src/manifest/schema.js';
import {runAtOnce, runInSlices} from '../../src/slices.js';
import {
  at,
  BAD,
  edit,
  full,
  GOOD,
  minimal,
  pointersIn,
  type ManifestInput,
} from '../fixtures/manifests.js';
import {Random} from '../fixtures/random.js';

const fastValidate = (value: unknown, schema?: unknown) =>
  runAtOnce(fast.fastValidate(value, schema));
const findProblems = (value: unknown) => runAtOnce(slow.findProblems(value));

/** Returns the slow path's manifest, or `undefined` if it finds any problem. */
function slowValidate(input: unknown): Manifest | undefined {
  const parsed = findProblems(structuredClone(input));
  return parsed.status === 'accepted' && !parsed.problems.length ? parsed.manifest : undefined;
}

/** Replacement values. Each is valid in some places and invalid in others. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  403,
  503,
  404.5,
  1e9,
  '',
  [],
  {},
  [[]],
  [null],
  [{}],
  {id: 'a'},
  [403, 404],
  'a',
  'A',
  'key-custody',
  'pen-test',
  'production-write',
  'nowhere',
  'met',
  'done',
  'public',
  '2026-02-30',
  '2026-11-01',
  '2027-Q1',
  '2027-Q5',
  '2026-11-22T09:30:00Z',
  '1.0',
  '1.x',
  'https://vendor.example/',
  'http://vendor.example/',
  'javascript:alert(1)',
  '/guard',
  '//a',
  '[a](javascript:alert)',
  '[a](/policy)',
  '<ftp://a.example/>',
  '[a]: data:x',
  'a < b [c]',
  ['pen-test'],
  ['nowhere'],
  ['key-custody', 'key-custody'],
  ['encryption'],
  'a'.repeat(20_000),
  'a'.repeat(20_001),
  'mailto:a@vendor.example',
  'tel:1',
  'dns:a',
];

const KEYS = ['mood', 'id', 'title', 'current', 'gated', 'notApplicable', 'href', 'toString'];

/** Returns a manifest with one random change: a value is removed, moved, repeated or replaced. */
function mutate(manifest: ManifestInput, random: Random): ManifestInput {
  const pointers = [...pointersIn(manifest)];
  const pointer = random.one(pointers);
  const other = random.one(pointers);
  const value = at(manifest, pointer);
  switch (random.below(5)) {
    case 0:
      return edit(manifest, pointer, undefined);
    case 1:
      return edit(manifest, pointer, structuredClone(at(manifest, other)));
    case 2:
      if (Array.isArray(value) && value.length)
        return edit(manifest, pointer, [...(value as unknown[]), random.one(value as unknown[])]);
      return typeof value === 'object' && value
        ? edit(manifest, `${pointer}/${random.one(KEYS)}`, random.one(VALUES))
        : manifest;
    default:
      return edit(manifest, pointer, random.one(VALUES));
  }
}

describe('A manifest without problems', () => {
  for (const [name, input] of [
    ['a minimal one', minimal()],
    ['a full one', full()],
    ...GOOD.map(({name, at, value}) => [name, edit(full(), at, value)] as const),
  ] as const) {
    it(`has the same result on the fast and the slow path: ${name}`, () => {
      const manifest = fastValidate(structuredClone(input));
      expect(manifest).to.be.an('object').and.deep.equal(slowValidate(input));
    });
  }

  it('takes the fast path if it is the one that ARQEN publishes', async () => {
    const input: unknown = await (await fetch('/demo/arqen.trust.json')).json();
    expect(fastValidate(structuredClone(input))).to.deep.equal(slowValidate(input));
  });

  it('does not share its defaults with other manifests', () => {
    const [one, other] = [fastValidate(minimal())!, fastValidate(minimal())!];
    expect(one.gates).to.deep.equal([]);
    expect(one.gates).not.to.equal(other.gates);
    expect(one.gates).not.to.equal(one.evidence);
  });
});

describe('A manifest with a problem', () => {
  for (const {name, at, value} of BAD) {
    it(`does not take the fast path: ${name}`, () => {
      expect(fastValidate(edit(full(), at, value))).to.equal(undefined);
    });
  }

  it('does not take the fast path even if the problem is only a warning', () => {
    expect(fastValidate(minimal({mood: 'new'}))).to.equal(undefined);
    expect(fastValidate(minimal({summary: '[a](javascript:alert)'}))).to.equal(undefined);
  });
});

describe('The fast path and the slow path', () => {
  it('agree on manifests with random changes', () => {
    const random = new Random(4);
    let accepted = 0;
    const rounds = 3_000;
    for (let round = 0; round < rounds; round++) {
      let manifest = random.chance(0.8) ? full() : minimal();
      for (let change = random.below(3); change >= 0; change--) manifest = mutate(manifest, random);
      // The fast path only ever receives values from JSON.parse.
      const text = JSON.stringify(manifest) as string | undefined;
      if (text === undefined) continue;
      const slow = slowValidate(JSON.parse(text));
      const fast = fastValidate(JSON.parse(text));
      if (slow) accepted++;
      expect(!!fast, `${round}: ${text}`).to.equal(!!slow);
      if (slow) expect(fast, `${round}: ${text}`).to.deep.equal(slow);
      // Defaults filled in before the fast path gives up neither cause nor hide problems.
      else expect(parseManifest(text), text).to.deep.equal(findProblems(JSON.parse(text)));
    }
    expect(accepted).to.be.within(rounds / 10, (rounds * 9) / 10);
  }).timeout(60_000);
});

/** The rules of a whole entry, which valibot and the slow path judge at different times. */
const WHOLE = [
  'statement-missing',
  'not-applicable-alone',
  'gated-without-gate',
  'document-source',
];

/** The rules that the schema does not express, besides warnings. */
const OUTSIDE = ['unknown-reference', 'duplicate-id'];

/** Returns the places of valibot's issues with a value. */
function placesOfIssues(input: unknown): string[] {
  const {issues = []} = v.safeParse(manifestSchema, input);
  return issues
    .filter(({message}) => !WHOLE.includes(message))
    .map(({path = []}) => path.map(({key}) => `/${String(key)}`).join(''));
}

describe('The slow path and valibot', () => {
  it('find problems at the same places of manifests with random changes', () => {
    const random = new Random(5);
    let refused = 0;
    for (let round = 0; round < 2_000; round++) {
      let manifest = full();
      for (let change = random.below(4); change >= 0; change--) manifest = mutate(manifest, random);
      const text = JSON.stringify(manifest) as string | undefined;
      if (!text?.startsWith('{')) continue;
      const problems = findProblems(JSON.parse(text)).problems.filter(
        ({rule, severity}) =>
          severity === 'error' && !OUTSIDE.includes(rule) && !WHOLE.includes(rule),
      );
      // valibot takes a list for an object without members.
      const lists = problems
        .filter(({message}) => message === 'expected Object, found array')
        .map(({path}) => path);
      const places = placesOfIssues(JSON.parse(text)).filter(
        (place) => !lists.some((list) => place.startsWith(`${list}/`)),
      );
      if (places.length) refused++;
      const sorted = (all: readonly string[]) => [...new Set(all)].sort();
      expect(sorted(problems.map(({path}) => path)), text).to.deep.equal(
        sorted([...places, ...lists]),
      );
    }
    expect(refused).to.be.above(500);
  }).timeout(60_000);
});

describe('Parsing in slices', () => {
  it('has the same result as parsing at once', async () => {
    const random = new Random(6);
    for (let round = 0; round < 300; round++) {
      let manifest = random.chance(0.8) ? full() : minimal();
      for (let change = random.below(3); change >= 0; change--) manifest = mutate(manifest, random);
      const text = JSON.stringify(manifest) as string | undefined;
      expect(await runInSlices(parseSteps(text)), text).to.deep.equal(parseManifest(text));
    }
  }).timeout(60_000);

  /** Returns the number of steps in which a manifest is parsed. */
  function stepsOf(members: ManifestInput): number {
    const parsing = parseSteps(JSON.stringify(minimal(members)));
    let steps = 1;
    while (!parsing.next().done) steps++;
    return steps;
  }
  const some = (count: number, entry: (index: number) => unknown) =>
    Array.from({length: count}, (_, index) => entry(index));
  const question = (i: number) => ({id: `a${i}`, question: 'Why?', answer: 'So.'});
  const withMarkup = (i: number) => ({...question(i), answer: '*So.*'});
  const requirements = some(1_600, (i) => ({id: `a${i}`, title: 'Reviews'}));
  const items = some(1_600, (i) => ({id: `a${i}`, title: 'Sign-on', stage: 'done'}));

  for (const [name, members, least] of [
    ['between the entries of a list', {faq: some(1_600, question)}, 100],
    ['between the entries of a list in an object', {roadmap: {items}}, 100],
    [
      'between the entries of a list in an entry',
      {readiness: [{id: 'a', framework: 'SOC 2', requirements}]},
      100,
    ],
    ['between texts with markup', {faq: some(200, withMarkup)}, 200],
    ['between entries with problems', {faq: some(1_600, () => ({}))}, 200],
    ['between texts among problems', {faq: some(200, (i) => ({...withMarkup(i), id: 1}))}, 200],
    ['inside the value of an unknown key', {mood: some(20_000, () => [[], {}])}, 100],
    ['while the size of a text is measured', {title: '語'.repeat(5_600_000)}, 80],
  ] as const) {
    it(`pauses ${name}`, () => {
      expect(stepsOf(members)).to.be.at.least(least);
    });
  }
});

describe('A schema that the fast path does not support', () => {
  const CHECKED_OPTIONAL = v.object({
    a: v.pipe(
      v.optional(v.string()),
      v.check((value) => value === 'a'),
    ),
  });
  const LENGTH_OF_PICKLIST = v.pipe(v.picklist(['abcde']), v.minLength(5));
  for (const [name, schema, value] of [
    ['a schema of an unsupported type', v.boolean(), true],
    ['a member of an unsupported type', v.object({a: v.unknown()}), {a: 1}],
    ['an unsupported action', v.pipe(v.string(), v.email()), 'a@vendor.example'],
    ['a transformation', v.pipe(v.string(), v.trim()), 'a'],
    ['a check on an optional member', CHECKED_OPTIONAL, {a: 'a'}],
    ['a length of anything but a string or an array', LENGTH_OF_PICKLIST, 'abcde'],
    ['a default that is not a list', v.object({a: v.optional(v.number(), 1)}), {}],
  ] as const) {
    it(`is left to the slow path: ${name}`, () => {
      expect(v.is(schema, value)).to.equal(true);
      expect(fastValidate(value, schema)).to.equal(undefined);
    });
  }
});
