import type {Guard} from '../manifest/schema.js';
import type {Address} from './address.js';
import type {Moment} from './clock.js';
import {pageEndpoints, type Endpoints} from './endpoints.js';
import {platform, type Environment} from './environment.js';
import type {Observation} from './observation.js';
import type {ProbeResult} from './probe.js';
import {judge, type Outcome} from './verdict.js';

/** Maximum back-off, and the longest `Retry-After` that is respected, in milliseconds. */
const MAX_DELAY = 5 * 60_000;

/** Minimum delay of a scheduled check, in milliseconds, so that jitter cannot overload a server. */
const MIN_DELAY = 1_000;

/** Maximum delay of a platform timer, in milliseconds: a longer one counts as zero (HTML, "timers"). */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Returns the age, in milliseconds, above which an observation is stale. It is never less than two
 * intervals, so that an observation does not go stale before the next check has answered.
 */
export const effectiveMaxAge = (maxAge: number, interval: number): number =>
  Math.max(maxAge, 2 * interval);

export interface MonitorOptions {
  readonly guards: readonly {readonly guard: Guard; readonly address: Address}[];
  /** Milliseconds between checks. 0 checks once. */
  readonly interval: number;
  readonly onObservation: (observation: Observation) => void;
  readonly environment?: Environment;
  readonly endpoints?: Endpoints;
}

type Phase =
  | {readonly status: 'idle'}
  | {readonly status: 'waiting'; readonly timer: number; readonly until: Moment}
  | {
      readonly status: 'checking';
      readonly controller: AbortController;
      readonly done: Promise<void>;
    };

interface Watch {
  readonly guard: Guard;
  readonly address: Address;
  phase: Phase;
  /** Consecutive checks without an answer, or with a 429 or 5xx. */
  failures: number;
  /** Monotonic time before which the server asked not to be checked (`Retry-After`). */
  notBefore: number;
  /** Whether a check has completed since the monitor started or last went offline. */
  answered: boolean;
}

/**
 * Checks the guards of one manifest at an interval, with one request at a time per endpoint. Backs off
 * with full jitter while a server is in trouble, and pauses while the page is hidden or offline.
 */
export class GuardMonitor {
  readonly #options: Required<MonitorOptions>;
  readonly #watches: readonly Watch[];
  #running = false;
  #visible = true;
  #online = true;

