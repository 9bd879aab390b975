/** Readers who keep a page with one guard open, each with the real scheduler of the element. */
import type {Environment} from '../../src/guard/environment.js';
import {platform} from '../../src/guard/environment.js';
import type {Subscriber} from '../../src/guard/endpoint-schedule.js';
import {Endpoints} from '../../src/guard/endpoints.js';
import type {ProbeResult} from '../../src/guard/probe.js';
import type {Outcome} from '../../src/guard/verdict.js';
import type {Random} from '../../test/fixtures/random.js';
import {HerdClock} from './clock.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** The default of `guard-interval`, in milliseconds. */
export const INTERVAL = 30 * SECOND;

/** The window in which requests are counted, in milliseconds. */
export const WINDOW = 10 * SECOND;

const ENDPOINT = 'https://vendor.example/guard';

/** Readers in memory at a time. They do not affect one another: the server's answers depend on time alone. */
const BATCH = 10_000;

/** What the server does with a request that it receives at a time. */
export interface Reply {
  readonly outcome: Outcome;
  /** Milliseconds until the page has the answer. */
  readonly takes: number;
  readonly retryAfter?: number;
}

const answered = (httpStatus: number): Outcome => ({
  status: 'answered',
  httpStatus,
  mediaType: 'application/problem+json',
  body: '',
});
export const BLOCKED: Reply = {outcome: answered(403), takes: 100};
export const REFUSED: Reply = {outcome: {status: 'no-headers', reason: 'network'}, takes: 100};
export const SILENT: Reply = {
  outcome: {status: 'no-headers', reason: 'timeout'},
  takes: 8 * SECOND,
};
export const retryAfter = (milliseconds: number): Reply => ({
  outcome: answered(503),
  takes: 100,
  retryAfter: milliseconds,
});

/** A course of events: when each reader opens and closes the page, and what the server answers when. */
export interface Scenario {
  readonly lasts: number;
  readonly visit: (random: Random) => {readonly opens: number; readonly stays: number};
  readonly reply: (now: number) => Reply;
}

/** Returns the number of requests in each window of a scenario. */
export async function requestsOf(
  {lasts, visit, reply}: Scenario,
  readers: number,
  random: Random,
): Promise<Uint32Array> {
  const windows = new Uint32Array(Math.ceil(lasts / WINDOW));
  for (let first = 0; first < readers; first += BATCH) {
    const clock = new HerdClock();
    const environment: Environment = {...platform, clock, random: () => random.next()};
    const ask = (): Promise<ProbeResult> => {
      const checkedAt = clock.now();
      windows[Math.floor(checkedAt.monotonic / WINDOW)]!++;
      const {outcome, takes, retryAfter} = reply(checkedAt.monotonic);
      return new Promise((resolve) => {
        clock.setTimeout(() => resolve({outcome, challenge: '', checkedAt, retryAfter}), takes);
      });
    };
    for (let reader = first; reader < Math.min(readers, first + BATCH); reader++) {
      const {opens, stays} = visit(random);
      clock.setTimeout(() => open(), opens);
      const open = () => {
        const schedule = new Endpoints(ask).at(ENDPOINT);
        const subscriber = subscriberOf(environment);
        schedule.subscribe(subscriber);
        if (opens + stays < lasts) clock.setTimeout(() => schedule.unsubscribe(subscriber), stays);
      };
    }
    await clock.pass(lasts - 1);
  }
  return windows;
}

const subscriberOf = (environment: Environment): Subscriber => ({
  interval: INTERVAL,
  environment,
  active: true,
  since: 0,
  onAnswer: () => undefined,
});
