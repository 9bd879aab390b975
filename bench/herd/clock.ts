/** A clock for many readers at once: time passes from one tick with due timers to the next. */
import type {Clock, Moment} from '../../src/guard/clock.js';

/** Milliseconds. Timers fire at the end of the tick in which they are due. */
const TICK = 100;

interface Timer {
  callback: (() => void) | undefined;
}

export class HerdClock implements Clock {
  #now: Moment = {wall: 0, monotonic: 0};
  readonly #ticks = new Map<number, Timer[]>();

  now(): Moment {
    return this.#now;
  }

  setTimeout(callback: () => void, milliseconds: number): number {
    const timer: Timer = {callback};
    const now = this.#now.monotonic / TICK;
    const tick = Math.max(now + 1, Math.ceil(now + milliseconds / TICK));
    const timers = this.#ticks.get(tick);
    if (timers) timers.push(timer);
    else this.#ticks.set(tick, [timer]);
    // As Node does: the handle is an object.
    return timer as unknown as number;
  }

  clearTimeout(timer: number): void {
    (timer as unknown as Timer).callback = undefined;
  }

  /** Fires every timer that is due within the next milliseconds, with all that follows from each. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now.monotonic / TICK + milliseconds / TICK;
    for (let tick = this.#now.monotonic / TICK; tick <= end; tick++) {
      this.#now = {wall: tick * TICK, monotonic: tick * TICK};
      const timers = this.#ticks.get(tick);
      if (!timers) continue;
      this.#ticks.delete(tick);
      for (const {callback} of timers) callback?.();
      // Lets the promises of this tick settle before the next one.
      await new Promise(setImmediate);
    }
  }
}
