/** A public key that the embedder pins: a JWK of an Ed25519 key (RFC 8037 §2). */
export type SigningKey = JsonWebKey & {readonly kid?: string};

/**
 * Reads the `signing-keys` attribute, a JSON array of public JWKs.
 * Nothing where it is not one, is empty, or holds anything but Ed25519 keys.
 */
export function parseSigningKeys(json: string): readonly SigningKey[] | undefined {
  try {
    const keys: unknown = JSON.parse(json);
    const fit = (key: unknown): key is SigningKey => {
      const {kty, crv, x, d} = (key ?? {}) as SigningKey;
      return kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string' && d === undefined;
    };
    return Array.isArray(keys) && keys.length && keys.every(fit) ? keys : undefined;
  } catch {
    return undefined;
  }
}
