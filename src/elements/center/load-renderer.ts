import type * as EngineModule from './renderer.js';

/** What `renderer.ts` exports. */
export type Renderer = typeof EngineModule;

let renderer: Renderer | undefined;
let loading: Promise<Renderer> | undefined;
let resolveLoaded: (loaded: Renderer) => void;

/** Resolves once the engine is there, whoever has it loaded: never, where nobody does. */
export const rendererLoaded = new Promise<Renderer>((resolve) => {
  resolveLoaded = resolve;
});

/** The engine, where it is there. What it is needed for is then done at once. */
export const loadedRenderer = (): Renderer | undefined => renderer;

/**
 * Has the engine loaded, once for the page. Rejects where its file is missing, blocked or another one; it
 * is asked for again the next time, for a network may come back.
 */
export function loadRenderer(): Promise<Renderer> {
  loading ??= import('./renderer.js').then(
    (loaded) => {
      renderer = loaded;
      resolveLoaded(loaded);
      return loaded;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
