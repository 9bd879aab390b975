/**
 * Loads the chunks of the script-tag build from the entry's folder, each once, and only if its bytes are
 * those that the entry was built with. The build replaces every `import()` with `importChunk`.
 */

/** A chunk file: a function of `importChunk` and of the exports of the chunks it needs. */
interface ChunkModule {
  readonly default: (importChunk: ImportChunk, needed: readonly unknown[]) => unknown;
}
type ImportChunk = (file: string) => Promise<unknown>;

/** Each chunk's digest, and the files whose exports it needs, one of which may be the entry itself. */
declare const CHUNKS: Readonly<
  Record<string, readonly [integrity: string, needs: readonly string[]] | undefined>
>;

const TABLE = CHUNKS;

/** The entry's exports; the build fills them in. Importing the entry again would load it twice if redirected. */
export const own: Record<string, unknown> = {};

const chunks = new Map<string, Promise<unknown>>();

/**
 * How often each file failed to load. A browser may remember a failed module by its URL and never request it
 * again, so a retry adds this number as a fragment, which servers do not see.
 */
const failures = new Map<string, number>();

/** Resolves to the exports of a chunk. The next call retries a failed load. */
export function importChunk(file: string): Promise<unknown> {
  let chunk = chunks.get(file);
  if (!chunk) {
    chunk = load(file);
    chunks.set(file, chunk);
    chunk.catch(() => chunks.delete(file));
  }
  return chunk;
}

async function load(file: string): Promise<unknown> {
  const entry = TABLE[file];
  if (!entry) return own;
  const [integrity, needs] = entry;
  const [module, ...needed] = await Promise.all([
    importVerified(retryUrl(file), integrity).catch((error: unknown) => {
      failures.set(file, (failures.get(file) ?? 0) + 1);
      throw error;
    }),
    ...needs.map(importChunk),
  ]);
  return module.default(importChunk, needed);
}

const retryUrl = (file: string) =>
  new URL(failures.has(file) ? `${file}#${failures.get(file)}` : file, import.meta.url).href;

/** Preloads a file with its digest, then imports it. An import alone would run any bytes. */
async function importVerified(url: string, integrity: string): Promise<ChunkModule> {
  const scripts = [...document.scripts];
  const entry =
    scripts.find(({src}) => src === import.meta.url) ?? scripts.find(({nonce}) => nonce);
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.integrity = integrity;
  link.crossOrigin = 'anonymous';
  link.referrerPolicy = 'no-referrer';
  if (entry?.nonce) link.nonce = entry.nonce;
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${url} is not the file that this build was made with`));
    link.href = url;
    document.head.append(link);
  });
  return import(/* @vite-ignore */ url) as Promise<ChunkModule>;
}