  constructor(options: MonitorOptions) {
    this.#options = {environment: platform, endpoints: pageEndpoints, ...options};
    this.#watches = options.guards.map(({guard, address}) => ({
      guard,
      address,
      phase: {status: 'idle'},
      failures: 0,
      notBefore: -Infinity,
      answered: false,
    }));
  }

  /** Starts the monitor and immediately checks every guard with an allowed address. */
  start(): void {
    this.#running = true;
    for (const watch of this.#watches) {
      if (watch.address.status === 'refused')
        this.#report(watch, {status: 'not-asked', reason: watch.address.reason});
    }
    if (this.#online) this.#resume();
    else this.#reportOffline();
  }

  /** Stops the monitor: clears its timers, aborts its requests and reports nothing more. */
  stop(): void {
    this.#running = false;
    this.#watches.forEach((watch) => this.#abort(watch));
  }

  /** Checks every guard now. Resolves when all checks have completed or been aborted. */
  async check(): Promise<void> {
    if (!this.#running || !this.#online) return;
    await Promise.all(this.#watches.map((watch) => this.#check(watch)));
  }

  /** Sets whether the page is visible. No check is scheduled while it is hidden. */
  setVisible(visible: boolean): void {
    const returned = visible && !this.#visible;
    this.#visible = visible;
    if (!visible) this.#watches.forEach((watch) => this.#cancelTimer(watch));
    else if (returned) this.#resume();
  }

  /** Sets whether the page is online. While it is offline, every guard is `unchecked`. */
  setOnline(online: boolean): void {
    const returned = online && !this.#online;
    const lost = !online && this.#online;
    this.#online = online;
    if (!this.#running) return;
    if (lost) this.#reportOffline();
    else if (returned) this.#resume();
  }

  /** Returns the time of a guard's next scheduled check, or `undefined` if none is scheduled. */
  nextCheck(id: string): Moment | undefined {
    const phase = this.#phaseOf(id);
    return phase?.status === 'waiting' ? phase.until : undefined;
  }

  /** Returns whether a check of this guard is in progress. */
  isChecking(id: string): boolean {
    return this.#phaseOf(id)?.status === 'checking';
  }

  #phaseOf(id: string): Phase | undefined {
    return this.#watches.find(({guard}) => guard.id === id)?.phase;
  }

  #resume(): void {
    // A report may have stopped the monitor in the meantime.
    if (!this.#running || !this.#visible || !this.#online) return;
    const {monotonic} = this.#options.environment.clock.now();
    for (const watch of this.#watches) {
      if (watch.phase.status === 'checking') continue;
      if (watch.answered && this.#options.interval === 0) continue;
      if (watch.notBefore > monotonic) this.#wait(watch, watch.notBefore - monotonic);
      else void this.#check(watch);
    }
  }

  #reportOffline(): void {
    for (const watch of this.#watches) {
      this.#abort(watch);
      if (watch.address.status === 'allowed')
        this.#report(watch, {status: 'not-asked', reason: 'offline'});
    }
  }

  #check(watch: Watch): Promise<void> {
    if (watch.address.status === 'refused') return Promise.resolve();
    if (watch.phase.status === 'checking') return watch.phase.done;
    this.#cancelTimer(watch);
    const controller = new AbortController();
    const done = this.#ask(watch, watch.address.url, controller.signal);
    watch.phase = {status: 'checking', controller, done};
    return done;
  }

  async #ask(watch: Watch, url: string, signal: AbortSignal): Promise<void> {
    const {environment, endpoints} = this.#options;
    const probed = await endpoints.ask(url, environment, signal);
    // Ignore an answer that arrives after an abort: it is older than anything reported since.
    if (!probed || signal.aborted) return;
    watch.phase = {status: 'idle'};
    watch.answered = true;
    this.#schedule(watch, probed);
    this.#report(watch, probed.outcome, probed);
  }

  #schedule(watch: Watch, {outcome, retryAfter}: ProbeResult): void {
    const {environment, interval} = this.#options;
    watch.failures = isTrouble(outcome) ? watch.failures + 1 : 0;
    // A failure never shortens an interval that is longer than the maximum back-off.
    const ceiling = Math.max(interval, Math.min(MAX_DELAY, interval * 2 ** watch.failures));
    const delay = watch.failures ? environment.random() * ceiling : interval;
    const requested = retryAfter === undefined ? 0 : Math.min(retryAfter, MAX_DELAY);
    watch.notBefore = environment.clock.now().monotonic + requested;
    if (interval > 0 && this.#visible && this.#online)
      this.#wait(watch, Math.max(MIN_DELAY, delay, requested));
  }

  #wait(watch: Watch, milliseconds: number): void {
    this.#cancelTimer(watch);
    const delay = Math.min(milliseconds, MAX_TIMER);
    const {clock} = this.#options.environment;
    const {wall, monotonic} = clock.now();
    watch.phase = {
      status: 'waiting',
      timer: clock.setTimeout(() => void this.#check(watch), delay),
      until: {wall: wall + delay, monotonic: monotonic + delay},
    };
  }

  /** Cancels the scheduled check; a request in flight continues. */
  #cancelTimer(watch: Watch): void {
    if (watch.phase.status !== 'waiting') return;
    this.#options.environment.clock.clearTimeout(watch.phase.timer);
    watch.phase = {status: 'idle'};
  }

  #abort(watch: Watch): void {
    if (watch.phase.status === 'checking') watch.phase.controller.abort();
    this.#cancelTimer(watch);
    watch.phase = {status: 'idle'};
    watch.answered = false;
  }

  #report({guard, address}: Watch, outcome: Outcome, probed?: ProbeResult): void {
    // The previous report may have stopped the monitor.
    if (!this.#running) return;
    this.#options.onObservation(
      judge({
        guard,
        endpoint: address.status === 'allowed' ? address.url : undefined,
        challenge: probed?.challenge ?? '',
        outcome,
        checkedAt: probed?.checkedAt ?? this.#options.environment.clock.now(),
      }),
    );
  }
}

/** Returns whether to back off: the server did not answer, or answered with 429 or 5xx. */
function isTrouble(outcome: Outcome): boolean {
  if (outcome.status !== 'answered') return outcome.status === 'no-headers';
  return outcome.httpStatus === 429 || outcome.httpStatus >= 500;
}
