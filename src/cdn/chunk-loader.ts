/**
 * How the parts of the script-tag build come in: beside the entry, each once, and only if its bytes are
 * those that the entry was built with. The build puts this in the place of every `import()`.
 */

/** A part as a file: a function of `importPart` and of what the parts that it needs export. */
interface ChunkModule {
  readonly default: (importChunk: ImportChunk, needed: readonly unknown[]) => unknown;
}
type ImportChunk = (file: string) => Promise<unknown>;

/** Each file's digest, and the files whose exports it needs; the entry's own name stands for the entry. */
declare const CHUNKS: Readonly<
  Record<string, readonly [integrity: string, needs: readonly string[]] | undefined>
>;

const TABLE = CHUNKS;

/** What the entry exports: the build fills it in. To import the entry would load it anew behind a redirect. */
export const own: Record<string, unknown> = {};

const chunks = new Map<string, Promise<unknown>>();

/** What a part exports. One that could not be had is asked for again the next time. */
export function importPart(file: string): Promise<unknown> {
  let part = chunks.get(file);
  if (!part) {
    part = load(file);
    chunks.set(file, part);
    part.catch(() => chunks.delete(file));
  }
  return part;
}

async function load(file: string): Promise<unknown> {
  const part = TABLE[file];
  if (!part) return own;
  const [integrity, needs] = part;
  const [module, ...needed] = await Promise.all([
    verified(new URL(file, import.meta.url).href, integrity),
    ...needs.map(importPart),
  ]);
  return module.default(importPart, needed);
}

/** Preloads a file under its digest, and imports it only then: an import alone runs whatever is there. */
async function verified(url: string, integrity: string): Promise<ChunkModule> {
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
