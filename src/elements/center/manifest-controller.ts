import type {ReactiveController} from 'lit';
import {platform} from '../../guard/environment.js';
import {fetchManifest, type VerificationOptions} from '../../manifest/fetch.js';
import type {FailedLoad} from '../../manifest/load-error.js';
import type {LoadedManifest, LoadResult} from '../../manifest/load.js';
import {shownManifest, type ManifestState} from '../contexts.js';
import {TrustErrorEvent, TrustLoadEvent} from '../events.js';
import type {HydrationController} from '../hydration/hydration-controller.js';
import type {CenterHost} from './host.js';
import {loadedRenderer, loadRenderer, type Renderer} from './load-renderer.js';
import {manifestSource, type ManifestSource} from './manifest-source.js';
import {verificationOptions} from './options.js';

/** Callbacks for changes of the shown manifest. */
export interface ManifestListener {
  /**
   * Called when another manifest is shown, or the same one was loaded again.
   * @param first Whether no posture was shown before.
   */
  readonly shown: (first: boolean) => void;
  /** Called when no manifest is shown any more. */
  readonly cleared: () => void;
}

/**
 * Loads the center's manifest and keeps `manifestState`. If a reload fails, the last good manifest stays,
 * in memory only, and only while `src` and the verification options are unchanged.
 */
export class ManifestController implements ReactiveController {
  #source: ManifestSource = {status: 'none'};
  /** The address and the verification options of the last load, as JSON. */
  #key = '';
  #abort: AbortController | undefined;

  constructor(
    private readonly host: CenterHost,
    private readonly hydration: HydrationController,
    private readonly listener: ManifestListener,
  ) {
    host.addController(this);
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

  /** Loads the manifest. A new source or new verification options drop the shown manifest at once. */
  async load(): Promise<void> {
    const {host, hydration} = this;
    const source = manifestSource(host);
    const options = verificationOptions(host);
    const place = source.status === 'remote' ? source.url : source.status;
    const key = JSON.stringify([place, options.integrity, options.signingKeys, options.minVersion]);
    // A different inline manifest may be another vendor's, so nothing of the previous one may remain.
    const replaced = source.status === 'inline' && source.input !== inlineInput(this.#source);
    if (key !== this.#key || replaced) this.#setState({status: 'idle'});
    this.#key = key;
    this.#source = source;
    const loading = this.#read(source, options);
    // Creating formatters is slow, so do it while the manifest loads.
    if (host.manifestState.status === 'loading') setTimeout(() => host.messages.prepare());
    await loading;
    if (host.manifestState.status === 'idle' && hydration.pending) {
      // The server rendered a manifest that the page no longer has.
      hydration.settle(false);
      host.requestUpdate();
    }
  }

  /** Handles children that the parser appends after the tag: an inline manifest, or sections. */
  readonly childrenChanged = (): void => {
    const {host} = this;
    if (host.hasUpdated && host.manifestState.status === 'idle') void this.load();
    host.requestUpdate();
  };

  async #read(source: ManifestSource, options: VerificationOptions): Promise<void> {
    this.#abort?.abort();
    const {signal} = (this.#abort = new AbortController());
    if (source.status === 'none') {
      this.#setState({status: 'idle'});
      return;
    }
    const inline = source.status === 'inline';
    const renderer = loadedRenderer();
    if (inline && renderer) {
      this.#settle(renderer.readManifest(source.input, source.base, options));
      return;
    }
    if (!shownManifest(this.host.manifestState)) this.#setState({status: 'loading'});
    const result = await (inline
      ? withRenderer(({readManifest}) => readManifest(source.input, source.base, options))
      : load(source.url, options, signal));
    if (result.status === 'loaded') await this.hydration.prepare(result);
    // An aborted load is obsolete: a later one has started, or the element has left the page.
    if (!signal.aborted) this.#settle(result);
  }

  #settle(result: LoadResult): void {
    const shown = shownManifest(this.host.manifestState);
    if (result.status === 'loaded') {
      this.#setState({status: 'ready', loaded: result, fetchedAt: platform.clock.now()});
    } else if (shown) {
      const {loaded, fetchedAt} = shown;
      this.#setState({status: 'kept', loaded, fetchedAt, error: result.error});
    } else {
      this.#setState({status: 'failed', error: result.error});
    }
  }

  #setState(state: ManifestState): void {
    const {host} = this;
    const before = host.manifestState;
    if (state.status !== 'loading' && state.status !== before.status)
      this.hydration.settle(state.status === 'ready');
    host.manifestState = state;
    if ('error' in state) host.dispatchEvent(new TrustErrorEvent(state.error));
    if (state.status === 'kept') return;
    if (state.status !== 'ready') this.listener.cleared();
    else if (before.status !== 'ready' || before.loaded !== state.loaded) this.#show(state);
  }

  #show(state: ManifestState & {status: 'ready'}): void {
    const {host} = this;
    const {manifest, url} = state.loaded;
    const first = !host.postureState;
    host.dispatchEvent(new TrustLoadEvent(manifest, url));
    // A listener may have loaded another manifest.
    if (host.manifestState !== state) return;
    this.listener.shown(first);
    void loadedRenderer()
      ?.markdownReady(manifest)
      ?.then(() => this.#renderAgain(state.loaded));
  }

  /** Replaces the state with an equal object, so that the sections render again, now with markdown. */
  #renderAgain(loaded: LoadedManifest): void {
    const {host} = this;
    if (shownManifest(host.manifestState)?.loaded === loaded)
      host.manifestState = {...host.manifestState};
  }
}

const inlineInput = (source: ManifestSource) =>
  source.status === 'inline' ? source.input : undefined;

/** Fetches the manifest and the renderer chunk, which reads it, in parallel. */
async function load(
  url: string,
  options: VerificationOptions,
  signal: AbortSignal,
): Promise<LoadResult> {
  const fetching = fetchManifest(url, {...options, signal});
  return withRenderer(async ({readFetched}) => {
    const fetched = await fetching;
    return fetched.status === 'failed' ? fetched : readFetched(fetched, options);
  });
}

const withRenderer = (
  read: (renderer: Renderer) => LoadResult | Promise<LoadResult>,
): Promise<LoadResult> => loadRenderer().then(read, rendererFailed);

const rendererFailed = (error: unknown): FailedLoad => ({
  status: 'failed',
  error: {
    reason: 'chunk-missing',
    message: `A file of this element could not be loaded: ${String(error)}`,
    problems: [],
  },
});
