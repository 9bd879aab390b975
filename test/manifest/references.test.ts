import {expect} from '@open-wc/testing';
import {parseManifest} from '../../src/manifest/parse.js';
import {checkReferences} from '../../src/manifest/references.js';
import {edit, errors, full, minimal, type Document} from '../fixtures/manifests.js';

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
  message: `expected a link that the link policy allows, found ${href}`,
});

describe('A key that the schema does not know', () => {
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
    it(`is a warning at ${path}, and is left out`, () => {
      const parsed = parseManifest(edit(full(), path, {any: ['thing']}));
      expect(parsed.problems).to.deep.equal([unknownKey(path, key)]);
      expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal(full());
    });
  }

  it('is told by an escaped pointer', () => {
    expect(checkReferences(minimal({'a/b~c': 1}))).to.deep.equal([unknownKey('/a~1b~0c', 'a/b~c')]);
  });

  it('is told once: what is inside of it is not looked at', () => {
    const inside = {id: 'Not an id', gates: ['nowhere'], more: {}};
    expect(checkReferences(minimal({mood: inside}))).to.deep.equal([unknownKey('/mood', 'mood')]);
  });

  it('cannot pass as an entry that a reference finds', () => {
    const {status} = parseManifest(edit(full(), '/controls/0/gates', ['constructor']));
    expect(status).to.equal('refused');
  });
});

describe('A link that the policy refuses', () => {
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
      const document = edit(full(), pointer, 'See [this](javascript:alert) or [that](/policy).');
      const parsed = parseManifest(document);
      expect(parsed.problems).to.deep.equal([refusedLink(pointer, 'javascript:alert')]);
      expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal(document);
    });
  }

  it('is told for each of them', () => {
    const summary = '[a](ftp://a.example/) [b](http://b.example/) <data:text/html,c>';
    expect(checkReferences(minimal({summary}))).to.deep.equal([
      refusedLink('/summary', 'ftp://a.example/'),
      refusedLink('/summary', 'http://b.example/'),
      refusedLink('/summary', 'data:text/html,c'),
    ]);
  });

  it('is nothing in a text that is not markdown', () => {
    expect(checkReferences(minimal({title: '[a](javascript:alert)'}))).to.deep.equal([]);
  });
});

describe('Ids that repeat', () => {
  const entry = (id: unknown) => ({id, question: 'Where?', answer: 'Here.'});

  it('are told for each entry but the first', () => {
    const faq = ['a', 'b', 'a', 'a', 'b'].map(entry);
    expect(checkReferences(minimal({faq}))).to.deep.equal(
      errors(
        ['/faq/2/id', 'duplicate-id', 'an id of its own', '"a" again'],
        ['/faq/3/id', 'duplicate-id', 'an id of its own', '"a" again'],
        ['/faq/4/id', 'duplicate-id', 'an id of its own', '"b" again'],
      ),
    );
  });

  it('are none where they are no ids', () => {
    const faq = [...[1, 1, null, null, undefined].map(entry), null, null, 'a', 'a'];
    expect(checkReferences(minimal({faq}))).to.deep.equal([]);
  });

  it('are none in a list whose entries have no ids', () => {
    const mapping = {framework: 'SOC 2', ref: 'CC6.1', id: 'a'};
    const document = edit(full(), '/controls/0/mappings', [mapping, mapping]);
    expect(checkReferences(document)).to.deep.equal([
      unknownKey('/controls/0/mappings/0/id', 'id'),
      unknownKey('/controls/0/mappings/1/id', 'id'),
    ]);
  });

  it('may stand in two readiness programmes, for each has a list of its own', () => {
    const readiness = ['soc-2', 'iso-27001'].map((id) => ({
      id,
      framework: id,
      requirements: [{id: 'access-reviews', title: 'Access reviews'}],
    }));
    expect(parseManifest(minimal({readiness})).problems).to.deep.equal([]);
  });
});

describe('References', () => {
  it('are checked in a document that breaks the schema, too', () => {
    const document: Document = {
      gates: [null, 'gate', {id: 'gate'}, {id: 5}],
      controls: [{gates: ['gate', 'nowhere', 5, null]}, null, []],
      guards: 'none',
      updates: [{controls: 'none'}, {controls: ['nowhere']}],
    };
    expect(checkReferences(document)).to.deep.equal(
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

  it('are none in a document that is no object', () => {
    for (const document of [null, true, 5, 'gates', []]) {
      expect(checkReferences(document)).to.deep.equal([]);
    }
  });
});
