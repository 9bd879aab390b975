/**
 * Detached signatures: a JWS in compact form with an unencoded payload (RFC 7515 appendix F, RFC 7797),
 * made with Ed25519 (RFC 8037, RFC 9864).
 */

import type {SigningKey} from './signing-keys.js';

/**
 * Whether one of `keys` made the detached `jws` over exactly these bytes. False for everything that
 * cannot be checked, too: a header that asks for anything else, no WebCrypto, no Ed25519.
 */
export async function verifySignature(
  payload: Uint8Array<ArrayBuffer>,
  jws: string,
  keys: readonly SigningKey[],
): Promise<boolean> {
  try {
    const [header, detached, signature, ...rest] = jws.trim().split('.');
    if (!header || detached !== '' || !signature || rest.length) return false;
    const {alg, b64, crit, kid} = JSON.parse(new TextDecoder().decode(base64url(header))) as Record<
      string,
      unknown
    >;
    const understood = alg === 'Ed25519' && b64 === false && JSON.stringify(crit) === '["b64"]';
    if (!understood) return false;
    const signed = await new Blob([header, '.', payload]).arrayBuffer();
    for (const key of keys) {
      if (kid !== undefined && key.kid !== undefined && kid !== key.kid) continue;
      const {kty, crv, x} = key;
      const imported = await crypto.subtle.importKey('jwk', {kty, crv, x}, 'Ed25519', false, [
        'verify',
      ]);
      if (await crypto.subtle.verify('Ed25519', imported, base64url(signature), signed))
        return true;
    }
  } catch {
    // What cannot be checked is not verified.
  }
  return false;
}

function base64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
