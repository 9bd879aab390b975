/** A controllable clock, with which an hour passes in a page within seconds. */

/** The page's global `clock`. */
export interface InjectedClock {
  /** Stops following the real clock: from now on, time passes only through the methods below. */
  takeControl(): void;
  /** Advances second by second until a one-shot timer is due within the next second. */
  untilNext(): void;
  /** Advances by a second, and resolves when everything it started has ended and has been painted. */
  second(): Promise<void>;
  /** Milliseconds since `takeControl`. */
  readonly passed: number;
  /** The number of observations that centers have reported. */
  readonly observed: number;
}

declare global {
  var clock: InjectedClock;
}

interface Timer {
  due: number;
  /** Milliseconds between two calls, for an interval. */
  readonly every: number | undefined;
  readonly run: () => void;
}

/**
 * Replaces the page's clock and timers. Until `takeControl`, the clock follows the real one. Runs in the page
 * before its own scripts, and must be self-contained: it is sent there as source text.
 */
export function injectClock(): void {
  const real = {
    now: performance.now.bind(performance),
    setInterval: globalThis.setInterval.bind(globalThis),
    clearInterval: globalThis.clearInterval.bind(globalThis),
    fetch: globalThis.fetch.bind(globalThis),
  };
  const RealDate = Date;
  const origin = RealDate.now() - real.now();
  const timers = new Map<number, Timer>();
  let now = real.now();
  let takenOverAt = now;
  let lastId = 0;
  const checks = {asked: 0, observed: 0};

  const add = (run: TimerHandler, delay = 0, every: number | undefined, args: unknown[]) => {
    const call = () => (run as (...args: unknown[]) => void)(...args);
    timers.set(++lastId, {due: now + delay, every, run: call});
    return lastId;
  };
  const remove = (id?: number) => void timers.delete(id!);
  const first = () =>
    [...timers].reduce<[number, Timer] | undefined>(
      (first, timer) => (first && first[1].due <= timer[1].due ? first : timer),
      undefined,
    );
  const passTo = (end: number) => {
    for (let next = first(); next && next[1].due <= end; next = first()) {
      const [id, timer] = next;
      now = Math.max(now, timer.due);
      if (timer.every === undefined) timers.delete(id);
      else timer.due += Math.max(1, timer.every);
      timer.run();
    }
    now = Math.max(now, end);
  };
  const following = real.setInterval(() => passTo(real.now()), 4);
  const frame = () => new Promise(requestAnimationFrame);

  class InjectedDate extends RealDate {
    constructor(...args: unknown[]) {
      super(...((args.length ? args : [origin + now]) as [number]));
    }
    static override now = () => origin + now;
  }
  Object.assign(globalThis, {
    Date: InjectedDate,
    setTimeout: (run: TimerHandler, delay?: number, ...args: unknown[]) =>
      add(run, delay, undefined, args),
    setInterval: (run: TimerHandler, delay?: number, ...args: unknown[]) =>
      add(run, delay, delay, args),
    clearTimeout: remove,
    clearInterval: remove,
    fetch: (...request: Parameters<typeof fetch>) => {
      const [url] = request;
      if (String(url instanceof Request ? url.url : url).includes('challenge=')) checks.asked++;
      return real.fetch(...request);
    },
  });
  performance.now = () => now;
  document.addEventListener('trust-observation', () => checks.observed++);

  globalThis.clock = {
    takeControl() {
      real.clearInterval(following);
      takenOverAt = now;
    },
    untilNext() {
      const isNextSecond = () =>
        [...timers.values()].some(({due, every}) => every === undefined && due <= now + 1_000);
      while (!isNextSecond() && timers.size) passTo(now + 1_000);
    },
    async second() {
      passTo(now + 1_000);
      while (checks.observed < checks.asked) await frame();
      // One frame renders the last observation; by the start of the next it has been painted.
      await frame();
      await frame();
    },
    get passed() {
      return now - takenOverAt;
    },
    get observed() {
      return checks.observed;
    },
  };
}
