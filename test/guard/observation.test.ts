import {expect} from '@open-wc/testing';
import {asOf, type Observation, type Verdict} from '../../src/guard/observation.js';

const THEN = {wall: 1_000_000, monotonic: 5_000};
const MAX_AGE = 60_000;

const after = (wall: number, monotonic: number) => ({
  wall: THEN.wall + wall,
  monotonic: THEN.monotonic + monotonic,
});

const observation = (verdict: Verdict): Observation => ({
  guard: 'production-write',
  verdict,
  reason: 'answered-blocked',
  proven: verdict === 'blocked',
  unmetGates: ['authentication'],
  clockSkew: false,
  checkedAt: THEN,
});

describe('an observation as of now', () => {
  it('is unchanged until it exceeds the maximum age', () => {
    const blocked = observation('blocked');
    expect(asOf(blocked, after(MAX_AGE, MAX_AGE), MAX_AGE)).to.equal(blocked);
  });

  for (const verdict of [
    'blocked',
    'blocked-unproven',
    'open',
    'contradictory',
    'not-refused',
  ] as const) {
    it(`is stale and unproven once \`${verdict}\` is too old by either clock`, () => {
      for (const now of [after(MAX_AGE + 1, 0), after(0, MAX_AGE + 1), after(-1, 0)]) {
        const stale = asOf(observation(verdict), now, MAX_AGE);
        expect(stale).to.include({verdict: 'stale', reason: 'too-old', proven: false});
      }
    });
  }

  it('keeps the time and the details of the check once stale', () => {
    const blocked = observation('blocked');
    const stale = asOf(blocked, after(MAX_AGE + 1, 0), MAX_AGE);
    expect(stale).to.deep.equal({
      ...blocked,
      verdict: 'stale',
      reason: 'too-old',
      proven: false,
    });
    expect(blocked.verdict, 'the observation itself').to.equal('blocked');
  });

  for (const verdict of ['unknown', 'unchecked'] as const) {
    it(`stays \`${verdict}\` at any age, because it verifies nothing`, () => {
      const unverified = observation(verdict);
      expect(asOf(unverified, after(MAX_AGE * 100, 0), MAX_AGE)).to.equal(unverified);
      expect(asOf(unverified, after(-1, 0), MAX_AGE)).to.equal(unverified);
    });
  }

  it('stays stale', () => {
    const stale = asOf(observation('blocked'), after(MAX_AGE + 1, 0), MAX_AGE);
    expect(asOf(stale, after(MAX_AGE + 2, 0), MAX_AGE)).to.deep.equal(stale);
  });
});
