import {setRepair} from '../ui/foreign-changes.js';
import type * as RestModule from './rest.js';

/** The exports of the chunk: see `rest.ts`. */
export type Rest = typeof RestModule;

let loading: Promise<Rest> | undefined;
let loaded: Rest | undefined;
let resolveLoaded: (rest: Rest) => void;

/** Resolves when the chunk has loaded for any center. Never resolves if no center requests it. */
export const restLoaded = new Promise<Rest>((resolve) => {
  resolveLoaded = resolve;
});

/**
 * Loads the chunk of everything that follows the first text, once per page. Rejects if its file is missing,
 * blocked or has other bytes. A later call tries again, because the network may have recovered.
 */
export function loadRest(): Promise<Rest> {
  loading ??= import('./rest.js').then(
    (rest) => {
      loaded = rest;
      setRepair(rest.repair);
      resolveLoaded(rest);
      return rest;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** Returns the chunk if it has loaded. */
export const loadedRest = (): Rest | undefined => loaded;

/** Starts to load the chunk before it is needed. A failure shows when it is. */
export const requestRest = (): void => void loadRest().catch(() => undefined);
