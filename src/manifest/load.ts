import {runInSlices} from '../slices.js';
import {
  fetchManifest,
  parseVerificationOptions,
  type VerificationOptions,
  type FetchedManifest,
  type LoadOptions,
} from './fetch.js';
import {chunkMissing, toFailedLoad, LoadFailure, type FailedLoad} from './load-error.js';
import type {Refusal} from './parse-result.js';
import {parseText, type SlowPath} from './parse-text.js';
import type {Problem} from './problem.js';
import {readText} from './read-json.js';
import type {Manifest} from './schema.js';
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
  /** The number of problems that were counted but not described; absent if there are none. */
  readonly omitted?: number;
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
  return fetched.status === 'failed' ? fetched : readFetched(fetched, options, options.signal);
}

/**
 * Reads a manifest that was fetched with the same verification options, and lets the page work meanwhile.
 * Never throws or rejects.
 */
export async function readFetched(
  {bytes, url, jws}: FetchedManifest,
  verification: VerificationOptions = {},
  signal?: AbortSignal,
): Promise<LoadResult> {
  try {
    const keys = parseVerificationOptions(verification);
    if (keys) {
      const {verifySignature} = await chunk(import('./signature.js'));
      if (!(jws && (await verifySignature(bytes, decode(jws), keys))))
        throw new LoadFailure(
          'signature',
          "The manifest's signature does not match any pinned key.",
        );
    }
    const validated = await validate(decode(bytes), verification, signal);
    return {...validated, url, inline: false, signature: keys ? 'verified' : 'unsigned'};
  } catch (error) {
    return toFailedLoad(error, signal);
  }
}

/**
 * Reads an inline manifest, from JSON text or a value, and lets the page work meanwhile. `url` is the
 * page's address. Such a manifest cannot be verified, so it fails if `integrity` or `signingKeys` is set.
 * Never throws or rejects.
 */
export async function readManifest(
  input: unknown,
  url: string,
  verification: VerificationOptions = {},
  signal?: AbortSignal,
): Promise<LoadResult> {
  try {
    parseVerificationOptions(verification);
    if (verification.integrity !== undefined || verification.signingKeys !== undefined) {
      const reason = verification.integrity === undefined ? 'signature' : 'integrity';
      throw new LoadFailure(reason, 'An inline manifest cannot be verified: use "src" instead.');
    }
    const validated = await validate(input, verification, signal);
    return {...validated, url, inline: true, signature: 'unsigned'};
  } catch (error) {
    return toFailedLoad(error, signal);
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

async function validate(
  input: unknown,
  {minVersion}: VerificationOptions,
  signal: AbortSignal | undefined,
) {
  const read = await runInSlices(readText(input), signal);
  if (read.status === 'refused') throw failure(read);
  const parsed = await runInSlices(parseText(read, loadSlowPath), signal);
  if (parsed.status === 'refused') throw failure(parsed);
  const {manifest, problems, omitted} = parsed;
  if (minVersion !== undefined && compareVersions(manifest.version, minVersion) < 0) {
    throw new LoadFailure(
      'version',
      `The manifest is version ${manifest.version}; this page requires ${minVersion} or later.`,
    );
  }
  return {
    status: 'loaded',
    manifest,
    problems,
    ...(omitted && {omitted}),
    text: read.text,
  } as const;
}

const failure = ({problems, omitted}: Refusal) =>
  new LoadFailure('refused', 'The manifest has errors and cannot be shown.', problems, omitted);

function* loadSlowPath(): Generator<Promise<void>, SlowPath, void> {
  let slowPath: SlowPath;
  yield chunk(import('./find-problems.js')).then((loaded) => void (slowPath = loaded));
  return slowPath!;
}

/** Waits for a chunk that few manifests need. */
const chunk = <T>(loading: Promise<T>): Promise<T> =>
  loading.catch((error: unknown) => {
    throw chunkMissing(error);
  });
