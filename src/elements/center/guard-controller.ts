import {guardAddress, type Address, type AddressPolicy} from '../../guard/address.js';
import {elapsed, type Moment} from '../../guard/clock.js';
import {platform} from '../../guard/environment.js';
import {effectiveMaxAge, GuardMonitor} from '../../guard/monitor.js';
import {asOf, type Observation} from '../../guard/observation.js';
import {indexById} from '../../manifest/index-by-id.js';
import type {LoadedManifest} from '../../manifest/load.js';
import type {Guard} from '../../manifest/schema.js';
import {canonicalVersion} from '../../manifest/canonical-version.js';
import {recordObservation, type GuardRecord} from '../../posture/agreement.js';
import type {Observations} from '../../posture/posture.js';
import {toJson} from '../../text/json.js';
import {everySecond} from '../ui/ticker.js';
import {refusedByPolicy, watchPageState} from './page-state.js';

/** The interval at which the posture is derived again even without an answer, in milliseconds. */
const REFRESH = 60_000;

/** How the embedder allows guards to be checked. */
export interface GuardOptions {
  readonly policy: AddressPolicy;
  readonly off: boolean;
  /** Milliseconds between checks; 0 checks once. */
  readonly interval: number;
  /** Milliseconds after which an observation is stale. */
  readonly maxAge: number;
}

/**
 * Why the observations may have changed: a guard was observed, or time has passed, which makes
 * observations stale and evidence expire.
 */
export type GuardChange =
  {readonly type: 'observed'; readonly observation: Observation} | {readonly type: 'aged'};

/**
 * Checks the guards of the shown manifest while the element is on the page, and keeps a record of each.
 * A record is kept while the manifest's text, its address and the guard's address stay the same. Its
 * contradiction is kept for the manifest's id and version, even if the text or the address changes.
 */
export class GuardController {
  #records = new Map<string, GuardRecord>();
  /** The contradictions of each version of a manifest that was shown before. */
  readonly #contradictions = new Map<string, readonly Observation[]>();
  /** The manifest's version and id. */
  #version = '';
  /** The text and address of the manifest that the records belong to. */
  #text: string | undefined;
  #url: string | undefined;
  /** The options of the running checks, as JSON. */
  #options = '';
  #monitor: GuardMonitor | undefined;
  #maxAge = 0;
  #cleanups: (() => void)[] = [];
  /** Observations already reported as stale. */
  #reported = new Set<Observation>();
  #reportedAt = platform.clock.now();
  #nextChecks: ReadonlyMap<string, Moment> = new Map();

  constructor(private readonly onChange: (change: GuardChange) => void) {}

