import {expect} from '@open-wc/testing';
import * as v from 'valibot';
import {fastValidate} from '../../src/manifest/fast-validate.js';
import {findProblems, parseManifest} from '../../src/manifest/parse.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {
  at,
  BAD,
  edit,
  full,
  GOOD,
  minimal,
  pointersIn,
  type Document,
} from '../fixtures/manifests.js';
import {Random} from '../fixtures/random.js';

/** What the long way makes of a document where it has nothing to tell of it. */
function faultless(document: unknown): Manifest | undefined {
  const parsed = findProblems(structuredClone(document));
  return parsed.status === 'accepted' && !parsed.problems.length ? parsed.manifest : undefined;
}

/** What is put in the place of something: what is right in one place is wrong in another. */
const VALUES: readonly unknown[] = [
  ...[null, true, 0, 403, 503, 404.5, 1e9, '', [], {}, [[]], [null], [{}], {id: 'a'}, [403, 404]],
  ...['a', 'A', 'key-custody', 'pen-test', 'production-write', 'nowhere', 'met', 'done', 'public'],
  ...['2026-02-30', '2026-11-01', '2027-Q1', '2027-Q5', '2026-11-22T09:30:00Z', '1.0', '1.x'],
  ...['https://vendor.example/', 'http://vendor.example/', 'javascript:alert(1)', '/guard', '//a'],
  ...['[a](javascript:alert)', '[a](/policy)', '<ftp://a.example/>', '[a]: data:x', 'a < b [c]'],
  ...[['pen-test'], ['nowhere'], ['key-custody', 'key-custody'], ['encryption']],
  ...['a'.repeat(20_000), 'a'.repeat(20_001), 'mailto:a@vendor.example', 'tel:1', 'dns:a'],
];

const KEYS = ['mood', 'id', 'title', 'current', 'gated', 'notApplicable', 'href', 'toString'];

/** A document with one change: something taken away, put elsewhere, said twice, or replaced. */
function changed(document: Document, random: Random): Document {
  const pointers = [...pointersIn(document)];
  const pointer = random.one(pointers);
  const other = random.one(pointers);
  const value = at(document, pointer);
  switch (random.below(5)) {
    case 0:
      return edit(document, pointer, undefined);
    case 1:
      return edit(document, pointer, structuredClone(at(document, other)));
    case 2:
      if (Array.isArray(value) && value.length)
        return edit(document, pointer, [...(value as unknown[]), random.one(value as unknown[])]);
      return typeof value === 'object' && value
        ? edit(document, `${pointer}/${random.one(KEYS)}`, random.one(VALUES))
        : document;
    default:
      return edit(document, pointer, random.one(VALUES));
  }
}

describe('A document without any fault', () => {
  for (const [name, document] of [
    ['the least', minimal()],
    ['the one with everything', full()],
    ...GOOD.map(({name, at, value}) => [name, edit(full(), at, value)] as const),
  ] as const) {
    it(`is the manifest that the long way makes of it: ${name}`, () => {
      const manifest = fastValidate(structuredClone(document));
      expect(manifest).to.be.an('object').and.deep.equal(faultless(document));
    });
  }

  it('is accepted the short way where it is the one that ARQEN publishes', async () => {
    const document: unknown = await (await fetch('/demo/arqen.trust.json')).json();
    expect(fastValidate(structuredClone(document))).to.deep.equal(faultless(document));
  });

  it('has defaults of its own', () => {
    const [one, other] = [fastValidate(minimal())!, fastValidate(minimal())!];
    expect(one.gates).to.deep.equal([]);
    expect(one.gates).not.to.equal(other.gates);
    expect(one.gates).not.to.equal(one.evidence);
  });
});

describe('A document with a fault', () => {
  for (const {name, at, value} of BAD) {
    it(`is not accepted the short way: ${name}`, () => {
      expect(fastValidate(edit(full(), at, value))).to.equal(undefined);
    });
  }

  it('is not accepted the short way where there is but a warning', () => {
    expect(fastValidate(minimal({mood: 'new'}))).to.equal(undefined);
    expect(fastValidate(minimal({summary: '[a](javascript:alert)'}))).to.equal(undefined);
  });
});

describe('The short way and the long way', () => {
  it('come to the same for documents with changes at random', () => {
    const random = new Random(4);
    let accepted = 0;
    const rounds = 3_000;
    for (let round = 0; round < rounds; round++) {
      let document = random.chance(0.8) ? full() : minimal();
      for (let change = random.below(3); change >= 0; change--)
        document = changed(document, random);
      // Nothing but what can come of a text, and no key that only JSON.parse can make.
      const text = JSON.stringify(document) as string | undefined;
      if (text === undefined) continue;
      const long = faultless(JSON.parse(text));
      const short = fastValidate(JSON.parse(text));
      if (long) accepted++;
      expect(!!short, `${round}: ${text}`).to.equal(!!long);
      if (long) expect(short, `${round}: ${text}`).to.deep.equal(long);
      // What the short way has filled in before it gave up is no other problem, and hides none.
      else expect(parseManifest(text), text).to.deep.equal(findProblems(JSON.parse(text)));
    }
    expect(accepted).to.be.within(rounds / 10, (rounds * 9) / 10);
  }).timeout(60_000);
});

describe('What the short way does not know', () => {
  const OF_OPTIONAL = v.object({
    a: v.pipe(
      v.optional(v.string()),
      v.check((value) => value === 'a'),
    ),
  });
  const LENGTH_OF_OTHERS = v.pipe(v.picklist(['abcde']), v.minLength(5));
  for (const [name, schema, value] of [
    ['a kind of schema', v.boolean(), true],
    ['a member of such a kind', v.object({a: v.unknown()}), {a: 1}],
    ['a kind of action', v.pipe(v.string(), v.email()), 'a@vendor.example'],
    ['an action that changes what there is', v.pipe(v.string(), v.trim()), 'a'],
    ['what is asked of a member that may be left out', OF_OPTIONAL, {a: 'a'}],
    ['a length of something else than a text or a list', LENGTH_OF_OTHERS, 'abcde'],
    ['a default that is no list', v.object({a: v.optional(v.number(), 1)}), {}],
  ] as const) {
    it(`is nothing that it vouches for: ${name}`, () => {
      expect(v.is(schema, value)).to.equal(true);
      expect(fastValidate(value, schema)).to.equal(undefined);
    });
  }
});
