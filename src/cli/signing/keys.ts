import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importPKCS8,
  importSPKI,
  type JWK,
} from 'jose';
import {lstat, writeFile} from 'node:fs/promises';
import {parseSigningKeys, type SigningKey} from '../../manifest/signing-keys.js';
import {readText, reasonOf, write} from '../files.js';
import {UsageError} from '../usage-error.js';

/** A private Ed25519 key, as a JWK (RFC 8037). */
export type PrivateKey = JWK & {readonly d: string};

export const PRIVATE_FILE = 'trust-key.private.json';
export const PUBLIC_FILE = 'trust-keys.public.json';

/** Generates a key. Its id is its thumbprint (RFC 7638), so that no two keys have the same. */
export async function generateKey(): Promise<PrivateKey> {
  const {privateKey} = await generateKeyPair('Ed25519', {extractable: true});
  const jwk = await exportJWK(privateKey);
  return {...jwk, kid: await calculateJwkThumbprint(jwk)} as PrivateKey;
}

/** Returns the members of a key that anybody may know. */
export const publicPart = ({kty, crv, x, kid}: JWK): SigningKey => ({
  kty,
  crv,
  x,
  ...(kid !== undefined && {kid}),
});

/**
 * Writes a private key that only its owner may read.
 * @throws {UsageError} If the file exists, because a key that is overwritten is lost.
 */
export async function writePrivateKey(file: string, key: PrivateKey): Promise<void> {
  try {
    await writeFile(file, toJson(key), {mode: 0o600, flag: 'wx'});
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${reasonOf(error)}. Name another file with --key.`,
    );
  }
}

/**
 * Reads a private key, from a JWK or a PEM file (PKCS #8). No message contains any of its content.
 * @throws {UsageError} If it is neither.
 */
export async function readPrivateKey(file: string): Promise<PrivateKey> {
  const text = await readText(file);
  const key = await jwkFrom(text, (pem) => importPKCS8(pem, 'Ed25519', {extractable: true}));
  if (isEd25519(key) && typeof key.d === 'string') return key as PrivateKey;
  throw new UsageError(`${file} is not a private Ed25519 key, as a JWK or as PEM (PKCS #8).`);
}

/** Returns whether others on this machine may read a file. Windows has no such bits. */
export const isExposed = async (file: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await lstat(file)).mode & 0o077) !== 0;

/**
 * Reads public keys: an array of JWKs as in the `signing-keys` attribute, a JWK Set, one JWK, or PEM (SPKI).
 * @throws {UsageError} If a key is missing, private or of another kind.
 */
export async function readPublicKeys(file: string): Promise<readonly SigningKey[]> {
  const text = await readText(file);
  const parsed = await jwkFrom(text, (pem) => importSPKI(pem, 'Ed25519', {extractable: true}));
  const set = (parsed as {readonly keys?: unknown} | undefined)?.keys;
  const list: unknown[] = [parsed, set].find(Array.isArray) ?? [parsed];
  if (list.some((key) => (key as JWK | undefined)?.d !== undefined))
    throw new UsageError(`${file} contains a private key. Verifying needs only the public one.`);
  const publicKeys = parseSigningKeys(JSON.stringify(list));
  if (publicKeys) return publicKeys;
  throw new UsageError(
    `${file} does not contain public Ed25519 keys, as a JSON array of JWKs or as PEM (SPKI).`,
  );
}

/** Writes public keys in the form of the `signing-keys` attribute. */
export const writePublicKeys = (file: string, keys: readonly SigningKey[]): Promise<void> =>
  write(file, toJson(keys));

/** Returns the JSON value of a text, or the JWK of a PEM; `undefined` for anything else. */
async function jwkFrom(
  text: string,
  importPem: (pem: string) => Promise<CryptoKey>,
): Promise<JWK | undefined> {
  try {
    return text.trimStart().startsWith('-----')
      ? await exportJWK(await importPem(text))
      : (JSON.parse(text) as JWK);
  } catch {
    // The error would quote the text.
    return undefined;
  }
}

const isEd25519 = (key: JWK | undefined): key is JWK => key?.kty === 'OKP' && key.crv === 'Ed25519';

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
