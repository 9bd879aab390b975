/**
 * Imports a file that lies beside the entry of the script-tag build, once its bytes have passed a digest
 * that the entry carries. It is preloaded under that digest, and imported only then: an import of its
 * own would run whatever the address holds.
 */
export async function importVerified<T>(file: string, integrity: string): Promise<T> {
  const url = new URL(file, import.meta.url).href;
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
  return import(/* @vite-ignore */ url) as Promise<T>;
}
