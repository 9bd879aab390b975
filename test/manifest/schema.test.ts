import {expect} from '@open-wc/testing';
import {parseManifest} from '../../src/manifest/parse.js';
import {manifestSchema} from '../../src/manifest/schema.js';
import {entriesOf} from '../../src/manifest/schema-walk.js';
import {
  at,
  BAD,
  edit,
  errors,
  full,
  GOOD,
  minimal,
  pointersIn,
  REQUIRED,
} from '../fixtures/manifests.js';
import {walk} from '../fixtures/schema-walk.js';

/** Returns the last segment of a JSON Pointer. */
const nameOf = (pointer: string) => pointer.slice(pointer.lastIndexOf('/') + 1);

/** Every member and entry of the full manifest. */
const POINTERS = [...pointersIn(full())];

/** Named members only, without the entries of lists. */
const MEMBERS = POINTERS.filter((pointer) => !/^\d+$/.test(nameOf(pointer)));

describe('A manifest', () => {
  it('needs only the required fields', () => {
    const parsed = parseManifest(minimal());
    expect(parsed.status).to.equal('accepted');
    expect(parsed.problems).to.deep.equal([]);
  });

  it('may have every field of the schema', () => {
    const parsed = parseManifest(full());
    expect(parsed.problems).to.deep.equal([]);
    expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal(full());
  });

  it('has no field that the full manifest lacks', () => {
    const known = new Map<unknown, Set<string>>();
    walk({schema: manifestSchema, value: full(), path: []}, ({schema, value}) => {
      const entries = entriesOf(schema);
      if (!entries) return;
      const keys = known.get(entries) ?? new Set();
      Object.keys(value as object).forEach((key) => keys.add(key));
      known.set(entries, keys);
    });
    for (const [entries, keys] of known) {
      expect([...keys]).to.have.members(Object.keys(entries as object));
    }
  });

  it('gets an empty list for every omitted list, and 403 for omitted statuses', () => {
    const parsed = parseManifest(
      minimal({
        gates: [{id: 'gate', title: 'Gate', state: 'unmet'}],
        controls: [{id: 'control', title: 'Control', current: 'Yes.'}],
        guards: [{id: 'guard', title: 'Guard', route: '/', gates: ['gate']}],
        roadmap: {items: [{id: 'item', title: 'Item', stage: 'planned'}]},
        readiness: [
          {id: 'soc-2', framework: 'SOC 2', requirements: [{id: 'first', title: 'First'}]},
        ],
        updates: [{id: 'update', at: '2026-01-01', title: 'Update'}],
      }),
    );
    expect(parsed.status === 'accepted' && parsed.manifest).to.deep.equal({
      ...minimal(),
      gates: [{id: 'gate', title: 'Gate', state: 'unmet', evidence: []}],
      evidence: [],
      controls: [
        {
          id: 'control',
          title: 'Control',
          current: 'Yes.',
          gates: [],
          evidence: [],
          guards: [],
          mappings: [],
        },
      ],
      guards: [{id: 'guard', title: 'Guard', route: '/', gates: ['gate'], statuses: [403]}],
      roadmap: {items: [{id: 'item', title: 'Item', stage: 'planned', after: []}]},
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          categories: [],
          requirements: [{id: 'first', title: 'First', gates: [], evidence: []}],
        },
      ],
      disclosure: {
        contacts: ['mailto:security@vendor.example'],
        encryption: [],
        canonical: [],
      },
      documents: [],
      subprocessors: [],
      faq: [],
      updates: [{id: 'update', at: '2026-01-01', title: 'Update', controls: []}],
    });
  });
});

describe('A manifest is accepted with', () => {
  for (const {name, at: pointer, value} of GOOD) {
    it(name, () => {
      expect(parseManifest(edit(full(), pointer, value))).to.deep.include({
        status: 'accepted',
        problems: [],
      });
    });
  }
});

describe('A manifest is refused with', () => {
  for (const {name, at: pointer, value, problems} of BAD) {
    it(name, () => {
      expect(parseManifest(edit(full(), pointer, value))).to.deep.equal({
        status: 'refused',
        problems,
      });
    });
  }
});

describe('Each required field', () => {
  for (const pointer of REQUIRED) {
    it(`${pointer} is reported if it is missing`, () => {
      expect(at(full(), pointer), 'value in the full manifest').not.to.equal(undefined);
      const {problems} = parseManifest(edit(full(), pointer, undefined));
      expect(problems).to.deep.include(
        errors([pointer, 'missing-field', `"${nameOf(pointer)}"`, 'nothing'])[0],
      );
    });
  }
});

describe('Each optional field', () => {
  for (const pointer of MEMBERS.filter((member) => !REQUIRED.has(member))) {
    it(`${pointer} may be omitted`, () => {
      const {problems} = parseManifest(edit(full(), pointer, undefined));
      expect(problems.filter(({path}) => path === pointer)).to.deep.equal([]);
    });
  }
});

describe('Each field and entry', () => {
  for (const pointer of POINTERS) {
    it(`${pointer} must have the right type`, () => {
      // No field of a manifest is a boolean.
      const {status, problems} = parseManifest(edit(full(), pointer, true));
      expect(status).to.equal('refused');
      expect(problems.find(({path}) => path === pointer)).to.include({
        rule: 'wrong-type',
        severity: 'error',
      });
    });
  }
});

describe('Each text field', () => {
  // Enumerations and fields with a short format need no limit.
  const SHORT =
    /\/(state|kind|access|stage|safeHarbor|target|sha256|id|schemaVersion|report)$|\/(gates|guards|evidence|after|controls)\/\d+$|\/documents\/1\/evidence$/;
  /** Returns a text that is valid except for its length. */
  const tooLong = (text: string): string =>
    /^\d{4}-/.test(text)
      ? `2026-01-01T00:00:00.${'0'.repeat(20_000)}Z`
      : /^[\d.]+$/.test(text)
        ? '1'.repeat(20_001)
        : text === 'en-GB'
          ? 'en' + '-abcdefgh'.repeat(2_300)
          : text + 'a'.repeat(20_001);

  for (const pointer of ['/id', ...POINTERS.filter((member) => !SHORT.test(member))]) {
    const text = at(full(), pointer);
    if (typeof text !== 'string') continue;
    it(`${pointer} is limited to 20,000 characters`, () => {
      const {problems} = parseManifest(edit(full(), pointer, tooLong(text)));
      expect(problems.map(({path, rule}) => [path, rule])).to.deep.equal([[pointer, 'too-long']]);
    });
  }
});
