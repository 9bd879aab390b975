import {InvalidArgumentError, type Command} from 'commander';
import {fetchManifest} from '../../manifest/fetch.js';
import {parseManifest} from '../../manifest/parse.js';
import type {SigningKey} from '../../manifest/signing-keys.js';
import {compareVersions, isVersion} from '../../manifest/version.js';
import {readBytes, readText} from '../files.js';
import {createCommand, jsonOption} from '../options.js';
import {PUBLIC_FILE, readPublicKeys} from '../signing/keys.js';
import {verifyDetached, type Verification} from '../signing/verify.js';
import {isUrl} from '../source.js';
import {printable, type Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';

interface Options {
  readonly keys: string;
  readonly signature?: string;
  readonly minVersion?: string;
  readonly json?: true;
}

/** `verify`: checks the signature of a manifest as a page does that pins keys. */
export const verifyCommand = (terminal: Terminal): Command =>
  createCommand('verify', 'Verify the signature of a manifest, as a page does that pins keys.', [
    ['verify trust.json', 'a file and the signature beside it'],
    ['verify https://vendor.example/trust.json', 'what readers get'],
    ['verify trust.json --keys vendor.pem --min-version 2026.11', 'refuses an older manifest, too'],
  ])
    .argument('<manifest>', 'a file or a URL')
    .option('--keys <file>', 'the public keys, as JWKs or as PEM', PUBLIC_FILE)
    .option('--signature <file>', 'the signature (default: the manifest with .jws)')
    .option('--min-version <version>', 'the oldest version to accept', parseVersion)
    .addOption(jsonOption())
    .action(async (manifest: string, options: Options) => verify(manifest, options, terminal));

async function verify(source: string, options: Options, terminal: Terminal): Promise<void> {
  const keys = await readPublicKeys(options.keys);
  const {bytes, jws} = await readSigned(source, keys, options.signature);
  const signed = await verifyDetached(bytes, jws, keys);
  const result = signed.status === 'verified' ? accept(bytes, options, signed) : signed;
  if (result.status === 'refused') terminal.exitCode = 1;
  if (options.json) {
    terminal.print(JSON.stringify({source, ...result}, null, 2));
    return;
  }
  const name = terminal.style(printable(source), 'bold');
  terminal.print(
    result.status === 'refused'
      ? `${name}: ${terminal.style('not verified', 'red')}: ${printable(result.message)}`
      : `${name}: ${terminal.style('verified', 'green')}: signed by ${printable(result.key === undefined ? `a key of ${options.keys}` : `key ${result.key}`)}`,
  );
}

async function readSigned(
  source: string,
  keys: readonly SigningKey[],
  signature: string | undefined,
): Promise<{bytes: Uint8Array<ArrayBuffer>; jws: string}> {
  if (!isUrl(source))
    return {bytes: await readBytes(source), jws: await readText(signature ?? `${source}.jws`)};
  const fetched = await fetchManifest(source, {signingKeys: JSON.stringify(keys)});
  if (fetched.status === 'failed') throw new UsageError(fetched.error.message);
  const {bytes, jws} = fetched;
  return {
    bytes,
    jws: signature === undefined ? new TextDecoder().decode(jws) : await readText(signature),
  };
}

/** Checks what a page checks after the signature. */
function accept(bytes: Uint8Array, {minVersion}: Options, verified: Verification): Verification {
  const parsed = parseManifest(new TextDecoder().decode(bytes));
  if (parsed.status === 'refused')
    return {
      status: 'refused',
      reason: 'errors',
      message: 'it is signed, but no page shows it, because it has errors: see trust-center check',
    };
  const {version} = parsed.manifest;
  if (minVersion === undefined || compareVersions(version, minVersion) >= 0) return verified;
  return {
    status: 'refused',
    reason: 'version',
    message: `it is signed, but it is version ${version}, older than ${minVersion}`,
  };
}

function parseVersion(text: string): string {
  if (!isVersion(text)) throw new InvalidArgumentError('Write numbers separated by . or -.');
  return text;
}
