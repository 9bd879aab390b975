/** A point in time on two clocks: the wall clock can be set, the monotonic one may stop during sleep. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly wall: number;
  /** Milliseconds since an arbitrary start. Never decreases. */
  readonly monotonic: number;
}

/** A clock and its timers. Injected, so that a test can let hours pass in an instant. */
export interface Clock {
  now(): Moment;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(timer: number): void;
}

/**
 * Returns the milliseconds from `then` to `now`, by the clock that measured more.
 * Returns `Infinity` if the wall clock went backwards, because the elapsed time is then unknown.
 */
export function elapsed(then: Moment, now: Moment): number {
  const wall = now.wall - then.wall;
  return wall < 0 ? Infinity : Math.max(wall, now.monotonic - then.monotonic);
}
