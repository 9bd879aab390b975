import {expect} from '@open-wc/testing';
import {LIMITS} from '../../src/manifest/limits.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {full, minimal, type ManifestInput} from '../fixtures/manifests.js';
import {outline, refusal} from '../fixtures/problems.js';

/** Returns a manifest's text, padded with spaces to the given number of UTF-8 bytes. */
const ofBytes = (bytes: number, members: ManifestInput = {}) => {
  const text = JSON.stringify(minimal(members));
  return text + ' '.repeat(bytes - new TextEncoder().encode(text).length);
};

describe('Input that is not JSON', () => {
  for (const [name, text] of [
    ['an empty text', ''],
    ['white space', ' \n'],
    ['a manifest that was cut off', JSON.stringify(full()).slice(0, -1)],
    ['a trailing comma', '{"schemaVersion": "1.0",}'],
    ['single quotes', "{'schemaVersion': '1.0'}"],
    ['a comment', '// trust\n{}'],
    ['two objects', '{}{}'],
    ['a word', 'undefined'],
    ['a number that JSON does not support', 'NaN'],
  ] as const) {
    it(`is refused: ${name}`, () => {
      const parsed = parseManifest(text);
      expect(parsed.status).to.equal('refused');
      expect(parsed.problems).to.have.length(1);
      expect(parsed.problems[0]).to.include({path: '', rule: 'not-json', severity: 'error'});
      expect(parsed.problems[0]?.message).to.match(/^expected JSON, found (?!SyntaxError)./);
    });
  }

  for (const text of ['<!doctype html><title>Log in</title>', '\n  <html></html>', '<?xml?>']) {
    it(`is reported as HTML or XML: ${JSON.stringify(text)}`, () => {
      expect(parseManifest(text)).to.deep.equal(refusal(['', 'not-json', 'JSON', 'HTML or XML']));
    });
  }

  const cyclic: ManifestInput = minimal();
  cyclic['self'] = cyclic;
  const throws = () => {
    throw new Error('no');
  };

  for (const [name, value] of [
    ['undefined', undefined],
    ['a function', () => full()],
    ['a symbol', Symbol('manifest')],
    ['a bigint', 1n],
    ['a nested bigint', minimal({version: 1n})],
    ['a cycle', cyclic],
    ['a getter that throws', Object.defineProperty({}, 'id', {enumerable: true, get: throws})],
    ['a toJSON that throws', {toJSON: throws}],
    ['a proxy that throws', new Proxy({}, {ownKeys: throws})],
  ] as const) {
    it(`is refused as a value: ${name}`, () => {
      const parsed = parseManifest(value);
      expect(parsed.status).to.equal('refused');
      expect(parsed.problems.map(({rule}) => rule)).to.deep.equal(['not-json']);
    });
  }

  it('is named in the message', () => {
    // Firefox names the place instead of the text.
    expect(parseManifest(undefined).problems[0]?.message).to.match(/undefined|line 1 column 1/);
    for (const thrown of [new Error('no luck'), 'no luck']) {
      const toJSON = () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a value's toJSON() may throw anything.
        throw thrown;
      };
      expect(parseManifest({toJSON})).to.deep.equal(refusal(['', 'not-json', 'JSON', 'no luck']));
    }
  });

  it('is dropped from a value or converted, as JSON.stringify() does', () => {
    const parsed = parseManifest(
      minimal({
        title: undefined,
        summary: () => 'never',
        publishedAt: new Date('2026-11-22T09:30:00Z'),
        organization: new (class {
          name = 'Vendor';
          get product() {
            return 'never';
          }
        })(),
      }),
    );
    expect(parsed.problems).to.deep.equal([]);
    expect(parsed.status === 'accepted' && parsed.manifest).to.deep.include({
      publishedAt: '2026-11-22T09:30:00.000Z',
      organization: {name: 'Vendor'},
    });
    expect(outline(minimal({version: NaN, faq: new Map(), updates: [undefined]}))).to.deep.equal([
      'error wrong-type /version',
      'error wrong-type /faq',
      'error wrong-type /updates/0',
    ]);
  });
});

describe('The limits', () => {
  const tooLarge = refusal(['', 'too-large', 'at most 16777216 bytes', 'more']);

  it('accept 16 MiB and not a byte more', () => {
    expect(parseManifest(ofBytes(LIMITS.bytes)).status).to.equal('accepted');
    expect(parseManifest(ofBytes(LIMITS.bytes + 1))).to.deep.equal(tooLarge);
  });

  it('count bytes of UTF-8, not characters', () => {
    // Three bytes per character: within the limit by length, but not by bytes.
    const faq = Array.from({length: 300}, (_, index) => ({
      id: `a${index}`,
      question: 'Where?',
      answer: '語'.repeat(18_000),
    }));
    expect(parseManifest(ofBytes(LIMITS.bytes, {faq})).status).to.equal('accepted');
    expect(parseManifest(ofBytes(LIMITS.bytes + 1, {faq}))).to.deep.equal(tooLarge);
    expect(parseManifest(minimal({faq: [...faq, ...faq]}))).to.deep.equal(tooLarge);
  });
});
