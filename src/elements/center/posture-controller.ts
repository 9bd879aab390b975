import type {Observation} from '../../guard/observation.js';
import type {Loaded} from '../../manifest/load.js';
import {derivePosture} from '../../posture/derive.js';
import {sameStates} from '../../posture/compare.js';
import type {Live} from '../contexts.js';
import {TrustObservationEvent, TrustPostureEvent} from '../events.js';
import {GuardController, type GuardSettings} from './guard-controller.js';
import {announcementOf} from '../ui/guard-status.js';
import type {Messages} from '../../i18n/messages.js';

interface Host extends HTMLElement {
  readonly messages: Messages;
  /** Takes what holds now, and what a screen reader is told where a state has changed. */
  showLive(live: Live, announcement?: string): void;
}

/** Keeps what follows from one manifest and what its guards show, and tells its center of each change. */
export class LivePosture {
  readonly #guards = new GuardController((observation) => this.#observed(observation));
  #loaded: Loaded | undefined;
  #live: Live | undefined;
  /** The reader's day when that was derived. */
  #day = '';
  /** What guards showed since the last derivation, and the next one, where it is due. */
  #heard: Observation[] = [];
  #deriving: Promise<void> | undefined;

  constructor(private readonly host: Host) {}

  /** Derives a manifest's posture, and has its guards watched under these settings. */
  start(loaded: Loaded, settings: GuardSettings): void {
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
    this.#loaded = this.#live = undefined;
    this.#heard = [];
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#guards.check();
  }

  /** Judges ages and dates anew. Where nothing has changed, nobody is told of anything. */
  derive(): void {
    if (!this.#loaded) return;
    const before = this.#live;
    const observations = this.#guards.observations();
    const {manifest} = this.#loaded;
    const posture = derivePosture(manifest, observations, Date.now(), before?.posture);
    const nextChecks = this.#guards.nextChecks();
    // A time of day is told with its day, once that is no longer today.
    const day = new Date().toDateString();
    const sameDay = day === this.#day;
    this.#day = day;
    if (before?.posture === posture && sameMoments(before.nextChecks, nextChecks) && sameDay)
      return;
    this.#live = {posture, nextChecks};
    if (before && sameStates(before.posture, posture)) {
      this.host.showLive(this.#live);
      return;
    }
    this.host.showLive(this.#live, announcementOf(posture.guards, this.host.messages));
    this.host.dispatchEvent(new TrustPostureEvent(posture));
  }

  /** Many guards may answer at once: what follows is derived once for all of them. */
  #observed(observation?: Observation): void {
    this.#heard.push(...(observation ? [observation] : []));
    this.#deriving ??= Promise.resolve().then(() => {
      const heard = this.#heard;
      this.#heard = [];
      this.#deriving = undefined;
      this.derive();
      for (const each of heard) {
        const guard = this.#live?.posture.guards.find(({guard}) => guard.id === each.guard);
        if (guard) this.host.dispatchEvent(new TrustObservationEvent(each, guard.agreement));
      }
    });
  }
}

const sameMoments = (one: Live['nextChecks'], other: Live['nextChecks']): boolean =>
  one.size === other.size && [...one].every(([id, moment]) => other.get(id) === moment);
