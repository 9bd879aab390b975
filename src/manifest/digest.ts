import type {LoadedManifest} from './load.js';

/** The SHA-256 digest of a manifest's bytes, in hexadecimal, or the reason why it is not available. */
export type Digest =
  {readonly value: string} | {readonly reason: 'inline' | 'no-webcrypto' | 'no-manifest'};

/**
 * Computes the digest of the bytes as received. An inline manifest has no bytes of its own, and
 * WebCrypto is only available in secure contexts.
 */
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
