import type {ReactiveController} from 'lit';
import {platform} from '../../guard/environment.js';
import type {VerificationOptions} from '../../manifest/fetch.js';
import {mayPass, toFailedLoad, type FailedLoad} from '../../manifest/load-error.js';
import {
  readFetched,
  readManifest,
  type LoadedManifest,
  type LoadResult,
} from '../../manifest/load.js';
import {derivePostureInSteps} from '../../posture/derive.js';
import type {PostureAt} from '../../posture/posture.js';
import {runInSlices, yieldToPage} from '../../slices.js';
import {shownManifest, type ManifestState} from '../contexts.js';
import {TrustErrorEvent, TrustLoadEvent} from '../events.js';
import type {HydrationController} from '../hydration/hydration-controller.js';
import {loadClaimChecks, loadChecksFor, loadIssuerCheck, readingFor} from '../ui/claim-reading.js';
import {loadMarkdownFor} from '../ui/markdown.js';
import {dropRequest, requestKey, requestManifest} from './early-requests.js';
import type {CenterHost} from './host.js';
import {requestRest} from './load-rest.js';
import {manifestSource, type ManifestSource} from './manifest-source.js';
import {verificationOptions} from './options.js';
import {Retry} from './retry.js';
import {beginsWithSummary, showsSummary} from './template.js';
import {warmUp} from './warm-up.js';

/** How long to wait for what checks the claims, in milliseconds. */
const PATIENCE = 8_000;

/** Callbacks for changes of the shown manifest. */
export interface ManifestListener {
  /**
   * Called when another manifest is shown, or the same one was loaded again.
   * @param derived The posture of the manifest before any guard was checked.
   */
  readonly shown: (derived: PostureAt) => void;
  /** Called when no manifest is shown any more. */
  readonly cleared: () => void;
}

/**
 * Loads the center's manifest and keeps `manifestState`. If a reload fails, the last good manifest stays,
 * in memory only, and only while `src` and the verification options are unchanged. A manifest is shown only
 * after it was validated and all its claims were checked.
 */
export class ManifestController implements ReactiveController {
  #source: ManifestSource = {status: 'none'};
  /** Identifies the last load. */
  #key = '';
  #abort: AbortController | undefined;
  /**
   * Whether a different inline manifest is being read. It may be another vendor's, so nothing of the shown one
   * may remain. The shown one stays until then, because reading takes a moment only.
   */
  #replacing = false;
  #reading: Promise<void> | undefined;
  /** Whether a manifest was shown before, also in part: its guards may have answered. */
  #hasShown = false;
  readonly #retry: Retry;
  readonly #missing: Retry;

  constructor(
    private readonly host: CenterHost,
    private readonly hydration: HydrationController,
    private readonly listener: ManifestListener,
  ) {
    host.addController(this);
    this.#retry = new Retry(host, () => this.load());
    this.#missing = new Retry(host, () => this.#loadMissing());
  }

  /** Resolves when an inline manifest has been read; `undefined` if none is being read. */
  get reading(): Promise<void> | undefined {
    return this.#source.status === 'inline' ? this.#reading : undefined;
  }

  hostConnected(): void {
    document.addEventListener('DOMContentLoaded', this.childrenChanged);
    // Load again when the element returns to the page. The first time, the first update loads the manifest.
    if (this.host.hasUpdated) void this.load();
  }

  hostDisconnected(): void {
    document.removeEventListener('DOMContentLoaded', this.childrenChanged);
    this.#abort?.abort();
  }

  /** Loads the manifest. A new address or new verification options drop the shown manifest at once. */
  async load(): Promise<void> {
    const {host, hydration} = this;
    const source = manifestSource(host);
    const options = verificationOptions(host);
    const place = source.status === 'remote' ? source.url : source.status;
    const key = requestKey(place, options);
    this.#retry.stop();
    if (key !== this.#key) {
      this.#retry.reset();
      this.#setState({status: 'idle'});
    } else if (source.status === 'inline')
      this.#replacing ||= source.input !== inlineInput(this.#source);
    this.#key = key;
    this.#source = source;
    await (this.#reading = this.#read(source, options));
    if (host.manifestState.status === 'idle' && hydration.pending) {
      // The server rendered a manifest that the page no longer has.
      hydration.settle(false);
      host.requestUpdate();
    }
  }

  /** The page's children may contain a manifest, a fallback or sections. */
  readonly childrenChanged = (): void => {
    const {host} = this;
    if (host.hasUpdated && host.manifestState.status === 'idle') void this.load();
    host.requestUpdate();
  };

  async #read(source: ManifestSource, options: VerificationOptions): Promise<void> {
    this.#abort?.abort();
    const {signal} = (this.#abort = new AbortController());
    if (source.status !== 'remote') dropRequest(this.host);
    if (source.status === 'none') {
      this.#setState({status: 'idle'});
      return;
    }
    // During another attempt, the error stays, and so does its focused button.
    if (this.host.manifestState.status === 'idle') this.#setState({status: 'loading'});
    try {
      const result = await (source.status === 'inline'
        ? readInline(source, options, signal)
        : loadManifest(this.host, source.url, options, signal));
      // An aborted load is obsolete: a later one has started, or the element has left the page.
      if (signal.aborted) return;
      if (result.status === 'failed') {
        this.#fail(result);
        return;
      }
      const derived = await this.#derive(result, signal);
      if (derived) this.#show(result, derived);
    } catch (error) {
      if (!signal.aborted) this.#fail(toFailedLoad(error));
    }
  }

  /** Resolves to the posture of a manifest, or to `undefined` if the load is aborted meanwhile. */
  async #derive(loaded: LoadedManifest, signal: AbortSignal): Promise<PostureAt | undefined> {
    const checks = loadChecksFor(loaded.manifest);
    let settled = false as boolean;
    void checks.then(() => (settled = true));
    // Reading, deriving and rendering are tasks of their own.
    await yieldToPage();
    if (!settled && this.#mayPreview()) await Promise.race([checks, this.#preview(loaded, signal)]);
    // A server that never answers must not hide the manifest, which then is said to be unchecked.
    await Promise.race([
      checks,
      new Promise((resolve) => {
        setTimeout(resolve, PATIENCE);
      }),
    ]);
    await this.hydration.prepare(loaded);
    const derived = await derive(loaded, signal);
    await yieldToPage();
    return signal.aborted ? undefined : derived;
  }

  /**
   * Whether the summary's sentence may be shown before the wording is checked. It must be the first text of the
   * center, and no answer of a guard may be known that it would leave out.
   */
  #mayPreview(): boolean {
    const {host, hydration} = this;
    return !this.#hasShown && !hydration.pending && beginsWithSummary(host);
  }

