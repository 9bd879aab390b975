import type {Guard} from '../manifest/schema.js';
import type {Address} from './address.js';
import {pageEndpoints, type Endpoints} from './endpoints.js';
import {platform, type Environment} from './environment.js';
import type {Moment, Observation} from './observation.js';
import type {ProbeResult} from './probe.js';
import {judge, type Outcome} from './verdict.js';

/** The longest that a guard is left alone, in milliseconds. */
const MAX_DELAY = 5 * 60_000;

/** The shortest, so that no answer and no jitter makes a page hammer a server. */
const MIN_DELAY = 1_000;

/** The longest that a platform's timer can wait: a longer delay counts as none (HTML, "timers"). */
const MAX_TIMER = 2 ** 31 - 1;

/** How long an observation counts at least: never so short that the next check comes too late for it. */
export const effectiveMaxAge = (maxAge: number, interval: number): number =>
  Math.max(maxAge, 2 * interval);

export interface MonitorOptions {
  readonly guards: readonly {readonly guard: Guard; readonly address: Address}[];
  /** Milliseconds between checks; 0 checks once. */
  readonly interval: number;
  readonly onObservation: (observation: Observation) => void;
  readonly environment?: Environment;
  readonly endpoints?: Endpoints;
}

type Phase =
  | {readonly status: 'idle'}
  | {readonly status: 'waiting'; readonly timer: number; readonly until: Moment}
  | {readonly status: 'checking'; readonly stop: AbortController; readonly done: Promise<void>};

interface Watch {
  readonly guard: Guard;
  readonly address: Address;
  phase: Phase;
  /** Checks in a row that brought no answer, or one that asks for patience. */
  failures: number;
  /** Monotonic time before which the server asked to be left alone. */
  notBefore: number;
  /** Whether a check has ended since the monitor began, or since the network came back. */
  answered: boolean;
}

/**
 * Checks the guards of one manifest over and over: on time, one at a time for each endpoint, with
 * full-jitter back-off when a server is in trouble, and not at all while nobody looks or nothing can
 * be reached.
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

  /** Begins: every guard that has an allowed address is checked at once. */
  start(): void {
    this.#running = true;
    for (const watch of this.#watches) {
      if (watch.address.status === 'refused')
        this.#report(watch, {status: 'not-asked', reason: watch.address.reason});
    }
    if (this.#online) this.#resume();
    else this.#reportOffline();
  }

  /** Ends: no timer, no request and no report is left. */
  stop(): void {
    this.#running = false;
    this.#watches.forEach((watch) => this.#halt(watch));
  }

  /** Checks every guard now, and resolves when all have answered or cannot. */
  async check(): Promise<void> {
    if (!this.#running || !this.#online) return;
    await Promise.all(this.#watches.map((watch) => this.#check(watch)));
  }

  /** Tells whether the page is seen. While it is not, no check is begun. */
  setVisible(visible: boolean): void {
    const returned = visible && !this.#visible;
    this.#visible = visible;
    if (!visible) this.#watches.forEach((watch) => this.#rest(watch));
    else if (returned) this.#resume();
  }

  /** Tells whether there is a network. While there is none, every guard is `unchecked`. */
  setOnline(online: boolean): void {
    const returned = online && !this.#online;
    const left = !online && this.#online;
    this.#online = online;
    if (!this.#running) return;
    if (left) this.#reportOffline();
    else if (returned) this.#resume();
  }

  /** When the guard with this id is asked again; nothing where that is not planned. */
  nextCheck(id: string): Moment | undefined {
    const phase = this.#phaseOf(id);
    return phase?.status === 'waiting' ? phase.until : undefined;
  }

  /** Whether the guard with this id is being asked now. */
  isChecking(id: string): boolean {
    return this.#phaseOf(id)?.status === 'checking';
  }

  #phaseOf(id: string): Phase | undefined {
    return this.#watches.find(({guard}) => guard.id === id)?.phase;
  }

  #resume(): void {
    // A report may have stopped the monitor meanwhile.
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
      this.#halt(watch);
      if (watch.address.status === 'allowed')
        this.#report(watch, {status: 'not-asked', reason: 'offline'});
    }
  }

  #check(watch: Watch): Promise<void> {
    if (watch.address.status === 'refused') return Promise.resolve();
    if (watch.phase.status === 'checking') return watch.phase.done;
    this.#rest(watch);
    const stop = new AbortController();
    const done = this.#ask(watch, watch.address.url, stop.signal);
    watch.phase = {status: 'checking', stop, done};
    return done;
  }

  async #ask(watch: Watch, url: string, stop: AbortSignal): Promise<void> {
    const {environment, endpoints} = this.#options;
    const probed = await endpoints.ask(url, environment, stop);
    // Once halted, an answer that still comes is older than whatever came after it.
    if (!probed || stop.aborted) return;
    watch.phase = {status: 'idle'};
    watch.answered = true;
    this.#plan(watch, probed);
    this.#report(watch, probed.outcome, probed);
  }

  #plan(watch: Watch, {outcome, retryAfter}: ProbeResult): void {
    const {environment, interval} = this.#options;
    watch.failures = isTrouble(outcome) ? watch.failures + 1 : 0;
    // An interval that is longer than the longest back-off is not cut short by a failure.
    const ceiling = Math.max(interval, Math.min(MAX_DELAY, interval * 2 ** watch.failures));
    const delay = watch.failures ? environment.random() * ceiling : interval;
    const asked = retryAfter === undefined ? 0 : Math.min(retryAfter, MAX_DELAY);
    watch.notBefore = environment.clock.now().monotonic + asked;
    if (interval > 0 && this.#visible && this.#online)
      this.#wait(watch, Math.max(MIN_DELAY, delay, asked));
  }

  #wait(watch: Watch, wanted: number): void {
    this.#rest(watch);
    const delay = Math.min(wanted, MAX_TIMER);
    const {clock} = this.#options.environment;
    const {wall, monotonic} = clock.now();
    watch.phase = {
      status: 'waiting',
      timer: clock.setTimeout(() => void this.#check(watch), delay),
      until: {wall: wall + delay, monotonic: monotonic + delay},
    };
  }

  /** Takes back what is planned; what is under way goes on. */
  #rest(watch: Watch): void {
    if (watch.phase.status !== 'waiting') return;
    this.#options.environment.clock.clearTimeout(watch.phase.timer);
    watch.phase = {status: 'idle'};
  }

  #halt(watch: Watch): void {
    if (watch.phase.status === 'checking') watch.phase.stop.abort();
    this.#rest(watch);
    watch.phase = {status: 'idle'};
    watch.answered = false;
  }

  #report({guard, address}: Watch, outcome: Outcome, probed?: ProbeResult): void {
    // The report before this one may have stopped the monitor.
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

/** What makes a server be left alone for longer: silence, 429 and 5xx. */
function isTrouble(outcome: Outcome): boolean {
  if (outcome.status !== 'answered') return outcome.status === 'no-headers';
  return outcome.httpStatus === 429 || outcome.httpStatus >= 500;
}
