import type {Clock} from './clock.js';

/** Everything outside this module that a check depends on. */
export interface Environment {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Returns a number from 0 to just below 1, like `Math.random`. */
  readonly random: () => number;
  /** Fills an array with random bytes, like `crypto.getRandomValues`. */
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** Resolves to whether the page's content security policy refused the request to this URL. */
  readonly refusedByPolicy: (url: string) => Promise<boolean>;
}

/** The real platform. It assumes that there is no page, hence no policy that could refuse a request. */
export const platform: Environment = {
  clock: {
    now: () => ({wall: Date.now(), monotonic: performance.now()}),
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds) as unknown as number,
    clearTimeout: (timer) => clearTimeout(timer),
  },
  fetch: (...request) => fetch(...request),
  random: Math.random,
  randomBytes: (bytes) => crypto.getRandomValues(bytes),
  refusedByPolicy: () => Promise.resolve(false),
};
