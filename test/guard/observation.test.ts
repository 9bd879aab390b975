import {expect} from '@open-wc/testing';
import {asOf, elapsed, type Observation, type Verdict} from '../../src/guard/observation.js';

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

describe('the time elapsed', () => {
  it('is what both clocks say where they agree', () => {
    expect(elapsed(THEN, after(250, 250))).to.equal(250);
    expect(elapsed(THEN, THEN)).to.equal(0);
  });

  it('is the wall clock’s where the monotonic one stood still, as while a device sleeps', () => {
    expect(elapsed(THEN, after(3_600_000, 10))).to.equal(3_600_000);
  });

  it('is the monotonic clock’s where the wall clock was set back a little', () => {
    expect(elapsed(THEN, after(10, 90_000))).to.equal(90_000);
  });

  it('is without end where the wall clock went back before the start', () => {
    expect(elapsed(THEN, after(-1, 1_000))).to.equal(Infinity);
  });
});

describe('an observation as it stands now', () => {
  it('is itself as long as it is not older than the greatest age', () => {
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
    it(`is stale and unproven once \`${verdict}\` is too old, by either clock`, () => {
      for (const now of [after(MAX_AGE + 1, 0), after(0, MAX_AGE + 1), after(-1, 0)]) {
        const stale = asOf(observation(verdict), now, MAX_AGE);
        expect(stale).to.include({verdict: 'stale', reason: 'too-old', proven: false});
      }
    });
  }

  it('keeps, once stale, when it was checked and what it showed', () => {
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
    it(`stays \`${verdict}\` at any age: there is nothing that could go stale`, () => {
      const nothing = observation(verdict);
      expect(asOf(nothing, after(MAX_AGE * 100, 0), MAX_AGE)).to.equal(nothing);
      expect(asOf(nothing, after(-1, 0), MAX_AGE)).to.equal(nothing);
    });
  }

  it('is stale when it was stale before', () => {
    const stale = asOf(observation('blocked'), after(MAX_AGE + 1, 0), MAX_AGE);
    expect(asOf(stale, after(MAX_AGE + 2, 0), MAX_AGE)).to.deep.equal(stale);
  });
});
