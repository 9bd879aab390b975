/** A clock that is told how late it is, so that an hour passes in a page in seconds. */

/** What stands in the page as the global `clock`. */
export interface InjectedClock {
  /** From now on time passes only where it is told to. */
  takeOver(): void;
  /** Lets time pass, second by second, until the next second holds a timer that was set for once. */
  untilNext(): void;
  /** Lets a second pass, and resolves when all that it began is over and has been painted. */
  second(): Promise<void>;
  /** Milliseconds since the clock was taken over. */
  readonly passed: number;
  /** How many observations a center has told of. */
  readonly observed: number;
}

declare global {
  var clock: InjectedClock;
}

interface Timer {
  due: number;
  /** Milliseconds, where it comes again and again. */
  readonly every: number | undefined;
  readonly run: () => void;
}

/** Runs in the page before anything of its own does. Until it is taken over, time passes as it does elsewhere. */
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
  // Until it is taken over the clock follows the real one.
  const following = real.setInterval(() => passTo(real.now()), 4);
  const frame = () => new Promise(requestAnimationFrame);

  class InjectedDate extends RealDate {
    constructor(...given: unknown[]) {
      super(...((given.length ? given : [origin + now]) as [number]));
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
    takeOver() {
      real.clearInterval(following);
      takenOverAt = now;
    },
    untilNext() {
      const inTheNextSecond = () =>
        [...timers.values()].some(({due, every}) => every === undefined && due <= now + 1_000);
      while (!inTheNextSecond() && timers.size) passTo(now + 1_000);
    },
    async second() {
      passTo(now + 1_000);
      while (checks.observed < checks.asked) await frame();
      // One in which the last is drawn, and one at whose beginning that has been painted.
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
