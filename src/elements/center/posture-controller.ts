import type {Observation} from '../../guard/observation.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {derivePosture} from '../../posture/derive.js';
import {sameStates} from '../../posture/compare.js';
import type {PostureState} from '../contexts.js';
import {TrustObservationEvent, TrustPostureEvent} from '../events.js';
import {GuardController, type GuardOptions} from './guard-controller.js';
import {guardAnnouncement} from '../ui/guard-status.js';
import type {Messages} from '../../i18n/messages.js';

interface Host extends HTMLElement {
  readonly messages: Messages;
  /** Takes what holds now, and what a screen reader is told where a state has changed. */
  setPosture(live: PostureState, announcement?: string): void;
}

/** Keeps what follows from one manifest and what its guards show, and tells its center of each change. */
export class PostureController {
  readonly #guards = new GuardController((observation) => this.#observed(observation));
  #loaded: LoadedManifest | undefined;
  #state: PostureState | undefined;
  /** The reader's day when that was derived. */
  #day = '';
  /** What guards showed since the last derivation, and the next one, where it is due. */
  #pending: Observation[] = [];
  #deriving: Promise<void> | undefined;

  constructor(private readonly host: Host) {}

  /** Derives a manifest's posture, and has its guards watched under these settings. */
  start(loaded: LoadedManifest, settings: GuardOptions): void {
    this.#loaded = loaded;
    // Away from the page nothing is asked; on return it is.
    if (this.host.isConnected) this.#guards.start(loaded, settings);
    this.derive();
  }

  /** Whether guards are being watched. */
  get watching(): boolean {
    return this.#guards.running;
  }

  /** Ends every check. What was seen is remembered, and grows old. */
  stop(): void {
    this.#guards.stop();
  }

  /** Forgets the manifest: another one may be another vendor's. */
  clear(): void {
    this.stop();
    this.#loaded = this.#state = undefined;
    this.#pending = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#guards.check();
  }

  /** Judges ages and dates anew. Where nothing has changed, nobody is told of anything. */
  derive(): void {
    if (!this.#loaded) return;
    const before = this.#state;
    const observations = this.#guards.observations();
    const {manifest} = this.#loaded;
    const posture = derivePosture(manifest, observations, Date.now(), before?.posture);
    const nextChecks = this.#guards.nextChecks();
    // A time of day is told with its day, once that is no longer today.
    const day = new Date().toDateString();
    const sameDay = day === this.#day;
    this.#day = day;
    if (before?.posture === posture && sameNextChecks(before.nextChecks, nextChecks) && sameDay)
      return;
    this.#state = {posture, nextChecks};
    if (before && sameStates(before.posture, posture)) {
      this.host.setPosture(this.#state);
      return;
    }
    this.host.setPosture(this.#state, guardAnnouncement(posture.guards, this.host.messages));
    this.host.dispatchEvent(new TrustPostureEvent(posture));
  }

  /** Many guards may answer at once: what follows is derived once for all of them. */
  #observed(observation?: Observation): void {
    this.#pending.push(...(observation ? [observation] : []));
    this.#deriving ??= Promise.resolve().then(() => {
      const heard = this.#pending;
      this.#pending = [];
      this.#deriving = undefined;
      this.derive();
      for (const each of heard) {
        const guard = this.#state?.posture.guards.find(({guard}) => guard.id === each.guard);
        if (guard) this.host.dispatchEvent(new TrustObservationEvent(each, guard.agreement));
      }
    });
  }
}

const sameNextChecks = (
  one: PostureState['nextChecks'],
  other: PostureState['nextChecks'],
): boolean => one.size === other.size && [...one].every(([id, moment]) => other.get(id) === moment);
