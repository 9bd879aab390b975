import {expect} from '@open-wc/testing';
import type {Observation, Reason, Verdict} from '../../src/guard/observation.js';
import {judge, VERDICT_TABLE, type Check} from '../../src/guard/verdict.js';
import {NOW} from '../fixtures/fake-clock.js';
import {
  blockedBody,
  CHALLENGE_SENT,
  GUARD,
  NO_EFFECTS,
  openBody,
} from '../fixtures/guard-answers.js';
import {outcomeOf, VERDICT_CASES, type VerdictCase} from '../fixtures/verdict-cases.js';

type Table = typeof VERDICT_TABLE;
type Judged = Pick<Observation, 'verdict' | 'reason' | 'proven' | 'clockSkew'>;

const checkOf = ({guard, happens}: Pick<VerdictCase, 'guard' | 'happens'>): Check => ({
  guard,
  endpoint: guard.url,
  challenge: CHALLENGE_SENT,
  outcome: outcomeOf(happens, CHALLENGE_SENT),
  checkedAt: {wall: NOW, monotonic: 5_000},
});

const only = ({verdict, reason, proven, clockSkew}: Judged): Judged => ({
  verdict,
  reason,
  proven,
  clockSkew,
});

/** Returns the cases that `table` judges wrongly. A case that it cannot judge is wrong, too. */
const wrongBy = (table: Table) =>
  VERDICT_CASES.filter((it) => {
    try {
      return JSON.stringify(only(judge(checkOf(it), table))) !== JSON.stringify(only(it));
    } catch {
      return true;
    }
  });

// Records, so that the compiler reports a missing word when one is added to the union.
const REASONS: Record<Exclude<Reason, 'too-old'>, true> = {
  pending: true,
  'no-address': true,
  off: true,
  offline: true,
  'origin-not-allowed': true,
  timeout: true,
  csp: true,
  network: true,
  redirect: true,
  incomplete: true,
  'answered-open': true,
  'blocked-with-success': true,
  'success-without-refusal': true,
  'not-json': true,
  malformed: true,
  'duplicate-key': true,
  'unknown-version': true,
  'guard-undetermined': true,
  'unknown-decision': true,
  'schema-mismatch': true,
  'wrong-guard': true,
  'status-mismatch': true,
  'unexpected-status': true,
  'no-unmet-gates': true,
  effects: true,
  'no-challenge': true,
  'answered-blocked': true,
};
const VERDICTS: Record<Exclude<Verdict, 'stale'>, true> = {
  unchecked: true,
  unknown: true,
  open: true,
  contradictory: true,
  'not-refused': true,
  'blocked-unproven': true,
  blocked: true,
};

describe('the verdict table', () => {
  for (const it_ of VERDICT_CASES) {
    it(`row ${it_.row}: ${it_.name} → ${it_.verdict} (${it_.reason})`, () => {
      expect(only(judge(checkOf(it_)))).to.deep.equal(only(it_));
    });
  }

  it('decides every case by the row that the design specifies', () => {
    for (const it of VERDICT_CASES) {
      const others = VERDICT_TABLE.filter(({row}) => row !== it.row);
      expect(wrongBy(others), `without row ${it.row}`).to.include(it);
    }
  });

  it('has the seventeen rows of the design in order', () => {
    const rows = VERDICT_TABLE.map(({row}) => row);
    expect([...new Set(rows)]).to.deep.equal(Array.from({length: 17}, (_, index) => index + 1));
    expect(rows).to.deep.equal(rows.toSorted((a, b) => a - b));
  });

  VERDICT_TABLE.forEach(({row, then}, index) => {
    const name = `row ${row} (${then.verdict}, ${then.reason})`;

    it(`needs ${name}`, () => {
      expect(wrongBy(VERDICT_TABLE.toSpliced(index, 1))).not.to.be.empty;
    });

    it(`needs ${name} with this verdict`, () => {
      const verdict = then.verdict === 'blocked' ? 'unknown' : 'blocked';
      const inverted = VERDICT_TABLE.with(index, {
        ...VERDICT_TABLE[index]!,
        then: {...then, verdict},
      });
      expect(wrongBy(inverted)).not.to.be.empty;
    });
  });

  it('uses every verdict except `stale`, and every reason except `too-old`', () => {
    expect(new Set(VERDICT_CASES.map(({verdict}) => verdict))).to.have.keys(Object.keys(VERDICTS));
    expect(new Set(VERDICT_CASES.map(({reason}) => reason))).to.have.keys(Object.keys(REASONS));
  });

  it('judges an answer that no row covers as unknown', () => {
    const blocked = VERDICT_CASES.find(({verdict}) => verdict === 'blocked')!;
    expect(judge(checkOf(blocked), [])).to.include({
      verdict: 'unknown',
      reason: 'schema-mismatch',
      proven: false,
    });
  });
});

describe('an observation', () => {
  const observe = (body: string, status = 403) =>
    judge(
      checkOf({
        guard: GUARD,
        happens: {does: 'answer', status, type: 'application/problem+json', body},
      }),
    );

  it('reports the gates, effects and release of the answer', () => {
    const observation = observe(
      blockedBody(CHALLENGE_SENT, {
        unmetGates: ['audit-trail'],
        effects: {...NO_EFFECTS, authenticatesUsers: true},
      }),
    );
    expect(observation).to.deep.equal({
      guard: 'production-write',
      endpoint: GUARD.url,
      verdict: 'blocked',
      reason: 'answered-blocked',
      proven: true,
      status: 403,
      unmetGates: ['audit-trail'],
      effects: {...NO_EFFECTS, authenticatesUsers: true},
      release: 'a1b2c3',
      clockSkew: false,
      checkedAt: {wall: NOW, monotonic: 5_000},
    });
  });

  it('takes nothing from an answer that violates the contract', () => {
    const observation = observe(blockedBody(CHALLENGE_SENT, {version: '2'}));
    expect(observation).to.deep.include({
      status: 403,
      unmetGates: [],
      effects: undefined,
      release: undefined,
    });
  });

  it('takes nothing from an answer that names a key twice, neither good news nor bad', () => {
    for (const decision of ['blocked', 'open']) {
      const twice = `"decision":"${decision}","\\u0064ecision"`;
      for (const body of [blockedBody(CHALLENGE_SENT), openBody(CHALLENGE_SENT)])
        expect(observe(body.replace('"decision"', twice))).to.deep.include({
          verdict: 'unknown',
          reason: 'duplicate-key',
          proven: false,
          unmetGates: [],
        });
    }
  });

  it('takes nothing from another guard’s answer', () => {
    for (const other of [{id: 'other'}, {route: '/api/other'}]) {
      const changes = {...other, checkedAt: '2025-01-01T00:00:00Z'};
      for (const body of [
        blockedBody(CHALLENGE_SENT, changes),
        openBody(CHALLENGE_SENT, changes),
      ]) {
        expect(observe(body)).to.deep.include({
          status: 403,
          unmetGates: [],
          effects: undefined,
          release: undefined,
          clockSkew: false,
        });
      }
    }
  });

  it('has no status without an answer', () => {
    for (const it of VERDICT_CASES.filter(({row}) => row <= 4)) {
      expect(judge(checkOf(it)).status, it.name).to.be.undefined;
    }
  });

  it('is proven only if it is `blocked` or `open`', () => {
    for (const it of VERDICT_CASES) {
      const {proven, verdict} = judge(checkOf(it));
      if (proven) expect(['blocked', 'open']).to.include(verdict);
    }
  });
});
