import {expect} from '@open-wc/testing';
import type {Effects} from '../../src/guard/contract.js';
import {asOf, type Observation, type Verdict} from '../../src/guard/observation.js';
import {
  AGREEMENT_TABLE,
  agreementOf,
  recordObservation,
  type Agreement,
  type GuardRecord,
} from '../../src/posture/agreement.js';
import {NO_EFFECTS} from '../fixtures/guard-answers.js';

const U = ['authentication', 'tenant-isolation'];

interface Case {
  readonly verdict: Verdict;
  readonly proven?: boolean;
  /** The gates that the answer names. */
  readonly names?: readonly string[];
  /** The guard's gates that are unmet in the manifest. */
  readonly unmet: readonly string[];
  readonly agreement: Agreement;
  /** The effects that the answer reports. */
  readonly effects?: Observation['effects'];
}

/** Effects that no check has: a guard only reports. */
const CHANGES = (['mutatesRecords', 'enablesProduction'] as const).map((name) => ({
  ...(NO_EFFECTS as Effects),
  [name]: true,
}));
/** Effects that describe the route, and harm nobody. */
const PROTECTS = {...(NO_EFFECTS as Effects), authenticatesUsers: true, isolatesTenants: true};

/** Every cell of the agreement table in row order, then the cases that the table does not spell out. */
const CASES: readonly Case[] = [
  {verdict: 'blocked', proven: true, names: U, unmet: U, agreement: 'agrees'},
  {verdict: 'blocked', proven: true, names: [...U].reverse(), unmet: U, agreement: 'agrees'},
  {verdict: 'blocked', proven: true, names: [], unmet: [], agreement: 'contradicts'},

  ...(['blocked', 'blocked-unproven'] as const).flatMap((verdict): Case[] => {
    const proven = verdict === 'blocked';
    return [
      {verdict, proven, names: ['other'], unmet: U, agreement: 'contradicts'},
      {verdict, proven, names: [...U, 'other'], unmet: U, agreement: 'contradicts'},
      {verdict, proven, names: U.slice(1), unmet: U, agreement: 'contradicts'},
      {verdict, proven, names: [U[0]!, 'other'], unmet: U, agreement: 'contradicts'},
      {verdict, proven, names: U, unmet: [], agreement: 'contradicts'},
    ];
  }),

  {verdict: 'blocked-unproven', names: U, unmet: U, agreement: 'undetermined'},
  {verdict: 'blocked-unproven', names: [], unmet: [], agreement: 'undetermined'},

  {verdict: 'open', proven: true, unmet: U, agreement: 'contradicts'},
  {verdict: 'open', proven: false, unmet: U, agreement: 'contradicts'},
  {verdict: 'open', proven: true, names: U, unmet: U, agreement: 'contradicts'},
  {verdict: 'open', proven: true, unmet: [], agreement: 'agrees'},
  {verdict: 'open', proven: false, unmet: [], agreement: 'undetermined'},
  {verdict: 'open', proven: true, unmet: [], effects: PROTECTS, agreement: 'agrees'},
  ...[true, false].flatMap((proven): Case[] => [
    {verdict: 'open', proven, names: ['other'], unmet: [], agreement: 'contradicts'},
    ...CHANGES.map((effects): Case => ({
      verdict: 'open',
      proven,
      unmet: [],
      effects,
      agreement: 'contradicts',
    })),
  ]),

  ...(['not-refused', 'contradictory'] as const).flatMap((verdict): Case[] => [
    {verdict, names: U, unmet: U, agreement: 'contradicts'},
    {verdict, unmet: U, agreement: 'contradicts'},
    {verdict, unmet: [], agreement: 'contradicts'},
  ]),

  ...(['unknown', 'unchecked', 'stale'] as const).flatMap((verdict): Case[] => [
    {verdict, names: U, unmet: U, agreement: 'undetermined'},
    {verdict, names: ['other'], unmet: U, agreement: 'undetermined'},
    {verdict, unmet: [], agreement: 'undetermined'},
  ]),

  // A gate named twice, by the answer or by the manifest, is one gate.
  {verdict: 'blocked', proven: true, names: [...U, U[0]!], unmet: U, agreement: 'agrees'},
  {verdict: 'blocked', proven: true, names: U, unmet: [...U, U[0]!], agreement: 'agrees'},
  {
    verdict: 'blocked',
    proven: true,
    names: [U[0]!, 'other'],
    unmet: [U[0]!, U[0]!],
    agreement: 'contradicts',
  },
  // `judge` never returns this combination; if it did, nothing would be proven.
  {verdict: 'blocked', proven: false, names: U, unmet: U, agreement: 'undetermined'},
];

