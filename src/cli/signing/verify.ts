import {verifySignature} from '../../manifest/signature.js';
import type {SigningKey} from '../../manifest/signing-keys.js';

/** What became of a signature. `key` is the id of the key that signed, if it has one. */
export type Verification =
  | {readonly status: 'verified'; readonly key: string | undefined}
  | {readonly status: 'refused'; readonly reason: RefusalReason; readonly message: string};

export type RefusalReason =
  | 'not-a-jws'
  | 'not-detached'
  | 'algorithm'
  | 'encoding'
  | 'unknown-key'
  | 'mismatch'
  | 'errors'
  | 'version';

/** Verifies a detached signature exactly as the element does, and says why it is refused. */
export async function verifyDetached(
  bytes: Uint8Array<ArrayBuffer>,
  jws: string,
  keys: readonly SigningKey[],
): Promise<Verification> {
  for (const key of keys)
    if (await verifySignature(bytes, jws, [key])) return {status: 'verified', key: key.kid};
  const [reason, message] = explain(jws.trim(), keys);
  return {status: 'refused', reason, message};
}

function explain(jws: string, keys: readonly SigningKey[]): [RefusalReason, string] {
  const [header = '', payload, signature, ...rest] = jws.split('.');
  const fields = fieldsOf(header);
  if (!fields || payload === undefined || !signature || rest.length)
    return ['not-a-jws', 'the signature is not a JWS in compact form, as sign writes it'];
  if (payload)
    return ['not-detached', 'the signature contains a payload of its own: it must be detached'];
  const {alg, b64, crit, kid} = fields;
  if (alg !== 'Ed25519')
    return ['algorithm', `its algorithm is ${JSON.stringify(alg)}: only "Ed25519" is accepted`];
  if (b64 !== false || JSON.stringify(crit) !== '["b64"]')
    return ['encoding', 'its header must have "b64": false and "crit": ["b64"] (RFC 7797)'];
  const candidates = keys.filter(
    (key) => key.kid === undefined || kid === undefined || key.kid === kid,
  );
  if (!candidates.length) {
    const known = keys.map((key) => key.kid).join(', ');
    return ['unknown-key', `it names the key ${JSON.stringify(kid)}, which is none of ${known}`];
  }
  const named = kid === undefined ? 'these keys' : `the key ${JSON.stringify(kid)}`;
  return [
    'mismatch',
    `it is not a signature by ${named} of exactly these bytes: the file or the signature was changed, or another key signed`,
  ];
}

function fieldsOf(header: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const fields: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
    return typeof fields === 'object' && fields ? (fields as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
