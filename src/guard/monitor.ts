import type {Guard} from '../manifest/schema.js';
import type {Address} from './address.js';
import type {Moment} from './clock.js';
import type {EndpointSchedule, Subscriber} from './endpoint-schedule.js';
import {pageEndpoints, type Endpoints} from './endpoints.js';
import {platform, type Environment} from './environment.js';
import type {Observation} from './observation.js';
import type {ProbeResult} from './probe.js';
import {judge, type Outcome} from './verdict.js';

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
  /** Monitors that share their endpoints share the requests. They must also share a clock. */
  readonly endpoints?: Endpoints;
}

/** The guards of one manifest that have the same endpoint. */
interface Watch extends Subscriber {
  readonly url: string;
  readonly guards: Guard[];
  active: boolean;
  since: number;
  /** The endpoint's schedule while this is subscribed to it. */
  schedule?: EndpointSchedule | undefined;
}

/**
 * Checks the guards of one manifest: subscribes to their endpoints while it runs and the page is online,
 * and judges each answer for each guard. When an endpoint is asked is decided by its schedule.
 */
export class GuardMonitor {
  readonly #options: Required<MonitorOptions>;
  /** By endpoint. */
  readonly #watches = new Map<string, Watch>();
  /** By guard. */
  readonly #watchOf = new Map<string, Watch>();
  #running = false;
  #online = true;

  constructor(options: MonitorOptions) {
    this.#options = {environment: platform, endpoints: pageEndpoints, ...options};
    for (const {guard, address} of options.guards) {
      if (address.status === 'refused') continue;
      const watch = this.#watches.get(address.url) ?? this.#watch(address.url);
      watch.guards.push(guard);
      this.#watchOf.set(guard.id, watch);
    }
  }

  /** Starts the monitor: each guard with an allowed address is checked as soon as its endpoint is due. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const {guard, address} of this.#options.guards) {
      if (address.status === 'refused')
        this.#report(guard, undefined, {status: 'not-asked', reason: address.reason});
    }
    this.#resume();
  }

  /** Stops the monitor: leaves its endpoints and reports nothing more. */
  stop(): void {
    this.#running = false;
    this.#pause();
  }

  /** Checks every guard now. Resolves when all checks have completed or been aborted. */
  async check(): Promise<void> {
    const watches = [...this.#watches.values()];
    await Promise.all(watches.flatMap(({schedule}) => schedule?.check() ?? []));
  }

  /** Sets whether the page is visible. No check is scheduled while it is hidden. */
  setVisible(visible: boolean): void {
    for (const watch of this.#watches.values()) {
      if (watch.active === visible) continue;
      watch.active = visible;
      watch.schedule?.update();
    }
  }

  /** Sets whether the page is online. While it is offline, every guard is `unchecked`. */
  setOnline(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    this.#pause();
    this.#resume();
  }

  /** Returns the time of a guard's next scheduled check, or `undefined` if none is scheduled. */
  nextCheck(id: string): Moment | undefined {
    const watch = this.#watchOf.get(id);
    return watch?.active ? watch.schedule?.next : undefined;
  }

  /** Returns whether a check of this guard is in progress. */
  isChecking(id: string): boolean {
    return !!this.#watchOf.get(id)?.schedule?.checking;
  }

  #watch(url: string): Watch {
    const {interval, environment} = this.#options;
    const watch: Watch = {
      url,
      guards: [],
      interval,
      environment,
      active: true,
      since: -Infinity,
      onAnswer: (answer) => this.#reportAll(watch, answer.outcome, answer),
    };
    this.#watches.set(url, watch);
    return watch;
  }

  /** Subscribes to the endpoints, or reports that the page is offline. */
  #resume(): void {
    for (const watch of this.#watches.values()) {
      // A report may have stopped the monitor, or restarted it.
      if (!this.#running || watch.schedule) continue;
      if (this.#online) {
        watch.schedule = this.#options.endpoints.at(watch.url);
        watch.schedule.subscribe(watch);
      } else {
        watch.since = this.#options.environment.clock.now().monotonic;
        this.#reportAll(watch, {status: 'not-asked', reason: 'offline'});
      }
    }
  }

  /** Leaves the endpoints, which aborts a request that no other monitor awaits. */
  #pause(): void {
    for (const watch of this.#watches.values()) {
      watch.schedule?.unsubscribe(watch);
      watch.schedule = undefined;
    }
  }

  #reportAll({guards, url}: Watch, outcome: Outcome, answer?: ProbeResult): void {
    for (const guard of guards) this.#report(guard, url, outcome, answer);
  }

  #report(
    guard: Guard,
    endpoint: string | undefined,
    outcome: Outcome,
    answer?: ProbeResult,
  ): void {
    // The previous report may have stopped the monitor.
    if (!this.#running) return;
    this.#options.onObservation(
      judge({
        guard,
        endpoint,
        challenge: answer?.challenge ?? '',
        outcome,
        checkedAt: answer?.checkedAt ?? this.#options.environment.clock.now(),
      }),
    );
  }
}
