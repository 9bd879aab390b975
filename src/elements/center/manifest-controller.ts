import type {Moment} from '../../guard/observation.js';
import {fetchManifest, type Demands} from '../../manifest/fetch.js';
import type {Failed} from '../../manifest/load-error.js';
import type {Loaded, LoadResult} from '../../manifest/load.js';
import type {DocumentState} from '../contexts.js';
import {engineNow, loadEngine, type Engine} from './load-renderer.js';
import type {Source} from './manifest-source.js';

const inputOf = (source: Source) => (source.status === 'inline' ? source.input : undefined);

/**
 * Keeps the state of one document: what is shown, what is being fetched, and the last good one for when
 * a reload fails. That one is kept in memory alone, and only for the source and demands it was had under.
 */
export class DocumentController {
  state: DocumentState = {status: 'idle'};
  #source: Source = {status: 'none'};
  #demands: Demands = {};
  #key = '';
  #stop: AbortController | undefined;

  constructor(
    private readonly now: () => Moment,
    private readonly onChange: () => void,
    /** What is to be done before a manifest that came is shown. */
    private readonly prepare: (loaded: Loaded) => Promise<void>,
  ) {}

  /** Shows the manifest of a source under these demands; another source drops what is shown at once. */
  async load(source: Source, demands: Demands): Promise<void> {
    const place = source.status === 'remote' ? source.url : source.status;
    const key = JSON.stringify([place, demands.integrity, demands.signingKeys, demands.minVersion]);
    // Another inline document may be another vendor's: nothing of the one before may stand for it.
    const replaced = source.status === 'inline' && source.input !== inputOf(this.#source);
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
    const engine = engineNow();
    if (inline && engine) {
      this.#settle(engine.readManifest(source.input, source.base, demands));
      return;
    }
    if (this.state.status !== 'ready' && this.state.status !== 'kept')
      this.#set({status: 'loading'});
    const result = inline
      ? withEngine(({readManifest}) => readManifest(source.input, source.base, demands))
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

  #set(state: DocumentState): void {
    this.state = state;
    this.onChange();
  }
}

/** The manifest and what reads it come beside each other. */
async function load(url: string, demands: Demands, signal: AbortSignal): Promise<LoadResult> {
  const fetching = fetchManifest(url, {...demands, signal});
  return withEngine(async ({readFetched}) => {
    const fetched = await fetching;
    return fetched.status === 'failed' ? fetched : readFetched(fetched, demands);
  });
}

const withEngine = (
  read: (engine: Engine) => LoadResult | Promise<LoadResult>,
): Promise<LoadResult> => loadEngine().then(read, engineMissing);

const engineMissing = (error: unknown): Failed => ({
  status: 'failed',
  error: {
    reason: 'part-missing',
    message: `A part of this element could not be loaded: ${String(error)}`,
    problems: [],
  },
});
