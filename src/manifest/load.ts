import {
  fetchManifest,
  parseVerificationOptions,
  type VerificationOptions,
  type FetchedManifest,
  type LoadOptions,
} from './fetch.js';
import {toFailedLoad, LoadFailure, type FailedLoad} from './load-error.js';
import {parseManifest} from './parse.js';
import type {Problem} from './problem.js';
import type {Manifest} from './schema.js';
import {verifySignature} from './signature.js';
import {compareVersions} from './version.js';

/** A manifest with its source text and origin. */
export interface LoadedManifest {
  readonly status: 'loaded';
  readonly manifest: Manifest;
  /**
   * The manifest's source text. Two manifests are identical if their texts are. Encoded as UTF-8, it
   * equals the bytes received.
   */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The final URL after same-origin redirects. Relative links resolve against it. */
  readonly url: string;
  /** Whether the manifest was part of the page and therefore shares the page's origin. */
  readonly inline: boolean;
  readonly signature: 'unsigned' | 'verified';
}

export type LoadResult = LoadedManifest | FailedLoad;

/**
 * Fetches the manifest at `url`, an absolute URL. It loads only if it satisfies every rule of the schema
 * and the embedder's verification options. Never throws or rejects; a failure is returned as a result.
 */
export async function loadManifest(url: string, options: LoadOptions = {}): Promise<LoadResult> {
  const fetched = await fetchManifest(url, options);
  return fetched.status === 'failed' ? fetched : readFetched(fetched, options);
}

/** Reads a manifest that was fetched with the same verification options. Never throws or rejects. */
export async function readFetched(
  {bytes, url, jws}: FetchedManifest,
  verification: VerificationOptions = {},
): Promise<LoadResult> {
  try {
    const keys = parseVerificationOptions(verification);
    if (keys && !(jws && (await verifySignature(bytes, decode(jws), keys)))) {
      throw new LoadFailure('signature', "The manifest's signature does not match any pinned key.");
    }
    const validated = validate(decode(bytes), verification);
    return {...validated, url, inline: false, signature: keys ? 'verified' : 'unsigned'};
  } catch (error) {
    return toFailedLoad(error);
  }
}

/**
 * Reads an inline manifest, from JSON text or a value. `url` is the page's address. Such a manifest
 * cannot be verified, so it fails if `integrity` or `signingKeys` is set. Never throws.
 */
export function readManifest(
  input: unknown,
  url: string,
  verification: VerificationOptions = {},
): LoadResult {
  try {
    parseVerificationOptions(verification);
    if (verification.integrity !== undefined || verification.signingKeys !== undefined) {
      const reason = verification.integrity === undefined ? 'signature' : 'integrity';
      throw new LoadFailure(reason, 'An inline manifest cannot be verified: use "src" instead.');
    }
    return {...validate(input, verification), url, inline: true, signature: 'unsigned'};
  } catch (error) {
    return toFailedLoad(error);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    // Keep the byte order mark, so that encoding the text yields the same bytes.
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new LoadFailure('not-utf8', 'The file is not UTF-8 text.');
  }
}

function validate(input: unknown, {minVersion}: VerificationOptions) {
  const parsed = parseManifest(input);
  if (parsed.status === 'refused') {
    throw new LoadFailure(
      'refused',
      'The manifest has errors and cannot be shown.',
      parsed.problems,
    );
  }
  const {manifest, problems} = parsed;
  if (minVersion !== undefined && compareVersions(manifest.version, minVersion) < 0) {
    throw new LoadFailure(
      'version',
      `The manifest is version ${manifest.version}; this page requires ${minVersion} or later.`,
    );
  }
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return {status: 'loaded', manifest, problems, text} as const;
}
