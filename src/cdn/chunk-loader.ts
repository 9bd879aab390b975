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

/** The scripts that have neither loaded nor failed. WebKit may otherwise discard them, and their listeners. */
const loading = new Set<HTMLScriptElement>();

/** How long a chunk may take, in milliseconds: as long as a manifest. */
const TIMEOUT = 15_000;

/** The addresses of chunks that have not arrived in time. */
const stalled = new Set<string>();

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
    importVerified(new URL(file, import.meta.url).href, integrity),
    ...needs.map(importChunk),
  ]);
  return module.default(importChunk, needed);
}

/**
 * Runs a file as a script with its digest, then imports it. An import alone would run any bytes, and so would
 * one after a `modulepreload` link: WebKit ignores the digest of that.
 */
async function importVerified(address: string, integrity: string): Promise<ChunkModule> {
  // A browser keeps each module by its URL, and a failed one too. The random fragment makes the URL new, so that
  // the module comes from this request, and not from a `Link` header or an earlier attempt.
  // A browser also joins requests for one file, even if the first has stalled; a query makes the next one new.
  const url = `${address}${stalled.has(address) ? '?' : '#'}${Math.random()}`;
  const script = createScript(
    `type="module" referrerpolicy="no-referrer" integrity="${integrity}" src="${url.replaceAll('&', '&amp;')}"`,
  );
  const scripts = [...document.scripts];
  const entry =
    scripts.find(({src}) => src === import.meta.url) ?? scripts.find(({nonce}) => nonce);
  if (entry?.nonce) script.nonce = entry.nonce;
  let timer: ReturnType<typeof setTimeout>;
  await new Promise((resolve, reject) => {
    timer = setTimeout(() => {
      stalled.add(address);
      reject(new Error(`${address} did not arrive within ${TIMEOUT / 1000} seconds`));
    }, TIMEOUT);
    script.onload = resolve;
    script.onerror = () =>
      reject(new Error(`${address} is not the file that this build was made with`));
    loading.add(script);
    document.documentElement.append(script);
    // It loads nevertheless, and `document.open` removes the listeners of what is in the document.
    script.remove();
  }).finally(() => {
    clearTimeout(timer);
    loading.delete(script);
  });
  return import(/* @vite-ignore */ url) as Promise<ChunkModule>;
}

/**
 * Creates a script from its attributes. Where Trusted Types are required, its `src` cannot be set, and in XHTML,
 * a script from a fragment does not run: so it comes from a document of its own.
 */
const createScript = (attributes: string) =>
  document.implementation
    .createHTMLDocument()
    .createRange()
    .createContextualFragment(policy.createHTML(`<script ${attributes}></script>`))
    .firstChild as HTMLScriptElement;

interface Policy {
  createHTML(html: string): string;
}

declare const trustedTypes: {createPolicy(name: string, policy: Policy): Policy};

let created: Policy | undefined;

/**
 * The only Trusted Types policy of this build; `scripts/bundle.ts` makes Lit use it too. It is created when it
 * is first used, so that a copy of the script that renders nothing creates none. Without Trusted Types, or if
 * the page does not allow the name, texts stay as they are.
 */
export const policy: Policy = {
  createHTML(html) {
    if (!created) {
      const asIs: Policy = {createHTML: (html) => html};
      try {
        created = trustedTypes.createPolicy('arqen-trust-center', asIs);
      } catch {
        created = asIs;
      }
    }
    return created.createHTML(html);
  },
};
