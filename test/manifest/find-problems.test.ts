import {expect} from '@open-wc/testing';
import {parseManifest} from '../../src/manifest/parse.js';
import {edit, errors, full, minimal, type ManifestInput} from '../fixtures/manifests.js';
import {outline, refusal} from '../fixtures/problems.js';

/** Returns a value nested in `levels` alternating lists and objects. */
const nested = (levels: number): unknown =>
  Array.from({length: levels}).reduce<unknown>(
    (inner, _, level) => (level % 2 ? [inner] : {inner}),
    'inside',
  );

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

describe('A schema version', () => {
  it('with a newer minor version is accepted, and its new fields are dropped', () => {
    const parsed = parseManifest(minimal({schemaVersion: '1.9', badges: ['new']}));
    expect(parsed.status === 'accepted' && parsed.manifest.schemaVersion).to.equal('1.9');
    expect(parsed.status === 'accepted' && parsed.manifest).not.to.have.property('badges');
    expect(outline(minimal({schemaVersion: '1.9', badges: ['new']}))).to.deep.equal([
      'warning unknown-key /badges',
    ]);
  });

  for (const version of ['2.0', '0.1', '10.0']) {
    it(`with another major version, ${version}, is the only problem reported`, () => {
      const input = {schemaVersion: version, statements: [], __proto__: null};
      expect(parseManifest(input)).to.deep.equal(
        refusal([
          '/schemaVersion',
          'schema-version',
          'schema version 1.0 or a newer 1.x',
          `${version}; update the trust center`,
        ]),
      );
    });
  }
});

describe('The key __proto__', () => {
  const forbidden = (path: string) =>
    [path, 'forbidden-key', 'no key that changes the prototype', '"__proto__"'] as const;

  it('is refused at every place where it occurs', () => {
    const text =
      '{"schemaVersion": "1.0", "__proto__": {"polluted": true}, ' +
      '"faq": [{"id": "a", "__proto__": null, "more": {"__proto__": {"__proto__": 1}}}]}';
    const parsed = parseManifest(text);
    expect(parsed.status).to.equal('refused');
    expect(parsed.problems.filter(({rule}) => rule === 'forbidden-key')).to.have.deep.members(
      errors(
        forbidden('/__proto__'),
        forbidden('/faq/0/__proto__'),
        forbidden('/faq/0/more/__proto__'),
        forbidden('/faq/0/more/__proto__/__proto__'),
      ),
    );
    expect({}).not.to.have.property('polluted');
  });

  it('is not a key if it sets the prototype of a value, and adds no members', () => {
    expect(parseManifest({__proto__: minimal()}).status).to.equal('refused');
  });
});

describe('The limits', () => {
  it('accept 32 levels of nesting and no more', () => {
    // The manifest itself is the first level.
    expect(parseManifest(minimal({deep: nested(31)})).status).to.equal('accepted');
    const parsed = parseManifest(minimal({deep: nested(32), deeper: {deep: nested(40)}}));
    expect(parsed.status).to.equal('refused');
    const found = parsed.problems.filter(({severity}) => severity === 'error');
    expect(found.map(({rule}) => rule)).to.deep.equal(['too-deep', 'too-deep']);
    expect(found[0]).to.deep.equal(
      errors([
        '/deep' + '/0/inner'.repeat(15) + '/0',
        'too-deep',
        'at most 32 levels of nesting',
        'more',
      ])[0],
    );
  });

  it('apply to nesting deeper than any call stack', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(parseManifest(deep).status).to.equal('refused');
    let value: unknown = [];
    for (let level = 0; level < 100_000; level++) value = [value];
    expect(parseManifest(value).status).to.equal('refused');
  });

  it('report a list that is too long once, without the problems of its entries', () => {
    const input = minimal({
      controls: Array(20_001).fill({}),
      roadmap: {items: Array(20_002).fill(null)},
      mood: Array(20_003).fill([]),
    });
    const problems = parseManifest(input).problems.filter(({severity}) => severity === 'error');
    expect(problems).to.have.deep.members(
      errors(
        ['/controls', 'too-long', 'a length of at most 20000', '20001'],
        ['/roadmap/items', 'too-long', 'a length of at most 20000', '20002'],
        ['/mood', 'too-long', 'a length of at most 20000', '20003'],
      ),
    );
  });

  it('accept 1,000 keys in an object and no more', () => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({length: count}, (_, i) => [`k${i}`, i]));
    const tooMany = (path: string) => [path, 'too-long', 'at most 1000 keys', '1001'] as const;
    expect(parseManifest(minimal({mood: keys(1_000)})).status).to.equal('accepted');
    const input = minimal({mood: {deep: [keys(1_001)]}, organization: keys(1_001)});
    const parsed = parseManifest(input);
    expect(parsed.problems.filter(({severity}) => severity === 'error')).to.have.deep.members(
      errors(tooMany('/mood/deep/0'), tooMany('/organization')),
    );
    expect(outline({...minimal(), ...keys(994)})).to.deep.equal(['error too-long ']);
  });

  it('keep 1,000 problems and count the rest', () => {
    const faq = (count: number) =>
      Array<unknown>(count).fill({id: 5, question: 'Why?', answer: 'So.'});
    const most = parseManifest(minimal({faq: faq(1_000)}));
    expect(most.problems).to.have.length(1_000);
    expect(most).not.to.have.property('omitted');
    const more = parseManifest(minimal({faq: [...faq(1_000), {}]}));
    expect(more.problems).to.have.length(1_000);
    expect(more.problems).to.deep.equal(most.problems);
    expect(more.omitted).to.equal(3);
    // Unknown keys are warnings, so the manifest is accepted with more than it can list.
    const strange = Object.fromEntries(Array.from({length: 990}, (_, i) => [`k${i}`, i]));
    const organization = {name: 'Vendor', ...strange};
    const parsed = parseManifest({...minimal({organization}), ...strange});
    expect(parsed.status).to.equal('accepted');
    expect(parsed.omitted).to.equal(980);
    expect(parsed.status === 'accepted' && parsed.manifest.organization).to.deep.equal({
      name: 'Vendor',
    });
  });
});

describe('A message', () => {
  const foundFor = (title: unknown) => parseManifest(minimal({title})).problems[0]!.message;

  it('quotes the beginning of a long text, and never half a character', () => {
    const text = 'a' + '😀'.repeat(10_001);
    expect(foundFor(text)).to.equal(
      `expected a length of at most 20000, found "a${'😀'.repeat(38)}…`,
    );
  });

  it('and a path never contain a long key', () => {
    const key = 'k'.repeat(201);
    const input = minimal({
      mood: {[key]: {deep: JSON.parse('{"__proto__": 1}') as unknown}},
      [key]: 1,
    });
    const {problems} = parseManifest(input);
    expect(problems.map(({path, rule}) => `${rule} ${path}`)).to.have.members([
      'unknown-key /mood',
      'unknown-key ',
      'forbidden-key /mood',
    ]);
    for (const {message} of problems) expect(message.length).to.be.below(200);
    expect(outline(minimal({['k'.repeat(200)]: 1}))).to.deep.equal([
      `warning unknown-key /${'k'.repeat(200)}`,
    ]);
  });
});
