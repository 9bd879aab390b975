import type {Moment} from '../../guard/observation.js';
import {fetchManifest, type VerificationOptions} from '../../manifest/fetch.js';
import type {FailedLoad} from '../../manifest/load-error.js';
import type {LoadedManifest, LoadResult} from '../../manifest/load.js';
import type {ManifestState} from '../contexts.js';
import {loadedRenderer, loadRenderer, type Renderer} from './load-renderer.js';
import type {ManifestSource} from './manifest-source.js';

const inlineInput = (source: ManifestSource) =>
  source.status === 'inline' ? source.input : undefined;

/**
 * Keeps the state of one document: what is shown, what is being fetched, and the last good one for when
 * a reload fails. That one is kept in memory alone, and only for the source and demands it was had under.
 */
export class ManifestController {
  state: ManifestState = {status: 'idle'};
  #source: ManifestSource = {status: 'none'};
  #demands: VerificationOptions = {};
  #key = '';
  #stop: AbortController | undefined;

  constructor(
    private readonly now: () => Moment,
    private readonly onChange: () => void,
    /** What is to be done before a manifest that came is shown. */
    private readonly prepare: (loaded: LoadedManifest) => Promise<void>,
  ) {}

  /** Shows the manifest of a source under these demands; another source drops what is shown at once. */
  async load(source: ManifestSource, demands: VerificationOptions): Promise<void> {
    const place = source.status === 'remote' ? source.url : source.status;
    const key = JSON.stringify([place, demands.integrity, demands.signingKeys, demands.minVersion]);
    // Another inline document may be another vendor's: nothing of the one before may stand for it.
    const replaced = source.status === 'inline' && source.input !== inlineInput(this.#source);
    if (key !== this.#key || replaced) this.#set({status: 'idle'});
    this.#key = key;
    this.#source = source;
    this.#demands = demands;
    await this.reload();
  }

  /** Asks the source again. What is shown stays until the answer is there, and after it if it is bad. */
  async reload(): Promise<void> {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    const source = this.#source;
    if (source.status === 'none') {
      this.#set({status: 'idle'});
      return;
    }
    const demands = this.#demands;
    const inline = source.status === 'inline';
    const renderer = loadedRenderer();
    if (inline && renderer) {
      this.#settle(renderer.readManifest(source.input, source.base, demands));
      return;
    }
    if (this.state.status !== 'ready' && this.state.status !== 'kept')
      this.#set({status: 'loading'});
    const result = inline
      ? withRenderer(({readManifest}) => readManifest(source.input, source.base, demands))
      : load(source.url, demands, stop.signal);
    const settled = await result;
    if (settled.status === 'loaded') await this.prepare(settled);
    // A later load took this one's place.
    if (!stop.signal.aborted) this.#settle(settled);
  }

  /** Ends what is under way. */
  stop(): void {
    this.#stop?.abort();
  }

  #settle(result: LoadResult): void {
    const {state} = this;
    if (result.status === 'loaded') {
      this.#set({status: 'ready', loaded: result, fetchedAt: this.now()});
    } else if (state.status === 'ready' || state.status === 'kept') {
      const {loaded, fetchedAt} = state;
      this.#set({status: 'kept', loaded, fetchedAt, error: result.error});
    } else {
      this.#set({status: 'failed', error: result.error});
    }
  }

  #set(state: ManifestState): void {
    this.state = state;
    this.onChange();
  }
}

/** The manifest and what reads it come beside each other. */
async function load(
  url: string,
  demands: VerificationOptions,
  signal: AbortSignal,
): Promise<LoadResult> {
  const fetching = fetchManifest(url, {...demands, signal});
  return withRenderer(async ({readFetched}) => {
    const fetched = await fetching;
    return fetched.status === 'failed' ? fetched : readFetched(fetched, demands);
  });
}

const withRenderer = (
  read: (renderer: Renderer) => LoadResult | Promise<LoadResult>,
): Promise<LoadResult> => loadRenderer().then(read, rendererMissing);

const rendererMissing = (error: unknown): FailedLoad => ({
  status: 'failed',
  error: {
    reason: 'chunk-missing',
    message: `A part of this element could not be loaded: ${String(error)}`,
    problems: [],
  },
});
