import {expect} from '@open-wc/testing';
import {findCrowdedObject} from '../../src/manifest/find-crowded-object.js';
import {LIMITS} from '../../src/manifest/limits.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {runAtOnce} from '../../src/slices.js';
import {errors, minimal, type ExpectedProblem} from '../fixtures/manifests.js';

const refusal = (...problems: ExpectedProblem[]) => ({
  status: 'refused',
  problems: errors(...problems),
});

/** Returns the members of an object with this many keys, as text. */
const keys = (count: number) => Array.from({length: count}, (_, i) => `"k${i}":0`).join(',');
const CROWD = keys(LIMITS.keys + 1);

const found = (text: string) => runAtOnce(findCrowdedObject(text));
const crowdedAt = (path: string) => refusal([path, 'too-long', 'at most 1000 keys', 'more']);

describe('An object with too many keys', () => {
  it('has at least 1,001', () => {
    expect(found(`{${keys(LIMITS.keys)}}`)).to.equal(undefined);
    expect(found(`{${CROWD}}`)).to.deep.equal(crowdedAt(''));
  });

  for (const [name, text, path] of [
    ['after an object with as many', `{"a":{${keys(1_000)}},"b":{${CROWD}}}`, '/b'],
    ['with escaped quotes in its key', String.raw`{"a\"b\\":{"\u0063":[0,{` + CROWD, '/a"b\\/c/1'],
    [
      'in a key of 200 escaped characters',
      `{"${'\\u0061'.repeat(200)}":{${CROWD}}}`,
      `/${'a'.repeat(200)}`,
    ],
    ['with a key of 5 MB', `{"a":{"${'k'.repeat(5_000_000)}":{"b":{${CROWD}}}}}`, '/a'],
    ['with a key of 5 MB of escapes', `{"a":{"${'\\"'.repeat(2_500_000)}":{${CROWD}}}}`, '/a'],
    ['with a first key of 5 MB', `{"${'k'.repeat(5_000_000)}":{${CROWD}}}`, ''],
    ['at the deepest level', `${'{"a":'.repeat(31)}{${CROWD}`, '/a'.repeat(31)],
    ['with an invalid escape in its key', String.raw`{"a":{"\x":{` + CROWD, '/a'],
    ['in a text with too many closing brackets', `]}]}{"a":[0,1,{${CROWD}`, '/a/2'],
    ['with a key that is no string', `{a:{"b":{${CROWD}}}}`, ''],
  ] as const) {
    it(`is found ${name}`, () => {
      expect(found(text)).to.deep.equal(crowdedAt(path));
    });
  }

  it('is ignored at levels that are refused anyway, and in an unfinished string', () => {
    expect(found(`${'['.repeat(32)}{${CROWD}`)).to.equal(undefined);
    expect(found(`{"a":"{${CROWD.replaceAll('"', "'")}`)).to.equal(undefined);
  });
});

describe('The limits', () => {
  it('reject an object with too many keys unparsed, if to list them would take long', () => {
    const crowd = Array.from({length: 150_001}, (_, i) => `"k${i}":${i % 9}`).join(',');
    const text = JSON.stringify(minimal({'a"b/': ['\\', {x: 1}, {y: [[], '@']}]}));
    const refused = refusal(['/a"b~1/2/y/1', 'too-long', 'at most 1000 keys', 'more']);
    expect(parseManifest(text.replace('"@"', `{${crowd}}`))).to.deep.equal(refused);
    // It is refused before its syntax error is found.
    expect(parseManifest(text.replace('"@"', `{${crowd}!`))).to.deep.equal(refused);
  });

  it('accept a manifest with as many keys in many objects', () => {
    const faq = Array.from({length: 19_000}, (_, i) => ({
      id: `a${i}`,
      question: 'a : "b" : \\',
      answer: '::::::::::',
    }));
    expect(parseManifest(minimal({faq})).status).to.equal('accepted');
  });
});
