/**
 * Verifies detached signatures: a compact JWS with an unencoded payload (RFC 7515 appendix F, RFC 7797),
 * signed with Ed25519 (RFC 8037, RFC 9864).
 */

import {fromJson, toJson} from '../text/json.js';
import type {SigningKey} from './signing-keys.js';

/**
 * Returns whether one of `keys` signed exactly these bytes with the detached `jws`. Also returns
 * `false` if the signature cannot be checked: the header asks for something else, or WebCrypto or
 * Ed25519 is missing.
 */
export async function verifySignature(
  payload: Uint8Array<ArrayBuffer>,
  jws: string,
  keys: readonly SigningKey[],
): Promise<boolean> {
  try {
    const [header, detached, signature, ...rest] = jws.trim().split('.');
    if (!header || detached !== '' || !signature || rest.length) return false;
    const {alg, b64, crit, kid} = fromJson(new TextDecoder().decode(base64url(header))) as Record<
      string,
      unknown
    >;
    const supported = alg === 'Ed25519' && b64 === false && toJson(crit) === '["b64"]';
    if (!supported) return false;
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
    // A signature that cannot be checked counts as invalid.
  }
  return false;
}

function base64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
