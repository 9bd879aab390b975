import type * as RendererModule from './renderer.js';

/** The exports of the renderer chunk. */
export type Renderer = typeof RendererModule;

let renderer: Renderer | undefined;
let loading: Promise<Renderer> | undefined;
let resolveLoaded: (loaded: Renderer) => void;

/** Resolves when the renderer has loaded for any center. Never resolves if no center requests it. */
export const rendererLoaded = new Promise<Renderer>((resolve) => {
  resolveLoaded = resolve;
});

/** Returns the renderer if it has loaded. An inline manifest is then read synchronously. */
export const loadedRenderer = (): Renderer | undefined => renderer;

/**
 * Loads the renderer, once per page. Rejects if its file is missing, blocked or has other bytes. A later
 * call tries again, because the network may have recovered.
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
