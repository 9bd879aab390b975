import {expect} from '@open-wc/testing';
import {parseManifest} from '../../src/manifest/parse.js';
import {edit, errors, full, minimal, type ManifestInput} from '../fixtures/manifests.js';

/** The rules that the schema cannot express. */
const RULES = ['unknown-reference', 'duplicate-id', 'unknown-key', 'refused-link'];

/** Returns the problems with references, ids, keys and links of a value that may violate the schema. */
const checkReferences = (input: unknown) =>
  parseManifest(input).problems.filter(({rule}) => RULES.includes(rule));

const unknownKey = (path: string, key: string) => ({
  path,
  rule: 'unknown-key',
  severity: 'warning',
  message: `expected a key of schema version 1.0, found "${key}"`,
});

const refusedLink = (path: string, href: string) => ({
  path,
  rule: 'refused-link',
  severity: 'warning',
  message: `expected an https:, mailto: or relative link without credentials, found ${href}`,
});

describe('An unknown key', () => {
  for (const [path, key] of [
    ['/mood', 'mood'],
    ['/organization/vatId', 'vatId'],
    ['/gates/0/status', 'status'],
    ['/controls/0/mappings/0/version', 'version'],
    ['/readiness/0/requirements/0/state', 'state'],
    ['/disclosure/pgp', 'pgp'],
    ['/faq/0/constructor', 'constructor'],
    ['/faq/0/toString', 'toString'],
    ['/roadmap/hasOwnProperty', 'hasOwnProperty'],
  ] as const) {
    it(`is a warning at ${path} and is dropped`, () => {
      const parsed = parseManifest(edit(full(), path, {any: ['thing']}));
      expect(parsed.problems).to.deep.equal([unknownKey(path, key)]);
      expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal(full());
    });
  }

  it('is reported with an escaped pointer', () => {
    expect(checkReferences(minimal({'a/b~c': 1}))).to.deep.equal([unknownKey('/a~1b~0c', 'a/b~c')]);
  });

  it('is reported once, without checking its value', () => {
    const value = {id: 'Not an id', gates: ['nowhere'], more: {}};
    expect(checkReferences(minimal({mood: value}))).to.deep.equal([unknownKey('/mood', 'mood')]);
  });

  it('inherited from Object.prototype does not satisfy a reference', () => {
    const {status} = parseManifest(edit(full(), '/controls/0/gates', ['constructor']));
    expect(status).to.equal('refused');
  });
});

describe('A link that the link policy refuses', () => {
  for (const pointer of [
    '/summary',
    '/gates/0/description',
    '/controls/0/summary',
    '/controls/0/current',
    '/controls/0/gated',
    '/controls/1/notApplicable',
    '/guards/0/description',
    '/roadmap/disclaimer',
    '/roadmap/items/0/description',
    '/readiness/0/statement',
    '/readiness/0/requirements/0/description',
    '/disclosure/instructions',
    '/disclosure/doNotSend',
    '/faq/0/answer',
    '/updates/0/body',
  ]) {
    it(`is a warning in the markdown at ${pointer}`, () => {
      const input = edit(full(), pointer, 'See [this](javascript:alert) or [that](/policy).');
      const parsed = parseManifest(input);
      expect(parsed.problems).to.deep.equal([refusedLink(pointer, 'javascript:alert')]);
      expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal(input);
    });
  }

  it('is reported each time', () => {
    const summary = '[a](ftp://a.example/) [b](http://b.example/) <data:text/html,c>';
    expect(checkReferences(minimal({summary}))).to.deep.equal([
      refusedLink('/summary', 'ftp://a.example/'),
      refusedLink('/summary', 'http://b.example/'),
      refusedLink('/summary', 'data:text/html,c'),
    ]);
  });

  it('is ignored in a text that is not markdown', () => {
    expect(checkReferences(minimal({title: '[a](javascript:alert)'}))).to.deep.equal([]);
  });
});

describe('Duplicate ids', () => {
  const entry = (id: unknown) => ({id, question: 'Where?', answer: 'Here.'});

  it('are reported for each entry except the first', () => {
    const faq = ['a', 'b', 'a', 'a', 'b'].map(entry);
    expect(checkReferences(minimal({faq}))).to.deep.equal(
      errors(
        ['/faq/2/id', 'duplicate-id', 'a unique id', '"a" again'],
        ['/faq/3/id', 'duplicate-id', 'a unique id', '"a" again'],
        ['/faq/4/id', 'duplicate-id', 'a unique id', '"b" again'],
      ),
    );
  });

  it('are not reported for values that are not ids', () => {
    const faq = [...[1, 1, null, null, undefined].map(entry), null, null, 'a', 'a'];
    expect(checkReferences(minimal({faq}))).to.deep.equal([]);
  });

  it('are not reported in a list whose entries have no ids', () => {
    const mapping = {framework: 'SOC 2', ref: 'CC6.1', id: 'a'};
    const input = edit(full(), '/controls/0/mappings', [mapping, mapping]);
    expect(checkReferences(input)).to.deep.equal([
      unknownKey('/controls/0/mappings/0/id', 'id'),
      unknownKey('/controls/0/mappings/1/id', 'id'),
    ]);
  });

  it('are allowed in different readiness entries, because each has its own list', () => {
    const readiness = ['soc-2', 'iso-27001'].map((id) => ({
      id,
      framework: id,
      requirements: [{id: 'access-reviews', title: 'Access reviews'}],
    }));
    expect(parseManifest(minimal({readiness})).problems).to.deep.equal([]);
  });
});

describe('References', () => {
  it('are checked even if the manifest violates the schema', () => {
    const input: ManifestInput = {
      gates: [null, 'gate', {id: 'gate'}, {id: 5}],
      controls: [{gates: ['gate', 'nowhere', 5, null]}, null, []],
      guards: 'none',
      updates: [{controls: 'none'}, {controls: ['nowhere']}],
    };
    expect(checkReferences(input)).to.deep.equal(
      errors(
        ['/controls/0/gates/1', 'unknown-reference', 'the id of an entry in /gates', '"nowhere"'],
        [
          '/updates/1/controls/0',
          'unknown-reference',
          'the id of an entry in /controls',
          '"nowhere"',
        ],
      ),
    );
  });

  it('are not reported for a manifest that is not an object', () => {
    for (const input of [null, true, 5, 'gates', []]) {
      expect(checkReferences(input)).to.deep.equal([]);
    }
  });
});
