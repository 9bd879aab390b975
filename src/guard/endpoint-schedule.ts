import type {Moment} from './clock.js';
import type {Environment} from './environment.js';
import type {probe, ProbeResult} from './probe.js';
import type {Outcome} from './verdict.js';

/** Maximum back-off, and the longest `Retry-After` that is respected, in milliseconds. */
const MAX_DELAY = 5 * 60_000;

/** Minimum delay between two scheduled requests, in milliseconds. */
const MIN_DELAY = 1_000;

/** Maximum interval, in milliseconds. A timer for more than twice as long counts as zero (HTML, "timers"). */
const MAX_INTERVAL = 2 ** 30;

/** Receives the answers of an endpoint. All subscribers of a schedule have the same clock. */
export interface Subscriber {
  /** Milliseconds between checks. 0 checks once. */
  readonly interval: number;
  readonly environment: Environment;
  /** Whether checks are scheduled for it: not while its page is hidden. */
  readonly active: boolean;
  /** Monotonic time of its latest outage. It receives no answer to a request from before. */
  readonly since: number;
  readonly onAnswer: (answer: ProbeResult) => void;
}

interface Subscription {
  /** The latest answer that was delivered. */
  received?: ProbeResult;
}

interface Answered {
  readonly answer: ProbeResult;
  readonly at: Moment;
  /** A random number from 0 to 1, the same each time that the delay is computed. */
  readonly jitter: number;
}

interface Flight {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/**
 * Decides when one endpoint is asked, for all its subscribers together: one request at a time, at the
 * shortest of their intervals and never more often, with back-off while the server is in trouble. Its
 * memory outlives its subscribers, so that leaving and returning does not ask more often.
 */
export class EndpointSchedule {
  readonly #subscribers = new Map<Subscriber, Subscription>();
  #flight: Flight | undefined;
  #timer: number | undefined;
  #next: Moment | undefined;
  #askedAt: Moment | undefined;
  #last: Answered | undefined;
  /** Consecutive requests without an answer, or with a 429 or 5xx. */
  #failures = 0;

  constructor(
    private readonly url: string,
    private readonly ask: typeof probe,
    private readonly onIdle: () => void,
  ) {}

  /** The time of the next scheduled request. */
  get next(): Moment | undefined {
    return this.#next;
  }

  /** Whether a request is in progress. */
  get checking(): boolean {
    return !!this.#flight;
  }

  /** Adds a subscriber: it receives the last answer now, or the next one if the endpoint is due. */
  subscribe(subscriber: Subscriber): void {
    this.#subscribers.set(subscriber, {});
    this.update();
  }

  /** Removes a subscriber. The last one to leave aborts the request and leaves no timer. */
  unsubscribe(subscriber: Subscriber): void {
    this.#cancelTimer();
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size) {
      this.update();
    } else {
      this.#flight?.controller.abort();
      this.#flight = undefined;
      this.onIdle();
    }
  }

  /** Asks now, or joins the request in progress. Resolves when it has been answered or aborted. */
  check(): Promise<void> {
    this.#cancelTimer();
    return (this.#flight ??= this.#send()).done;
  }

  /**
   * Asks if the endpoint is due. Otherwise schedules the next request, and delivers the last answer to
   * each subscriber that has not received it. Call it when a subscriber has changed.
   */
  update(): void {
    this.#cancelTimer();
    if (this.#flight) return;
    const wait = this.#wait();
    const answer = wait > 0 ? this.#last?.answer : undefined;
    const receivers = [...this.#subscribers].filter(
      ([{since}, {received}]) =>
        answer && answer !== received && answer.checkedAt.monotonic >= since,
    );
    for (const [, subscription] of receivers) subscription.received = answer;
    // Before the reports, so that a listener can read the time of the next check.
    this.#schedule(wait);
    for (const [subscriber, subscription] of receivers) {
      // A report may have removed another subscriber, or made it subscribe again.
      if (this.#subscribers.get(subscriber) === subscription) subscriber.onAnswer(answer!);
    }
  }

  #schedule(wait: number): void {
    const wanted = [...this.#subscribers].some(
      ([{active, interval}, {received}]) => active && (interval > 0 || !received),
    );
    if (!wanted) return;
    if (wait <= 0) return void this.check();
    const {clock} = this.#environment;
    const {wall, monotonic} = clock.now();
    this.#next = {wall: wall + wait, monotonic: monotonic + wait};
    this.#timer = clock.setTimeout(() => void this.check(), wait);
  }

  /** The environment of the first subscriber. */
  get #environment(): Environment {
    return [...this.#subscribers.keys()][0]!.environment;
  }

  #cancelTimer(): void {
    if (this.#next) this.#environment.clock.clearTimeout(this.#timer!);
    this.#next = undefined;
  }

  #send(): Flight {
    const environment = this.#environment;
    const {clock, random} = environment;
    const controller = new AbortController();
    this.#askedAt = clock.now();
    const done = this.ask(this.url, environment, controller.signal).then((answer) => {
      // Ignore an answer that arrives after an abort: a later request may have been answered since.
      if (controller.signal.aborted) return;
      this.#flight = undefined;
      this.#failures = isTrouble(answer.outcome) ? this.#failures + 1 : 0;
      this.#last = {answer, at: clock.now(), jitter: random()};
      this.update();
    });
    return {controller, done};
  }

  /** Returns the milliseconds until the endpoint is due: 0 or less if it may be asked now. */
  #wait(): number {
    if (!this.#askedAt) return 0;
    const now = this.#environment.clock.now();
    // By the clock that measured more, because the monotonic one may stop while the device sleeps.
    const since = ({wall, monotonic}: Moment) =>
      Math.max(now.wall - wall, now.monotonic - monotonic);
    const wait = MIN_DELAY - since(this.#askedAt);
    return this.#last ? Math.max(wait, this.#delay(this.#last) - since(this.#last.at)) : wait;
  }

  /**
   * Returns the milliseconds from the last answer to the next request. The jitter keeps pages apart that
   * a server failed, or told to return, at the same moment.
   */
  #delay({answer, jitter}: Answered): number {
    const intervals = [...this.#subscribers.keys()].map(({interval}) => interval);
    const [shortest = 0] = intervals.filter((it) => it > 0).sort((one, other) => one - other);
    const interval = Math.min(Math.max(shortest, MIN_DELAY), MAX_INTERVAL);
    const backOff = Math.min(interval * 2 ** this.#failures, MAX_DELAY);
    const requested = Math.min(answer.retryAfter ?? 0, MAX_DELAY);
    return Math.max(
      interval + jitter * Math.max(backOff - interval, 0),
      requested + jitter * interval,
    );
  }
}

/** Returns whether to back off: the server did not answer, or answered with 429 or 5xx. */
function isTrouble(outcome: Outcome): boolean {
  if (outcome.status !== 'answered') return outcome.status === 'no-headers';
  return outcome.httpStatus === 429 || outcome.httpStatus >= 500;
}
