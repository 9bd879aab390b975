import {FlattenedSign, importJWK} from 'jose';
import type {PrivateKey} from './keys.js';

/** Signs bytes: a detached JWS in compact form, whose payload is not encoded (RFC 7515 appendix F, RFC 7797). */
export async function signDetached(bytes: Uint8Array, key: PrivateKey): Promise<string> {
  const {protected: header, signature} = await new FlattenedSign(bytes)
    .setProtectedHeader({
      alg: 'Ed25519',
      b64: false,
      crit: ['b64'],
      ...(key.kid !== undefined && {kid: key.kid}),
    })
    .sign(await importJWK(key, 'Ed25519'));
  return `${header}..${signature}`;
}
