import {guardAddress, type Address, type AddressPolicy} from '../../guard/address.js';
import {platform} from '../../guard/environment.js';
import {effectiveMaxAge, GuardMonitor} from '../../guard/monitor.js';
import {asOf, elapsed, type Moment, type Observation} from '../../guard/observation.js';
import type {LoadedManifest} from '../../manifest/load.js';
import type {Guard} from '../../manifest/schema.js';
import {recordObservation, type GuardRecord} from '../../posture/agreement.js';
import {indexById} from '../../manifest/index-by-id.js';
import type {Observations} from '../../posture/posture.js';
import {refusedByPolicy, watchPageState} from './page-state.js';
import {everySecond} from '../ui/ticker.js';

/** Milliseconds after which what depends on the time alone is derived again. */
const REMIND = 60_000;

/** How the embedder lets guards be asked. */
export interface GuardOptions {
  readonly policy: AddressPolicy;
  readonly off: boolean;
  /** Milliseconds between checks; 0 asks once. */
  readonly interval: number;
  /** Milliseconds after which an observation is stale. */
  readonly maxAge: number;
}

/**
 * Has the guards of the shown manifest asked while the element is on the page, and keeps what each has
 * shown. The records live as long as the manifest's text, its address and the guard's stay the same.
 */
export class GuardController {
  #records = new Map<string, GuardRecord>();
  /** Which document the records are of. */
  #text: string | undefined;
  #url: string | undefined;
  /** Under which settings its guards are watched, as JSON. */
  #settings = '';
  #monitor: GuardMonitor | undefined;
  #maxAge = 0;
  #release: (() => void)[] = [];
  /** The observations of which it was told that they are too old. */
  #told = new Set<Observation>();
  #toldAt = platform.clock.now();
  #nextChecks: ReadonlyMap<string, Moment> = new Map();

  constructor(private readonly onChange: (observation?: Observation) => void) {}

  /**
   * Watches the guards of a manifest, under these settings. Where nothing of it has changed, what is
   * planned stays planned: a reload neither asks at once nor forgets that a server wants to be left alone.
   */
  start({manifest, text, url}: LoadedManifest, settings: GuardOptions): void {
    const {policy, off, interval, maxAge} = settings;
    const sameDocument = text === this.#text && url === this.#url;
    const sameSettings = JSON.stringify(settings) === this.#settings;
    if (this.#monitor && sameDocument && sameSettings) return;
    this.stop();
    if (!sameDocument) this.#records = new Map();
    this.#nextChecks = new Map();
    [this.#text, this.#url, this.#settings] = [text, url, JSON.stringify(settings)];
    const guards = manifest.guards.map((guard) => {
      const address: Address = off
        ? {status: 'refused', reason: 'off'}
        : guardAddress(guard, policy);
      return {guard, address};
    });
    for (const {guard, address} of guards) this.#forget(guard, address);
    this.#maxAge = effectiveMaxAge(maxAge, interval);
    const csp = refusedByPolicy();
    const monitor = new GuardMonitor({
      guards,
      interval,
      environment: {...platform, refusedByPolicy: csp.check},
      onObservation: (observation) => {
        const {id, gates} = manifest.guards.find((guard) => guard.id === observation.guard)!;
        const unmet = indexById(manifest).unmet(gates);
        this.#records.set(id, recordObservation(this.#records.get(id), observation, unmet));
        this.onChange(observation);
      },
    });
    this.#monitor = monitor;
    const unwatch = watchPageState({
      onVisible: (visible) => {
        monitor.setVisible(visible);
        this.onChange();
      },
      onOnline: (online) => monitor.setOnline(online),
    });
    this.#release = [csp.stop, unwatch, everySecond(this.#expire)];
    monitor.start();
  }

  /** Whether guards are being watched. */
  get running(): boolean {
    return !!this.#monitor;
  }

  /** Ends every check. What was seen is remembered, and grows old. */
  stop(): void {
    this.#monitor?.stop();
    this.#monitor = undefined;
    this.#release.forEach((release) => release());
    this.#release = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#monitor?.check();
  }

  /** What another address has shown says nothing of this one; a contradiction stays all the same. */
  #forget({id}: Guard, address: Address): void {
    const record = this.#records.get(id);
    const endpoint = address.status === 'allowed' ? address.url : undefined;
    if (!record || record.latest.endpoint === endpoint) return;
    this.#records.delete(id);
    if (!record.contradiction) return;
    const {contradiction} = record;
    const {checkedAt} = contradiction;
    const latest: Observation = {
      ...{guard: id, verdict: 'unchecked', reason: 'pending', proven: false},
      ...{unmetGates: [], clockSkew: false, checkedAt},
    };
    this.#records.set(id, {latest, contradiction});
  }

  /** The records as they stand now: an observation past its age is stale. */
  observations(): Observations {
    const now = platform.clock.now();
    const current = [...this.#records].map(
      ([id, record]) => [id, {...record, latest: asOf(record.latest, now, this.#maxAge)}] as const,
    );
    return new Map(current);
  }

  /**
   * When each guard is asked next. While one is asked, that stays as it was planned: else it would go from
   * the page, and come back, with each answer of another guard.
   */
  nextChecks(): ReadonlyMap<string, Moment> {
    const before = this.#nextChecks;
    const next = [...this.#records.keys()].map((id) => {
      const asked = this.#monitor?.isChecking(id) ? before.get(id) : undefined;
      return [id, this.#monitor?.nextCheck(id) ?? asked] as const;
    });
    this.#nextChecks = new Map(next.filter((entry): entry is [string, Moment] => !!entry[1]));
    return this.#nextChecks;
  }

  /** Tells once that an observation has grown too old, and now and then that time has passed. */
  readonly #expire = () => {
    const now = platform.clock.now();
    const latest = [...this.#records.values()].map((record) => record.latest);
    const stale = latest.filter((seen) => asOf(seen, now, this.#maxAge) !== seen);
    const news = stale.some((seen) => !this.#told.has(seen));
    this.#told = new Set(stale);
    // Evidence and the manifest itself have dates, too, which no answer of a guard tells of.
    if (news || elapsed(this.#toldAt, now) >= REMIND) {
      this.#toldAt = now;
      this.onChange();
    }
  };
}
