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

/** A manifest, and where and how it was had. */
export interface LoadedManifest {
  readonly status: 'loaded';
  readonly manifest: Manifest;
  /** The manifest's own text: two documents are the same where their texts are. As UTF-8 it is the bytes that came. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The final address, after redirects within its origin: the base of its relative links. */
  readonly url: string;
  /** Whether it came with the page, whose origin is then its own. */
  readonly inline: boolean;
  readonly signature: 'unsigned' | 'verified';
}

export type LoadResult = LoadedManifest | FailedLoad;

/**
 * Fetches the manifest at `url`, an absolute URL, and lets it through only where it meets every rule
 * of the schema and everything that the embedder demands. Never throws or rejects: what went wrong is
 * the result.
 */
export async function loadManifest(url: string, options: LoadOptions = {}): Promise<LoadResult> {
  const fetched = await fetchManifest(url, options);
  return fetched.status === 'failed' ? fetched : readFetched(fetched, options);
}

/** The same for one that was fetched already, under the same demands. */
export async function readFetched(
  {bytes, url, jws}: FetchedManifest,
  demands: VerificationOptions = {},
): Promise<LoadResult> {
  try {
    const keys = parseVerificationOptions(demands);
    if (keys && !(jws && (await verifySignature(bytes, decode(jws), keys)))) {
      throw new LoadFailure('signature', 'No pinned key made the signature beside this manifest.');
    }
    const accepted = validate(decode(bytes), demands);
    return {...accepted, url, inline: false, signature: keys ? 'verified' : 'unsigned'};
  } catch (error) {
    return toFailedLoad(error);
  }
}

/** The same for a manifest that is given inline. It came with the page: nothing can vouch for it. */
export function readManifest(
  input: unknown,
  url: string,
  demands: VerificationOptions = {},
): LoadResult {
  try {
    parseVerificationOptions(demands);
    if (demands.integrity !== undefined || demands.signingKeys !== undefined) {
      const reason = demands.integrity === undefined ? 'signature' : 'integrity';
      throw new LoadFailure(
        reason,
        `An inline manifest cannot be checked: give it by "src", or drop the demand.`,
      );
    }
    return {...validate(input, demands), url, inline: true, signature: 'unsigned'};
  } catch (error) {
    return toFailedLoad(error);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    // With its byte order mark, so that the text encodes to these very bytes again.
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new LoadFailure('not-utf8', 'The document is not UTF-8 text.');
  }
}

function validate(input: unknown, {minVersion}: VerificationOptions) {
  const parsed = parseManifest(input);
  if (parsed.status === 'refused') {
    throw new LoadFailure(
      'refused',
      'The manifest breaks rules that it must keep to be shown.',
      parsed.problems,
    );
  }
  const {manifest, problems} = parsed;
  if (minVersion !== undefined && compareVersions(manifest.version, minVersion) < 0) {
    throw new LoadFailure(
      'version',
      `The manifest is version ${manifest.version}; this page asks for ${minVersion} or later.`,
    );
  }
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return {status: 'loaded', manifest, problems, text} as const;
}
