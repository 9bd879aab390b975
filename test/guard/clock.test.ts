import {expect} from '@open-wc/testing';
import {elapsed} from '../../src/guard/clock.js';

const THEN = {wall: 1_000_000, monotonic: 5_000};

const after = (wall: number, monotonic: number) => ({
  wall: THEN.wall + wall,
  monotonic: THEN.monotonic + monotonic,
});

describe('the time elapsed', () => {
  it('is the difference on both clocks if they agree', () => {
    expect(elapsed(THEN, after(250, 250))).to.equal(250);
    expect(elapsed(THEN, THEN)).to.equal(0);
  });

  it('follows the wall clock if the monotonic clock stopped, as while a device sleeps', () => {
    expect(elapsed(THEN, after(3_600_000, 10))).to.equal(3_600_000);
  });

  it('follows the monotonic clock if the wall clock was set back a little', () => {
    expect(elapsed(THEN, after(10, 90_000))).to.equal(90_000);
  });

  it('is infinite if the wall clock went back before the start', () => {
    expect(elapsed(THEN, after(-1, 1_000))).to.equal(Infinity);
  });
});
