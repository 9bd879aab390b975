import {expect} from '@open-wc/testing';
import {
  FACETS,
  createMatcher,
  isActive,
  EMPTY_FILTER,
  prepareSearch,
  sorted,
  SORTS,
  facetValues,
  type Facet,
  type Filter,
  type Sort,
} from '../../../../src/elements/sections/controls/filter.js';
import {derivePosture} from '../../../../src/posture/at-once.js';
import {evidenceOf, manifestOf, NOW} from '../../../fixtures/posture.js';

const {controls} = derivePosture(
  manifestOf({
    gates: [
      {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'},
      {id: 'keys', title: 'Key custody', state: 'unmet'},
    ],
    evidence: [evidenceOf({id: 'audit', title: 'Audit paper', issuer: 'Sample Auditors'})],
    controls: [
      {
        id: 'writes',
        title: 'Writes',
        gated: 'Records are written.',
        gates: ['tenancy', 'keys'],
        category: 'Access',
        reviewedAt: '2027-03-01',
        guards: ['write'],
      },
      {
        id: 'logs',
        title: 'ähnliche Logs',
        current: 'Sign-ins are LOGGED.',
        category: 'Audit',
        evidence: ['audit'],
        mappings: [{framework: 'ISO 27001', ref: 'A.8.15'}],
      },
      {
        id: 'keys',
        title: 'Zone 10',
        current: 'Now.',
        gated: 'Later.',
        gates: ['keys'],
        summary: 'About keys.',
        ownerRole: 'Key officer',
        reviewedAt: '2026-03-01',
      },
      {id: 'cards', title: 'Zone 9', notApplicable: 'No cards are taken.', category: 'Access'},
    ],
    guards: [{id: 'write', title: 'Production write', route: '/api/write', gates: ['tenancy']}],
  }),
  new Map(),
  NOW,
);

const shown = (filter: Partial<Filter>) =>
  controls.filter(createMatcher({...EMPTY_FILTER, ...filter})).map(({control}) => control.id);
const order = (sort: Sort) => sorted(controls, sort, 'de').map(({control}) => control.id);

describe('a filter of the matrix', () => {
  it('matches everything if it is empty, and is not active', () => {
    expect(shown({})).to.deep.equal(['writes', 'logs', 'keys', 'cards']);
    expect(isActive(EMPTY_FILTER)).to.be.false;
    expect(isActive({...EMPTY_FILTER, query: '  ', sort: 'topic'})).to.be.false;
  });

  const QUERIES: readonly [query: string, found: readonly string[]][] = [
    ['logged', ['logs']],
    ['LOGGED sign', ['logs']],
    ['logged written', []],
    ['ÄHNLICHE', ['logs']],
    ['access', ['writes', 'cards']],
    ['tenant', ['writes']],
    ['key', ['writes', 'keys']],
    ['key now', ['keys']],
    ['officer', ['keys']],
    ['about', ['keys']],
    ['27001 a.8.15', ['logs']],
    ['audit paper', ['logs']],
    ['sample auditors', ['logs']],
    ['/api/write', ['writes']],
    ['production', ['writes']],
    ['taken', ['cards']],
    // A term does not match across two texts.
    ['writesaccess', []],
  ];
  for (const [query, found] of QUERIES) {
    it(`finds ${found.join(' and ') || 'nothing'} by “${query}”`, () => {
      expect(shown({query})).to.deep.equal(found);
      expect(isActive({...EMPTY_FILTER, query})).to.be.true;
    });
  }

  it('finds a word in another spelling, in either direction', () => {
    expect(shown({query: 'ahnliche'})).to.deep.equal(['logs']);
    expect(shown({query: 'a\u0308hnliche'})).to.deep.equal(['logs']);
    expect(shown({query: 'Ｋｅｙ\u3000Ｎｏｗ'})).to.deep.equal(['keys']);
    expect(shown({query: 'ÀÇÇESS'})).to.deep.equal(['writes', 'cards']);
  });

  it('prepares a search in steps of one text', () => {
    const manifest = manifestOf({
      controls: [{id: 'one', title: 'One', current: 'Now.'}],
      gates: [{id: 'gate', title: 'Gate', state: 'unmet'}],
      evidence: [evidenceOf({id: 'audit', title: 'Audit paper', issuer: 'Sample Auditors'})],
      guards: [{id: 'write', title: 'Write', route: '/api/write', gates: ['gate']}],
    });
    const texts = ['One', 'Now.', 'Gate', 'Audit paper', 'Sample Auditors', 'Write', '/api/write'];
    expect([...prepareSearch(manifest)!].length).to.equal(texts.length);
    expect(prepareSearch(manifest)).to.equal(undefined);
  });

  it('prepares nothing twice if the reader types in the meantime', () => {
    const manifest = manifestOf({
      controls: [1, 2, 3].map((i) => ({id: `c${i}`, title: `Title ${i}`, current: 'Now.'})),
    });
    const onFocus = prepareSearch(manifest)!;
    // The first control has two texts.
    for (let i = 0; i < 3; i++) onFocus.next();
    expect([...prepareSearch(manifest)!].length).to.equal(4);
    expect([...onFocus].length).to.be.at.most(2);
    expect(prepareSearch(manifest)).to.equal(undefined);
  });

  const FACET_CASES: readonly [facet: Facet, value: string, found: readonly string[]][] = [
    ['state', 'gated', ['writes']],
    ['state', 'partial', ['keys']],
    ['state', 'current', ['logs']],
    ['state', 'not-applicable', ['cards']],
    ['state', 'contradicted', []],
    ['assurance', 'attested', ['logs']],
    ['assurance', 'stated', ['writes', 'keys', 'cards']],
    ['gate', 'keys', ['writes', 'keys']],
    ['category', 'Access', ['writes', 'cards']],
    ['framework', 'ISO 27001', ['logs']],
  ];
  for (const [facet, value, found] of FACET_CASES) {
    it(`matches controls whose ${facet} is ${value}`, () => {
      expect(shown({[facet]: value})).to.deep.equal(found);
      expect(isActive({...EMPTY_FILTER, [facet]: value})).to.be.true;
    });
  }

  it('matches controls with every facet and every term', () => {
    expect(shown({gate: 'keys', category: 'Access'})).to.deep.equal(['writes']);
    expect(shown({gate: 'keys', query: 'officer'})).to.deep.equal(['keys']);
    expect(shown({gate: 'tenancy', query: 'officer'})).to.deep.equal([]);
  });

  it('searches an entry once, however many controls refer to it', () => {
    let searches = 0;
    const gate = Object.defineProperty({...controls[0]!.gates[0]!}, 'title', {
      get: () => {
        searches++;
        return 'Tenant isolation';
      },
    });
    const many = Array.from({length: 50}, () => ({...controls[0]!, gates: [gate, gate]}));
    const matches = createMatcher({...EMPTY_FILTER, query: 'isolation'});
    expect(many.filter(matches).length).to.equal(50);
    expect(searches).to.equal(1);
  });

  it('offers each value in use once', () => {
    expect(facetValues(controls, 'category')).to.deep.equal(['Access', 'Audit']);
    expect(facetValues(controls, 'gate')).to.deep.equal(['tenancy', 'keys']);
    expect(facetValues(controls, 'framework')).to.deep.equal(['ISO 27001']);
    for (const facet of FACETS)
      for (const value of facetValues(controls, facet))
        expect(shown({[facet]: value}), `${facet} ${value}`).not.to.deep.equal([]);
  });
});

describe('the order of the matrix', () => {
  const ORDERS: Readonly<Record<Sort, readonly string[]>> = {
    given: ['writes', 'logs', 'keys', 'cards'],
    // Collated for the locale, with numbers in numeric order.
    topic: ['logs', 'writes', 'cards', 'keys'],
    state: ['writes', 'keys', 'logs', 'cards'],
    assurance: ['writes', 'keys', 'cards', 'logs'],
    reviewed: ['logs', 'cards', 'keys', 'writes'],
  };
  for (const sort of SORTS)
    it(`sorts by ${sort}`, () => expect(order(sort)).to.deep.equal(ORDERS[sort]));

  it('does not mutate the list', () => {
    const before = [...controls];
    sorted(controls, 'topic', 'en');
    expect(controls).to.deep.equal(before);
  });
});
