import type * as EngineModule from './renderer.js';

/** What `renderer.ts` exports. */
export type Engine = typeof EngineModule;

let engine: Engine | undefined;
let loading: Promise<Engine> | undefined;
let tell: (loaded: Engine) => void;

/** Resolves once the engine is there, whoever has it loaded: never, where nobody does. */
export const engineLoaded = new Promise<Engine>((resolve) => {
  tell = resolve;
});

/** The engine, where it is there. What it is needed for is then done at once. */
export const engineNow = (): Engine | undefined => engine;

/**
 * Has the engine loaded, once for the page. Rejects where its file is missing, blocked or another one; it
 * is asked for again the next time, for a network may come back.
 */
export function loadEngine(): Promise<Engine> {
  loading ??= import('./renderer.js').then(
    (loaded) => {
      engine = loaded;
      tell(loaded);
      return loaded;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
