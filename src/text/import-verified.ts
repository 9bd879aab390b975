/** Each file's module, or why it was refused: a page that loads again asks no second time. */
const modules = new Map<string, Promise<unknown>>();

/**
 * Imports a file that lies beside the entry of the script-tag build, once its bytes have passed a digest
 * that the entry carries. It is preloaded under that digest, and imported only then: an import of its
 * own would run whatever the address holds.
 */
export function importVerified<T>(file: string, integrity: string): Promise<T> {
  const url = new URL(file, import.meta.url).href;
  const module = modules.get(url) ?? verified(url, integrity);
  modules.set(url, module);
  return module as Promise<T>;
}

async function verified(url: string, integrity: string): Promise<unknown> {
  const entry = [...document.scripts].find(({src}) => src === import.meta.url);
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
  return import(/* @vite-ignore */ url) as Promise<unknown>;
}
