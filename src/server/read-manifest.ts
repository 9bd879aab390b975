import {signatureUrl} from '../manifest/fetch.js';
import {
  loadManifest,
  readManifest as readInlineManifest,
  type LoadResult,
} from '../manifest/load.js';
import type {RenderOptions} from './options.js';

/** Reads the manifest passed to the server exactly as a page would. Never throws: errors are results. */
export async function readManifest(options: RenderOptions, base: string): Promise<LoadResult> {
  const {src, manifest, integrity, signingKeys, minVersion} = options;
  const verification = {integrity, signingKeys, minVersion};
  if (src === undefined) return readInlineManifest(manifest, base, verification);
  return loadManifest(base, {...verification, fetch: fetchPassedTexts(options, base)});
}

/** Creates a `fetch` that serves only the given texts, and checks `integrity` as a browser does. */
const fetchPassedTexts =
  ({manifest, signature}: RenderOptions, base: string): typeof fetch =>
  async (address, {integrity} = {}) => {
    const text = address === signatureUrl(base) ? signature! : (manifest as string);
    const bytes = new TextEncoder().encode(text);
    if (integrity && !(await matchesIntegrity(bytes, integrity))) throw new TypeError('integrity');
    return new Response(bytes);
  };

/** Returns whether the bytes match a digest of the strongest algorithm listed (W3C SRI). */
async function matchesIntegrity(
  bytes: Uint8Array<ArrayBuffer>,
  integrity: string,
): Promise<boolean> {
  const tokens = integrity.trim().split(/\s+/);
  const sizes = ['512', '384', '256'];
  const size = sizes.find((size) => tokens.some((token) => token.startsWith(`sha${size}-`)))!;
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${size}`, bytes));
  return tokens.includes(`sha${size}-${btoa(String.fromCharCode(...digest))}`);
}
