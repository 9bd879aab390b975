import type {Observation} from '../../guard/observation.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {sameStates} from '../../posture/compare.js';
import {derivePosture} from '../../posture/derive.js';
import type {PostureState} from '../contexts.js';
import {TrustObservationEvent, TrustPostureEvent} from '../events.js';
import {guardAnnouncement} from '../ui/guard-status.js';
import {GuardController, type GuardChange, type GuardOptions} from './guard-controller.js';
import type {CenterHost} from './host.js';

/** Derives the posture of the shown manifest whenever a guard answers or time passes. */
export class PostureController {
  readonly #guards = new GuardController((change) => this.#guardChanged(change));
  #loaded: LoadedManifest | undefined;
  #state: PostureState | undefined;
  /** The reader's calendar day at the last derivation. */
  #day = '';
  /** Observations since the last derivation. */
  #pending: Observation[] = [];
  #deriving: Promise<void> | undefined;

  constructor(private readonly host: CenterHost) {}

  /** Derives the posture of a manifest and starts checking its guards. */
  start(loaded: LoadedManifest, options: GuardOptions): void {
    this.#loaded = loaded;
    // A center outside the page checks nothing. Its checks start when it returns.
    if (this.host.isConnected) this.#guards.start(loaded, options);
    this.derive();
  }

  /** Whether guards are being checked. */
  get running(): boolean {
    return this.#guards.running;
  }

  /** Stops all checks. Observations stay, and become stale. */
  stop(): void {
    this.#guards.stop();
  }

  /** Drops the manifest and its posture: the next one may be another vendor's. */
  clear(): void {
    this.stop();
    this.#loaded = this.#state = undefined;
    this.#pending = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#guards.check();
  }

  /** Derives the posture as of now. If nothing changed, the host is not updated and no event fires. */
  derive(): void {
    if (!this.#loaded) return;
    const before = this.#state;
    const {manifest} = this.#loaded;
    const observations = this.#guards.observations();
    const posture = derivePosture(manifest, observations, Date.now(), before?.posture);
    const nextChecks = this.#guards.nextChecks();
    // Only today's times are shown without a date, so midnight changes how times are shown.
    const day = new Date().toDateString();
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
