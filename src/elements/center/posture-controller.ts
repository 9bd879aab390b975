import type {Moment} from '../../guard/clock.js';
import type {Observation} from '../../guard/observation.js';
import type {LoadedManifest} from '../../manifest/load.js';
import {sameStates} from '../../posture/compare.js';
import {derivePostureInSteps, isReusable, readingOf} from '../../posture/derive.js';
import type {Observations, Posture, PostureAt} from '../../posture/posture.js';
import {runInSlices, runSlice, yieldToPage, type Steps} from '../../slices.js';
import type {PostureState} from '../contexts.js';
import {TrustObservationEvent, TrustPostureEvent} from '../events.js';
import {readingFor} from '../ui/claim-reading.js';
import {guardAnnouncement} from '../ui/guard-status.js';
import {everySecond} from '../ui/ticker.js';
import type {GuardChange, GuardController, GuardOptions} from './guard-controller.js';
import type {CenterHost} from './host.js';
import {loadRest, restLoaded} from './load-rest.js';

/** Derives the posture of the shown manifest whenever a guard answers or time passes. */
export class PostureController {
  /** Created when its chunk has loaded. */
  #guards: GuardController | undefined;
  /** The options of the running checks; `undefined` if none are running. */
  #options: GuardOptions | undefined;
  #unwatch: (() => void) | undefined;
  #starting: Promise<void> | undefined;
  #loaded: LoadedManifest | undefined;
  #state: PostureState | undefined;
  /** The manifest that the state belongs to. */
  #shown: LoadedManifest | undefined;
  /** The latest posture of the shown manifest. */
  #derived: PostureAt | undefined;
  /** The derivation in progress because a date of the manifest has passed. */
  #redating: Promise<void> | undefined;
  /** The update in progress after answers that affect more than fits into a slice. */
  #updating: Promise<void> | undefined;
  /** The reader's calendar day at the last derivation. */
  #day = '';
  /** Observations since the last derivation. */
  #pending: Observation[] = [];
  #deriving: Promise<void> | undefined;

  constructor(private readonly host: CenterHost) {}

  /** Shows a manifest that has just been loaded, with its posture before any guard was checked. */
  show(loaded: LoadedManifest, derived: PostureAt, options: GuardOptions): void {
    this.#replace(loaded, derived);
    this.start(options);
  }

  /** Starts checking the guards of the shown manifest, or applies new options. */
  start(options: GuardOptions): void {
    if (!this.#loaded) return;
    // A center outside the page checks nothing. Its checks start when it returns.
    if (this.#isOnPage) this.#starting = this.#startChecks(options);
    this.derive();
  }

  /** A document without a window is no page, such as that of a removed frame. */
  get #isOnPage(): boolean {
    return this.host.isConnected && !!this.host.ownerDocument.defaultView;
  }

  /** Whether guards are being checked. */
  get running(): boolean {
    return !!this.#options;
  }

  /** Stops all checks. Observations stay, and become stale. */
  stop(): void {
    this.#options = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#guards?.stop();
  }

  /** Drops the manifest and its posture: the next one may be another vendor's. */
  clear(): void {
    this.stop();
    this.#replace();
    this.#state = undefined;
    this.#pending = [];
  }

  /** Replaces the manifest. Derivations of the previous one that are still running are ignored. */
  #replace(loaded?: LoadedManifest, derived?: PostureAt): void {
    this.#loaded = loaded;
    this.#derived = derived;
    this.#shown = this.#redating = this.#updating = undefined;
  }

  /** Checks every guard now. */
  async check(): Promise<void> {
    await this.#starting;
    await this.#guards?.check();
  }