  /**
   * Starts checking the guards of a manifest. If neither the manifest nor the options have changed,
   * scheduled checks stay scheduled: a reload neither triggers a check nor forgets a server's `Retry-After`.
   */
  start({manifest, text, url}: LoadedManifest, options: GuardOptions): void {
    const {policy, off, interval, maxAge} = options;
    const sameManifest = text === this.#text && url === this.#url;
    const json = toJson(options)!;
    const sameOptions = json === this.#options;
    if (this.#monitor && sameManifest && sameOptions) return;
    this.stop();
    if (!sameManifest) this.#replaceRecords(`${canonicalVersion(manifest.version)} ${manifest.id}`);
    this.#nextChecks = new Map();
    [this.#text, this.#url, this.#options] = [text, url, json];
    const guards = manifest.guards.map((guard) => {
      const address: Address = off
        ? {status: 'refused', reason: 'off'}
        : guardAddress(guard, policy);
      return {guard, address};
    });
    for (const {guard, address} of guards) this.#dropOutdated(guard, address);
    this.#maxAge = effectiveMaxAge(maxAge, interval);
    const gatesOf = new Map(manifest.guards.map(({id, gates}) => [id, gates]));
    const csp = refusedByPolicy();
    const monitor = new GuardMonitor({
      guards,
      interval,
      environment: {...platform, refusedByPolicy: csp.check},
      onObservation: (observation) => {
        const id = observation.guard;
        const unmet = indexById(manifest).unmet(gatesOf.get(id)!);
        this.#records.set(id, recordObservation(this.#records.get(id), observation, unmet));
        this.onChange({type: 'observed', observation});
      },
    });
    this.#monitor = monitor;
    const unwatch = watchPageState({
      onVisible: (visible) => {
        monitor.setVisible(visible);
        this.onChange({type: 'aged'});
      },
      onOnline: (online) => monitor.setOnline(online),
    });
    this.#cleanups = [csp.stop, unwatch, everySecond(this.#checkAges)];
    monitor.start();
  }

  /** Stops all checks. Records stay, and become stale. */
  stop(): void {
    this.#monitor?.stop();
    this.#monitor = undefined;
    this.#cleanups.forEach((cleanup) => cleanup());
    this.#cleanups = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#monitor?.check();
  }

  /** Replaces the records by the contradictions of a manifest's version. */
  #replaceRecords(version: string): void {
    const contradicted = [...this.#records.values()].flatMap(
      ({contradiction}) => contradiction ?? [],
    );
    this.#contradictions.set(this.#version, contradicted);
    this.#version = version;
    this.#records = new Map(
      this.#contradictions.get(version)?.map((it) => [it.guard, onlyContradicted(it)]),
    );
  }

  /** Drops a record if the guard's address changed. A contradiction stays: it is latched. */
  #dropOutdated({id}: Guard, address: Address): void {
    const record = this.#records.get(id);
    const endpoint = address.status === 'allowed' ? address.url : undefined;
    if (!record || record.latest.endpoint === endpoint) return;
    const {contradiction} = record;
    if (contradiction) this.#records.set(id, onlyContradicted(contradiction));
    else this.#records.delete(id);
  }

  /** Returns the records as of now. An observation past its maximum age is `stale`. */
  observations(): Observations {
    const now = platform.clock.now();
    const current = [...this.#records].map(
      ([id, record]) => [id, {...record, latest: asOf(record.latest, now, this.#maxAge)}] as const,
    );
    return new Map(current);
  }

  /**
   * Returns when each guard is checked next. A guard keeps its scheduled time during a check, so that the
   * time does not vanish from the page and reappear whenever another guard answers.
   */
  nextChecks(): ReadonlyMap<string, Moment> {
    const before = this.#nextChecks;
    const next = [...this.#records.keys()].map((id) => {
      const planned = this.#monitor?.isChecking(id) ? before.get(id) : undefined;
      return [id, this.#monitor?.nextCheck(id) ?? planned] as const;
    });
    this.#nextChecks = new Map(next.filter((entry): entry is [string, Moment] => !!entry[1]));
    return this.#nextChecks;
  }

  /** Reports each observation once when it becomes stale, and once per `REFRESH` that time has passed. */
  readonly #checkAges = () => {
    const now = platform.clock.now();
    const latest = [...this.#records.values()].map((record) => record.latest);
    const stale = latest.filter((it) => asOf(it, now, this.#maxAge) !== it);
    const isNew = stale.some((it) => !this.#reported.has(it));
    this.#reported = new Set(stale);
    // Dates in the manifest and its evidence pass even while no guard answers.
    if (isNew || elapsed(this.#reportedAt, now) >= REFRESH) {
      this.#reportedAt = now;
      this.onChange({type: 'aged'});
    }
  };
}

/** Returns the record of a guard that has not answered since it contradicted. */
const onlyContradicted = (contradiction: Observation): GuardRecord => ({
  latest: {
    guard: contradiction.guard,
    verdict: 'unchecked',
    reason: 'pending',
    proven: false,
    unmetGates: [],
    clockSkew: false,
    checkedAt: contradiction.checkedAt,
  },
  contradiction,
});
