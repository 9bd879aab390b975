import type {Moment} from '../../guard/clock.js';
import type {Observation} from '../../guard/observation.js';
import type {LoadedManifest} from '../../manifest/load.js';
import type {Manifest} from '../../manifest/schema.js';
import {sameStates} from '../../posture/compare.js';
import {derivePosture, derivePostureInSteps, isReusable} from '../../posture/derive.js';
import type {Observations, Posture} from '../../posture/posture.js';
import {runInSlices} from '../../slices.js';
import type {PostureState} from '../contexts.js';
import {TrustObservationEvent, TrustPostureEvent} from '../events.js';
import {guardAnnouncement} from '../ui/guard-status.js';
import type {GuardChange, GuardController, GuardOptions} from './guard-controller.js';
import type {CenterHost} from './host.js';
import {loadRest} from './load-rest.js';

/** Derives the posture of the shown manifest whenever a guard answers or time passes. */
export class PostureController {
  /** Created when its chunk has loaded. */
  #guards: GuardController | undefined;
  /** The options of the running checks; `undefined` if none are running. */
  #options: GuardOptions | undefined;
  #starting: Promise<void> | undefined;
  #loaded: LoadedManifest | undefined;
  #state: PostureState | undefined;
  /** The latest posture of the shown manifest, and the time as of which its dates were evaluated. */
  #derived: {readonly posture: Posture; readonly at: number} | undefined;
  /** The derivation in progress because a date of the manifest has passed. */
  #redating: Promise<void> | undefined;
  /** The reader's calendar day at the last derivation. */
  #day = '';
  /** Observations since the last derivation. */
  #pending: Observation[] = [];
  #deriving: Promise<void> | undefined;

  constructor(private readonly host: CenterHost) {}

  /** Shows a manifest that has just been loaded, with its posture before any guard was checked. */
  show(loaded: LoadedManifest, posture: Posture, options: GuardOptions): void {
    this.#loaded = loaded;
    this.#derived = {posture, at: Date.now()};
    this.start(options);
  }

  /** Starts checking the guards of the shown manifest, or applies new options. */
  start(options: GuardOptions): void {
    if (!this.#loaded) return;
    // A center outside the page checks nothing. Its checks start when it returns.
    if (this.host.isConnected) this.#starting = this.#startChecks(options);
    this.derive();
  }

  /** Whether guards are being checked. */
  get running(): boolean {
    return !!this.#options;
  }

  /** Stops all checks. Observations stay, and become stale. */
  stop(): void {
    this.#options = undefined;
    this.#guards?.stop();
  }

  /** Drops the manifest and its posture: the next one may be another vendor's. */
  clear(): void {
    this.stop();
    this.#loaded = this.#state = this.#derived = undefined;
    this.#pending = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#starting;
    await this.#guards?.check();
  }

  /** Derives the posture as of now. If nothing changed, the host is not updated and no event fires. */
  derive(): void {
    if (!this.#loaded || !this.#derived) return;
    const {manifest} = this.#loaded;
    const now = Date.now();
    if (!isReusable(this.#derived.posture, manifest, now))
      this.#redating ??= this.#redate(manifest);
    const before = this.#state;
    const observations = this.#observations();
    const {posture: previous, at} = this.#derived;
    // Answers count at once. Until the dates are evaluated again, they are those of the last evaluation.
    const posture = derivePosture(manifest, observations, at, previous);
    this.#derived = {posture, at};
    const nextChecks = this.#guards?.nextChecks() ?? new Map<string, Moment>();
    // Only today's times are shown without a date, so midnight changes how times are shown.
    const day = new Date(now).toDateString();
    const sameDay = day === this.#day;
    this.#day = day;
    if (before?.posture === posture && sameNextChecks(before.nextChecks, nextChecks) && sameDay)
      return;
    this.#state = {posture, nextChecks};
    this.host.postureState = this.#state;
    if (before && sameStates(before.posture, posture)) return;
    this.host.announcement = guardAnnouncement(posture.guards, this.host.messages);
    this.host.dispatchEvent(new TrustPostureEvent(posture));
  }

  /** Derives the posture as of now. Resolves once dates that have passed are evaluated, too. */
  async settle(): Promise<void> {
    this.derive();
    await this.#redating;
  }

  /** Evaluates every date again. That takes as long as the first derivation, so the page works meanwhile. */
  async #redate(manifest: Manifest): Promise<void> {
    const at = Date.now();
    const posture = await runInSlices(derivePostureInSteps(manifest, this.#observations(), at));
    this.#redating = undefined;
    if (this.#loaded?.manifest !== manifest) return;
    this.#derived = {posture, at};
    this.derive();
  }

  /** Starts the checks once their chunk has loaded. If it cannot be loaded, no guard is checked. */
  async #startChecks(options: GuardOptions): Promise<void> {
    this.#options = options;
    if (this.#guards) {
      // At once, because the records of another manifest must not count for this one.
      this.#guards.start(this.#loaded!, options);
      return;
    }
    const rest = await loadRest().catch(() => undefined);
    if (!rest || !this.#loaded || this.#options !== options) return;
    this.#guards ??= new rest.GuardController((change) => this.#guardChanged(change));
    this.#guards.start(this.#loaded, options);
    this.derive();
  }

  #observations(): Observations {
    return this.#guards?.observations() ?? new Map();
  }

  /** Derives once for all guards that answer in the same task. */
  #guardChanged(change: GuardChange): void {
    if (change.type === 'observed') this.#pending.push(change.observation);
    this.#deriving ??= Promise.resolve().then(() => {
      const observations = this.#pending;
      this.#pending = [];
      this.#deriving = undefined;
      this.derive();
      for (const observation of observations) {
        const guards = this.#state?.posture.guards;
        const posture = guards?.find(({guard}) => guard.id === observation.guard);
        if (posture)
          this.host.dispatchEvent(new TrustObservationEvent(observation, posture.agreement));
      }
    });
  }
}

const sameNextChecks = (
  one: PostureState['nextChecks'],
  other: PostureState['nextChecks'],
): boolean => one.size === other.size && [...one].every(([id, time]) => other.get(id) === time);