const agreementIn = (
  {verdict, proven = false, names = [], unmet, effects}: Case,
  table = AGREEMENT_TABLE,
) => agreementOf({verdict, proven, unmetGates: names, effects}, unmet, table);

/** Returns the cases that `table` gets wrong. A case that no row covers is wrong, too. */
const wrongBy = (table: typeof AGREEMENT_TABLE) =>
  CASES.filter((it) => {
    try {
      return agreementIn(it, table) !== it.agreement;
    } catch {
      return true;
    }
  });

const VERDICTS = Object.keys({
  unchecked: true,
  unknown: true,
  open: true,
  contradictory: true,
  'not-refused': true,
  'blocked-unproven': true,
  blocked: true,
  stale: true,
} satisfies Record<Verdict, true>) as Verdict[];

describe('the agreement table', () => {
  for (const it_ of CASES) {
    const {verdict, proven, names = [], unmet, agreement, effects = {}} = it_;
    const named = Object.entries(effects).flatMap(([name, holds]) => (holds ? name : []));
    const answer = `${proven ? 'proven ' : ''}${verdict} by [${[...names, ...named].join()}]`;
    it(`${answer}, declared unmet [${unmet.join()}] → ${agreement}`, () => {
      expect(agreementIn(it_)).to.equal(agreement);
    });
  }

  AGREEMENT_TABLE.forEach((row, index) => {
    it(`needs row ${index + 1} (${row.then})`, () => {
      expect(wrongBy(AGREEMENT_TABLE.toSpliced(index, 1))).not.to.be.empty;
    });

    it(`needs row ${index + 1} to result in ${row.then}`, () => {
      for (const then of ['agrees', 'contradicts', 'undetermined'] as const) {
        if (then === row.then) continue;
        expect(wrongBy(AGREEMENT_TABLE.with(index, {...row, then})), then).not.to.be.empty;
      }
    });
  });

  it('finds no agreement in an `open` that names unmet gates or changes', () => {
    const open = {verdict: 'open', proven: true, unmetGates: []} as const;
    expect(agreementOf(open, [])).to.equal('agrees');
    for (const answer of [{unmetGates: ['other']}, ...CHANGES.map((effects) => ({effects}))])
      expect(agreementOf({...open, ...answer}, [])).to.equal('contradicts');
  });

  it('has a case for every verdict', () => {
    expect(new Set(CASES.map(({verdict}) => verdict))).to.have.keys(VERDICTS);
  });

  it('covers every combination', () => {
    for (const verdict of VERDICTS) {
      for (const proven of [true, false]) {
        for (const unmet of [U, []]) {
          for (const names of [U, ['other'], []]) {
            expect(agreementIn({verdict, proven, unmet, names, agreement: 'agrees'})).to.be.a(
              'string',
            );
          }
        }
      }
    }
  });

  it('throws if no row covers an observation', () => {
    expect(() => agreementIn(CASES[0]!, [])).to.throw(RangeError, 'blocked');
  });
});

