import type {Moment} from './observation.js';

/** A clock and its timers, so that hours can pass in a test at once. */
export interface Clock {
  now(): Moment;
  setTimeout(callback: () => void, milliseconds: number): number;
  clearTimeout(timer: number): void;
}

/** Everything outside that a check depends on. */
export interface Environment {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** A number from 0 to below 1, as `Math.random`. */
  readonly random: () => number;
  /** Fills an array with random bytes, as `crypto.getRandomValues`. */
  readonly randomBytes: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  /** Whether the page's content security policy refused the request with this address. */
  readonly refusedByPolicy: (url: string) => Promise<boolean>;
}

/** The platform as it is. No page, so no policy that could refuse. */
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
