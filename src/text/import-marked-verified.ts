/**
 * How marked comes in the script-tag build: as a chunk of its own whose digest the entry carries. The
 * chunk is preloaded under that digest, and imported only after it has passed: an import of its own
 * would run whatever the address holds.
 */
import type * as Marked from 'marked';

declare const MARKED_FILE: string;
declare const MARKED_INTEGRITY: string;

export async function importMarked(): Promise<typeof Marked> {
  const url = new URL(MARKED_FILE, import.meta.url).href;
  const entry = [...document.scripts].find(({src}) => src === import.meta.url);
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.integrity = MARKED_INTEGRITY;
  link.crossOrigin = 'anonymous';
  link.referrerPolicy = 'no-referrer';
  if (entry?.nonce) link.nonce = entry.nonce;
  await new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${url} is not the file that this build was made with`));
    link.href = url;
    document.head.append(link);
  });
  return import(/* @vite-ignore */ url) as Promise<typeof Marked>;
}
