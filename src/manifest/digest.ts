import type {LoadedManifest} from './load.js';

/** The SHA-256 digest of a manifest's bytes, in hexadecimal, or why there is none. */
export type Digest =
  {readonly value: string} | {readonly reason: 'inline' | 'no-webcrypto' | 'no-manifest'};

/** The digest of the bytes that came. An inline manifest has none of its own; WebCrypto needs a secure context. */
export async function digestOf(loaded: LoadedManifest | undefined): Promise<Digest> {
  if (!loaded) return {reason: 'no-manifest'};
  if (loaded.inline) return {reason: 'inline'};
  const {subtle} = crypto as {readonly subtle?: SubtleCrypto};
  if (!subtle) return {reason: 'no-webcrypto'};
  const bytes = new Uint8Array(
    await subtle.digest('SHA-256', new TextEncoder().encode(loaded.text)),
  );
  return {value: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')};
}