  /** Shows what the manifest says apart from its texts, if that is not shown already. */
  async #preview(loaded: LoadedManifest, signal: AbortSignal): Promise<void> {
    // Otherwise an attestation would appear only later.
    await loadIssuerCheck(loaded.manifest);
    const {posture} = await derive(loaded, signal);
    await yieldToPage();
    if (signal.aborted || this.host.manifestState.status !== 'loading') return;
    this.#hasShown = true;
    const preview = {loaded, fetchedAt: platform.clock.now(), posture};
    this.#setState({status: 'loading', preview});
  }

  #fail({error}: FailedLoad): void {
    const shown = this.#replacing ? undefined : shownManifest(this.host.manifestState);
    this.#replacing = false;
    this.#setState(shown ? {...shown, status: 'kept', error} : {status: 'failed', error});
    if (mayPass(error)) this.#retry.failed(error.retryAfter);
    this.host.dispatchEvent(new TrustErrorEvent(error));
  }

  #show(loaded: LoadedManifest, derived: PostureAt): void {
    const {host} = this;
    if (this.#replacing) this.listener.cleared();
    this.#replacing = false;
    this.#hasShown = true;
    this.#retry.reset();
    const state = {status: 'ready', loaded, fetchedAt: platform.clock.now()} as const;
    this.#setState(state);
    host.dispatchEvent(new TrustLoadEvent(loaded.manifest, loaded.url));
    // A listener may have loaded another manifest.
    if (host.manifestState !== state) return;
    this.listener.shown(derived);
    this.#loadMissing();
  }

  /** Loads the markdown lexer if a text needs it, and what checks the claims if that has failed before. */
  #loadMissing(): void {
    const loaded = shownManifest(this.host.manifestState)?.loaded;
    if (!loaded) return;
    const {manifest, url} = loaded;
    const before = readingFor(url);
    void Promise.all([loadMarkdownFor(manifest), loadChecksFor(manifest)]).then((ready) => {
      // An update checks the texts again, and then shows them formatted.
      if (readingFor(url) !== before) this.host.requestUpdate();
      if (ready.includes(false)) this.#missing.failed();
    });
  }

  #setState(state: ManifestState): void {
    const {host} = this;
    if (state.status !== 'loading' && state.status !== host.manifestState.status)
      this.hydration.settle(state.status === 'ready');
    host.manifestState = state;
    if (!shownManifest(state)) this.listener.cleared();
  }
}

/** Derives the posture of a manifest before any guard was checked. */
async function derive({manifest, url}: LoadedManifest, signal: AbortSignal): Promise<PostureAt> {
  const at = Date.now();
  const steps = derivePostureInSteps(manifest, new Map(), at, readingFor(url));
  return {posture: await runInSlices(steps, signal), at};
}

const inlineInput = (source: ManifestSource) =>
  source.status === 'inline' ? source.input : undefined;

function readInline(
  {input, base}: ManifestSource & {status: 'inline'},
  options: VerificationOptions,
  signal: AbortSignal,
): Promise<LoadResult> {
  requestRest();
  return readManifest(input, base, options, signal);
}

/** Fetches a manifest, or picks up the request that was made for this element ahead of time, and reads it. */
async function loadManifest(
  host: CenterHost,
  url: string,
  options: VerificationOptions,
  signal: AbortSignal,
): Promise<LoadResult> {
  const arrived = new AbortController();
  void warmUp(arrived.signal);
  // Without a summary, the first text is in that chunk.
  if (!showsSummary(host)) requestRest();
  const fetched = await requestManifest(host, url, options, signal);
  arrived.abort();
  // Not before, because these would share the network with what the first text needs. Most manifests are in the
  // language of their page. Another lexicon is loaded once the manifest has been read.
  if (fetched.status !== 'failed')
    void loadClaimChecks(document.documentElement.lang.split('-')[0] || 'en');
  requestRest();
  return fetched.status === 'failed' ? fetched : readFetched(fetched, options, signal);
}
