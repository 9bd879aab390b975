/**
 * What the parser accepts and refuses. One file, because the tests share the helpers below.
 */
import {expect} from '@open-wc/testing';
import {LIMITS} from '../../src/manifest/limits.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {
  errors,
  full,
  minimal,
  type ManifestInput,
  type ExpectedProblem,
} from '../fixtures/manifests.js';

const refusal = (...problems: ExpectedProblem[]) => ({
  status: 'refused',
  problems: errors(...problems),
});

/** Returns the severity, rule and path of every problem, one line each. */
const outline = (input: unknown) =>
  parseManifest(input).problems.map(({path, rule, severity}) => `${severity} ${rule} ${path}`);

/** Returns a manifest's text, padded with spaces to the given number of UTF-8 bytes. */
const ofBytes = (bytes: number, members: ManifestInput = {}) => {
  const text = JSON.stringify(minimal(members));
  return text + ' '.repeat(bytes - new TextEncoder().encode(text).length);
};

/** Returns a value nested in `levels` alternating lists and objects. */
const nested = (levels: number): unknown =>
  Array.from({length: levels}).reduce<unknown>(
    (inner, _, level) => (level % 2 ? [inner] : {inner}),
    'inside',
  );

describe('A manifest', () => {
  it('is parsed from text and from a value with the same result', () => {
    const fromText = parseManifest(JSON.stringify(full()));
    expect(fromText.status).to.equal('accepted');
    expect(parseManifest(full())).to.deep.equal(fromText);
  });

  it('may be surrounded by white space', () => {
    expect(parseManifest(`\r\n\t ${JSON.stringify(minimal())} \n`).status).to.equal('accepted');
  });

  it('is not modified, and later changes to the input do not affect the result', () => {
    const input = full();
    const parsed = parseManifest(input);
    expect(input).to.deep.equal(full());
    (input['organization'] as ManifestInput)['name'] = 'Another';
    expect(parsed.status === 'accepted' && parsed.manifest.organization.name).to.equal('Vendor');
  });

  it('is accepted without problems if it is the one that ARQEN publishes', async () => {
    const response = await fetch('/demo/arqen.trust.json');
    const parsed = parseManifest(await response.text());
    expect(parsed.problems).to.deep.equal([]);
    expect(parsed.status === 'accepted' && parsed.manifest.organization.name).to.equal('ARQEN');
  });

  it('reports all of its problems at once', () => {
    const input = {
      schemaVersion: '1.0',
      id: 'vendor',
      version: 1,
      organization: {name: '', 'logo/x': 'data:image/png,x'},
      gates: [
        {id: 'a', title: 'A', state: 'open'},
        {id: 'a', title: 'A', state: 'met', metAt: '2026-02-30'},
      ],
      controls: [
        {id: 'b', gated: 'Later.', gates: ['c']},
        {id: 'd', title: 'D', gated: 'Later [on](javascript:alert).'},
      ],
      guards: [{id: 'e', title: 'E', route: '/', gates: [], statuses: [200]}],
      disclosure: {contacts: ['security@vendor.example']},
    };
    expect(outline(input)).to.have.members([
      'error absolute-uri /id',
      'error wrong-type /version',
      'error missing-field /publishedAt',
      'error empty /organization/name',
      'warning unknown-key /organization/logo~1x',
      'error wrong-type /gates/0/state',
      'error duplicate-id /gates/1/id',
      'error wrong-date /gates/1/metAt',
      'error missing-field /controls/0/title',
      'error unknown-reference /controls/0/gates/0',
      'error gated-without-gate /controls/1',
      'warning refused-link /controls/1/gated',
      'error empty /guards/0/gates',
      'error wrong-status /guards/0/statuses/0',
      'error refused-contact /disclosure/contacts/0',
    ]);
  });

  it('reports violated rules of an entry along with its missing fields', () => {
    expect(
      outline(minimal({controls: [{}, {notApplicable: 'No.', current: 'Yes.'}]})),
    ).to.have.members([
      'error missing-field /controls/0/id',
      'error missing-field /controls/0/title',
      'error statement-missing /controls/0',
      'error missing-field /controls/1/id',
      'error missing-field /controls/1/title',
      'error not-applicable-alone /controls/1',
    ]);
    expect(outline(minimal({controls: [{gated: 'Later.'}], documents: [{}]}))).to.have.members([
      'error missing-field /controls/0/id',
      'error missing-field /controls/0/title',
      'error gated-without-gate /controls/0',
      'error missing-field /documents/0/id',
      'error missing-field /documents/0/title',
      'error missing-field /documents/0/access',
      'error document-source /documents/0',
    ]);
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
    expect(parseManifest(undefined).problems[0]?.message).to.contain('undefined');
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

describe('JSON that is not an object', () => {
  for (const [text, found] of [
    ['null', 'null'],
    ['true', 'true'],
    ['5', '5'],
    ['"1.0"', '"1.0"'],
  ] as const) {
    it(`is refused: ${text}`, () => {
      expect(parseManifest(text)).to.deep.equal(refusal(['', 'wrong-type', 'Object', found]));
    });
  }

  it('is refused: []', () => {
    expect(parseManifest('[]').status).to.equal('refused');
  });
});

describe('A manifest with objects shaped like Lit templates', () => {
  const template = {_$litType$: 1, strings: ['<img src=x onerror=alert(1)>'], values: []};

  it('loses them when it is parsed', () => {
    const parsed = parseManifest({...minimal({mood: template}), ...template});
    expect(parsed.status === 'accepted' && JSON.stringify(parsed.manifest)).not.to.contain('lit');
  });

  it('is refused if they are in place of text', () => {
    const controls = [{id: 'a', title: template, current: template}];
    expect(outline(minimal({controls, title: template}))).to.have.members([
      'error wrong-type /title',
      'error wrong-type /controls/0/title',
      'error wrong-type /controls/0/current',
    ]);
  });
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
  const tooLarge = refusal(['', 'too-large', 'at most 16777216 bytes', 'more']);

  it('are the documented ones', () => {
    expect(LIMITS).to.deep.equal({
      bytes: 16_777_216,
      depth: 32,
      keys: 1_000,
      entries: 20_000,
      gates: 2_000,
      guards: 100,
      references: 200,
      characters: 20_000,
      problems: 1_000,
    });
  });

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
