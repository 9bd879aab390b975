import {expect} from '@open-wc/testing';
import {asOf, type Observation, type Verdict} from '../../src/guard/observation.js';
import {
  AGREEMENT_TABLE,
  agreementOf,
  recordObservation,
  type Agreement,
  type GuardRecord,
} from '../../src/posture/agreement.js';

const U = ['authentication', 'tenant-isolation'];

interface Case {
  readonly verdict: Verdict;
  readonly proven?: boolean;
  /** The gates that the answer names. */
  readonly names?: readonly string[];
  /** The gates of the guard that the manifest holds unmet. */
  readonly unmet: readonly string[];
  readonly agreement: Agreement;
}

/** The cells of the design's table, its rows in order; then what the cells leave to judgement. */
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
  {verdict: 'open', proven: true, unmet: [], agreement: 'agrees'},
  {verdict: 'open', proven: false, unmet: [], agreement: 'undetermined'},

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
  // No verdict of `judge`; if it ever were, nothing would have been proven.
  {verdict: 'blocked', proven: false, names: U, unmet: U, agreement: 'undetermined'},
];

const agreementIn = ({verdict, proven = false, names = [], unmet}: Case, table = AGREEMENT_TABLE) =>
  agreementOf({verdict, proven, unmetGates: names}, unmet, table);

/** The cases that come out wrong by `table`. To be covered by no row is wrong as well. */
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
    const {verdict, proven, names = [], unmet, agreement} = it_;
    const answer = `${proven ? 'proven ' : ''}${verdict} by [${names.join()}]`;
    it(`${answer}, declared unmet [${unmet.join()}] → ${agreement}`, () => {
      expect(agreementIn(it_)).to.equal(agreement);
    });
  }

  AGREEMENT_TABLE.forEach((row, index) => {
    it(`needs row ${index + 1} (${row.then})`, () => {
      expect(wrongBy(AGREEMENT_TABLE.toSpliced(index, 1))).not.to.be.empty;
    });

    it(`needs row ${index + 1} to say ${row.then}`, () => {
      for (const then of ['agrees', 'contradicts', 'undetermined'] as const) {
        if (then === row.then) continue;
        expect(wrongBy(AGREEMENT_TABLE.with(index, {...row, then})), then).not.to.be.empty;
      }
    });
  });

  it('has a case for every verdict', () => {
    expect(new Set(CASES.map(({verdict}) => verdict))).to.have.keys(VERDICTS);
  });

  it('covers whatever can come together', () => {
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

  it('says so where no row covers an observation', () => {
    expect(() => agreementIn(CASES[0]!, [])).to.throw(RangeError, 'blocked');
  });
});

describe('the record of a guard', () => {
  /** An observation that was begun this many milliseconds after the first. */
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

  it('begins with the first observation, whatever it is', () => {
    const pending = at(0, 'unchecked', {reason: 'pending'});
    expect(record(pending)).to.deep.equal({
      latest: pending,
      verifiedAt: undefined,
      contradiction: undefined,
    });
  });

  it('is replaced, never changed', () => {
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
    'a time-out': at(1, 'unknown', {reason: 'timeout'}),
    'a pause without network': at(1, 'unchecked', {reason: 'offline'}),
    'a pause of checks': at(1, 'unchecked', {reason: 'off'}),
    age: {...stale, checkedAt: at(1, 'stale').checkedAt},
    'an unproven answer that names the same gates': at(1, 'blocked-unproven'),
  })) {
    it(`keeps a contradiction through ${what}`, () => {
      const {latest, contradiction: latched} = record(contradiction, observation);
      expect(latest).to.equal(observation);
      expect(latched).to.equal(contradiction);
    });
  }

  it('keeps a contradiction through an unproven `open`, where nothing is held unmet', () => {
    const before = recordObservation(undefined, at(0, 'not-refused'), []);
    const after = recordObservation(before, at(1, 'open'), []);
    expect(after.contradiction).to.equal(before.latest);
  });

  it('keeps a contradiction through everything that is no proof, one after the other', () => {
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

  it('keeps the contradiction that was seen last', () => {
    const again = at(1, 'contradictory');
    expect(record(contradiction, again, at(2, 'unknown')).contradiction).to.equal(again);
  });

  it('lets a contradiction go with a proven answer that agrees', () => {
    expect(record(contradiction, at(1, 'unknown'), at(2, 'blocked')).contradiction).to.be.undefined;
  });

  it('lets a contradiction go with a proven `open`, where nothing is held unmet', () => {
    const before = recordObservation(undefined, at(0, 'not-refused'), []);
    const open = at(1, 'open', {proven: true});
    expect(recordObservation(before, open, []).contradiction).to.be.undefined;
  });

  it('keeps a contradiction through a proven answer that names other gates', () => {
    const other = at(1, 'blocked', {unmetGates: ['other']});
    expect(record(contradiction, other).contradiction).to.equal(other);
  });

  it('is not changed by an observation that was begun before the latest', () => {
    const before = record(at(10, 'unknown'));
    for (const verdict of ['blocked', 'open', 'not-refused'] as const) {
      expect(recordObservation(before, at(9, verdict), U), verdict).to.equal(before);
    }
  });

  it('tells older from newer by the clock that nobody can set', () => {
    const set = at(1, 'blocked', {checkedAt: {wall: 0, monotonic: 5_001}});
    expect(record(at(0, 'unknown'), set).latest).to.equal(set);
  });

  it('takes an observation that was begun in the same moment', () => {
    const blocked = at(0, 'blocked');
    expect(record(at(0, 'unchecked', {reason: 'offline'}), blocked).latest).to.equal(blocked);
  });

  it('keeps when a proven answer that agrees last came', () => {
    const {verifiedAt} = record(
      at(0, 'blocked'),
      at(1, 'blocked'),
      at(2, 'unknown'),
      at(3, 'stale'),
    );
    expect(verifiedAt).to.deep.equal(at(1, 'blocked').checkedAt);
  });

  it('counts nothing as verified that contradicts, however proven', () => {
    expect(record(contradiction).verifiedAt).to.be.undefined;
    const {verifiedAt} = record(at(0, 'blocked'), at(1, 'open', {proven: true}));
    expect(verifiedAt).to.deep.equal(at(0, 'blocked').checkedAt);
  });

  it('has nothing verified before a proven answer came', () => {
    expect(record(at(0, 'blocked-unproven'), at(1, 'open')).verifiedAt).to.be.undefined;
  });
});
