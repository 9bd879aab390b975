/** The manifest that a server was given, read as a page would read it. */
import {loadManifest, readManifest, type LoadResult} from '../manifest/load.js';
import {signatureUrl} from '../manifest/fetch.js';
import type {RenderOptions} from './options.js';

/** Reads the manifest of these options under their demands. Never throws: what went wrong is the result. */
export async function readGiven(options: RenderOptions, base: string): Promise<LoadResult> {
  const {src, manifest, integrity, signingKeys, minVersion} = options;
  const demands = {integrity, signingKeys, minVersion};
  if (src === undefined) return readManifest(manifest, base, demands);
  return loadManifest(base, {...demands, fetch: fetchGiven(options, base)});
}

/** A `fetch` for which there is nothing but what was given; it holds it to its digest as a browser does. */
const fetchGiven =
  ({manifest, signature}: RenderOptions, base: string): typeof fetch =>
  async (address, {integrity} = {}) => {
    const text = address === signatureUrl(base) ? signature! : (manifest as string);
    const bytes = new TextEncoder().encode(text);
    if (integrity && !(await matchesIntegrity(bytes, integrity))) throw new TypeError('integrity');
    return new Response(bytes);
  };

/** Whether bytes have one of the digests of the strongest kind that is named (W3C, Subresource Integrity). */
async function matchesIntegrity(
  bytes: Uint8Array<ArrayBuffer>,
  integrity: string,
): Promise<boolean> {
  const tokens = integrity.trim().split(/\s+/);
  const kinds = ['512', '384', '256'];
  const kind = kinds.find((kind) => tokens.some((token) => token.startsWith(`sha${kind}-`)))!;
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${kind}`, bytes));
  return tokens.includes(`sha${kind}-${btoa(String.fromCharCode(...digest))}`);
}
