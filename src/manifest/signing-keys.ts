import {fromJson} from '../text/json.js';

/** A public key pinned by the embedder: the JWK of an Ed25519 key (RFC 8037 §2). */
export type SigningKey = JsonWebKey & {readonly kid?: string};

/**
 * Parses the `signing-keys` attribute, a JSON array of public JWKs. Returns `undefined` if it is
 * anything else, is empty, or contains a key that is not a public Ed25519 key.
 */
export function parseSigningKeys(json: string): readonly SigningKey[] | undefined {
  try {
    const keys: unknown = fromJson(json);
    const isPublicEd25519 = (key: unknown): key is SigningKey => {
      const {kty, crv, x, d} = (key ?? {}) as SigningKey;
      return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && d === undefined;
    };
    return Array.isArray(keys) && keys.length && keys.every(isPublicEd25519) ? keys : undefined;
  } catch {
    return undefined;
  }
}
