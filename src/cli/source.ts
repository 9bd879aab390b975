import {fetchManifest} from '../manifest/fetch.js';
import {readBytes} from './files.js';
import {UsageError} from './usage-error.js';

/** The bytes of a manifest, and where they come from. */
export interface Source {
  /** The file or URL as the author wrote it; `stdin` for `-`. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The final URL, if it was fetched. */
  readonly url: string | undefined;
}

/** Returns whether an argument is a URL and not a file. */
export const isUrl = (source: string): boolean => /^https?:\/\//i.test(source);

/**
 * Reads a manifest from a file, a URL, or standard input for `-`.
 * @throws {UsageError} If it cannot be read.
 */
export async function readSource(source: string): Promise<Source> {
  if (isUrl(source)) {
    const fetched = await fetchManifest(source);
    if (fetched.status === 'failed') throw new UsageError(fetched.error.message);
    return {name: source, bytes: fetched.bytes, url: fetched.url};
  }
  if (source === '-') return {name: 'stdin', bytes: await readStandardInput(), url: undefined};
  return {name: source, bytes: await readBytes(source), url: undefined};
}

async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