describe('the record of a guard', () => {
  /** Creates an observation that started this many milliseconds after the first. */
  const at = (milliseconds: number, verdict: Verdict, others: Partial<Observation> = {}) => ({
    guard: 'production-write',
    verdict,
    reason: 'answered-blocked' as const,
    proven: verdict === 'blocked',
    unmetGates: verdict.startsWith('blocked') ? U : [],
    clockSkew: false,
    checkedAt: {wall: 1_000_000 + milliseconds, monotonic: 5_000 + milliseconds},
    ...others,
  });

  const record = (...observations: Observation[]): GuardRecord => {
    const [first, ...others] = observations;
    return others.reduce<GuardRecord>(
      (before, observation) => recordObservation(before, observation, U),
      recordObservation(undefined, first!, U),
    );
  };

  const contradiction = at(0, 'open', {proven: true});

  it('starts with the first observation, whatever its verdict', () => {
    const pending = at(0, 'unchecked', {reason: 'pending'});
    expect(record(pending)).to.deep.equal({
      latest: pending,
      verifiedAt: undefined,
      contradiction: undefined,
    });
  });

  it('is replaced, never mutated', () => {
    const before = Object.freeze(record(at(0, 'blocked')));
    expect(recordObservation(before, at(1, 'unknown'), U)).not.to.equal(before);
  });

  it('latches a contradiction', () => {
    const {latest, contradiction: latched} = record(at(0, 'blocked'), at(1, 'not-refused'));
    expect(latched).to.equal(latest);
  });

  const stale = asOf(contradiction, {wall: 9e9, monotonic: 9e9}, 60_000);
  for (const [what, observation] of Object.entries({
    'an outage': at(1, 'unknown', {reason: 'network'}),
    'a timeout': at(1, 'unknown', {reason: 'timeout'}),
    'a pause while offline': at(1, 'unchecked', {reason: 'offline'}),
    'a pause while checks are off': at(1, 'unchecked', {reason: 'off'}),
    age: {...stale, checkedAt: at(1, 'stale').checkedAt},
    'an unproven answer that names the same gates': at(1, 'blocked-unproven'),
  })) {
    it(`keeps a contradiction through ${what}`, () => {
      const {latest, contradiction: latched} = record(contradiction, observation);
      expect(latest).to.equal(observation);
      expect(latched).to.equal(contradiction);
    });
  }

  it('keeps a contradiction through an unproven `open` while no gate is unmet', () => {
    const before = recordObservation(undefined, at(0, 'not-refused'), []);
    const after = recordObservation(before, at(1, 'open'), []);
    expect(after.contradiction).to.equal(before.latest);
  });

  it('keeps a contradiction through a series of unproven observations', () => {
    const after = record(
      contradiction,
      at(1, 'unknown'),
      at(2, 'unchecked'),
      at(3, 'stale'),
      at(4, 'blocked-unproven'),
      at(5, 'unknown'),
    );
    expect(after.contradiction).to.equal(contradiction);
  });

  it('keeps the latest contradiction', () => {
    const again = at(1, 'contradictory');
    expect(record(contradiction, again, at(2, 'unknown')).contradiction).to.equal(again);
  });

  it('clears a contradiction with a proven answer that agrees', () => {
    expect(record(contradiction, at(1, 'unknown'), at(2, 'blocked')).contradiction).to.be.undefined;
  });

  it('clears a contradiction with a proven `open` while no gate is unmet', () => {
    const before = recordObservation(undefined, at(0, 'not-refused'), []);
    const open = at(1, 'open', {proven: true});
    expect(recordObservation(before, open, []).contradiction).to.be.undefined;
  });

  it('is not cleared by the answer that contradicted, once other gates are declared unmet', () => {
    const before = recordObservation(undefined, contradiction, U);
    expect(recordObservation(before, contradiction, [])).to.deep.include({
      latest: contradiction,
      contradiction,
    });
    const later = at(1, 'open', {proven: true});
    expect(recordObservation(before, later, []).contradiction).to.be.undefined;
  });

  it('keeps a contradiction through a proven answer that names other gates', () => {
    const other = at(1, 'blocked', {unmetGates: ['other']});
    expect(record(contradiction, other).contradiction).to.equal(other);
  });

  it('ignores an observation that started before the latest', () => {
    const before = record(at(10, 'unknown'));
    for (const verdict of ['blocked', 'open', 'not-refused'] as const) {
      expect(recordObservation(before, at(9, verdict), U), verdict).to.equal(before);
    }
  });

  it('orders observations by the monotonic clock, which cannot be set', () => {
    const set = at(1, 'blocked', {checkedAt: {wall: 0, monotonic: 5_001}});
    expect(record(at(0, 'unknown'), set).latest).to.equal(set);
  });

  it('accepts an observation that started at the same time', () => {
    const blocked = at(0, 'blocked');
    expect(record(at(0, 'unchecked', {reason: 'offline'}), blocked).latest).to.equal(blocked);
  });

  it('keeps the time of the latest proven answer that agrees', () => {
    const {verifiedAt} = record(
      at(0, 'blocked'),
      at(1, 'blocked'),
      at(2, 'unknown'),
      at(3, 'stale'),
    );
    expect(verifiedAt).to.deep.equal(at(1, 'blocked').checkedAt);
  });

  it('does not count a contradiction as verified, even if it is proven', () => {
    expect(record(contradiction).verifiedAt).to.be.undefined;
    const {verifiedAt} = record(at(0, 'blocked'), at(1, 'open', {proven: true}));
    expect(verifiedAt).to.deep.equal(at(0, 'blocked').checkedAt);
  });

  it('has no verification before a proven answer', () => {
    expect(record(at(0, 'blocked-unproven'), at(1, 'open')).verifiedAt).to.be.undefined;
  });
});