  /** Derives the posture as of now. If nothing changed, the host is not updated and no event fires. */
  derive(): void {
    const loaded = this.#loaded;
    const derived = this.#derived;
    if (!loaded || !derived) return;
    const {manifest, url} = loaded;
    const {posture, at} = derived;
    if (!isReusable(posture, manifest, Date.now(), readingFor(url)))
      this.#redating ??= this.#redate(loaded);
    // An update derives again when it ends.
    if (this.#updating) return;
    const observed = this.#pending;
    this.#pending = [];
    // Answers count at once. Until dates and texts are evaluated again, they are those of the last evaluation.
    const reading = readingOf(posture);
    const steps = derivePostureInSteps(manifest, this.#observations(), at, reading, posture);
    let step = runSlice(steps);
    // No manifest is shown with the posture of another one, or without the answers that it already has.
    while (!step.done && this.#shown !== loaded) step = runSlice(steps);
    if (step.done) this.#show(loaded, {posture: step.value, at}, observed);
    else this.#updating = this.#update(loaded, derived, steps, observed);
  }

  /** Derives the posture as of now. Resolves once it is shown, with all dates that have passed. */
  async settle(): Promise<void> {
    const loaded = this.#loaded;
    this.derive();
    await Promise.all([this.#updating, this.#redating]);
    // Another manifest may be shown since.
    if (this.#loaded !== loaded) await this.settle();
  }

  /** Evaluates every date and every text again. That takes as long as the first derivation, so the page works meanwhile. */
  async #redate(loaded: LoadedManifest): Promise<void> {
    const at = Date.now();
    const steps = derivePostureInSteps(
      loaded.manifest,
      this.#observations(),
      at,
      readingFor(loaded.url),
    );
    try {
      const posture = await runInSlices(steps);
      if (this.#loaded !== loaded) return;
      this.#derived = {posture, at};
    } finally {
      if (this.#loaded === loaded) this.#redating = undefined;
    }
    this.derive();
    await this.#updating;
  }

  /** Completes an update. Answers that arrive meanwhile are counted after it, so that it always ends. */
  async #update(
    loaded: LoadedManifest,
    derived: PostureAt,
    steps: Steps<Posture>,
    observed: readonly Observation[],
  ): Promise<void> {
    let posture;
    try {
      await yieldToPage();
      posture = await runInSlices(steps);
    } finally {
      if (this.#loaded === loaded) this.#updating = undefined;
    }
    if (this.#loaded !== loaded) return;
    // Unless the dates were evaluated again meanwhile: then the answers are added to that posture.
    const current = this.#derived === derived;
    if (current) this.#show(loaded, {posture, at: derived.at}, observed);
    else this.#pending.unshift(...observed);
    this.derive();
    if (!current) await this.#updating;
  }

  #show(loaded: LoadedManifest, derived: PostureAt, observed: readonly Observation[]): void {
    this.#derived = derived;
    this.#shown = loaded;
    this.#setState(derived.posture);
    for (const observation of observed) {
      const guards = this.#state?.posture.guards;
      const posture = guards?.find(({guard}) => guard.id === observation.guard);
      if (posture)
        this.host.dispatchEvent(new TrustObservationEvent(observation, posture.agreement));
    }
  }

  #setState(posture: Posture): void {
    const before = this.#state;
    const nextChecks = this.#guards?.nextChecks() ?? new Map<string, Moment>();
    // Only today's times are shown without a date, so midnight changes how times are shown.
    const day = new Date(Date.now()).toDateString();
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

  /** Starts the checks once their chunk has loaded. If it cannot be loaded now, they start when it can. */
  async #startChecks(options: GuardOptions): Promise<void> {
    this.#options = options;
    // No callback tells the elements of a frame that it has been removed.
    this.#unwatch ??= everySecond(() => {
      if (!this.#isOnPage) this.stop();
    });
    if (this.#guards) {
      // At once, because the records of another manifest must not count for this one.
      this.#guards.start(this.#loaded!, options);
      return;
    }
    const rest = await loadRest().catch(() => undefined);
    if (!rest) void restLoaded.then(() => this.#options === options && this.start(options));
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
      this.#deriving = undefined;
      this.derive();
    });
  }
}

const sameNextChecks = (
  one: PostureState['nextChecks'],
  other: PostureState['nextChecks'],
): boolean => one.size === other.size && [...one].every(([id, time]) => other.get(id) === time);
