import {LIMITS} from './limits.js';
import {parseUrl} from '../text/links.js';
import {toFailedLoad, LoadFailure, type FailedLoad, type LoadReason} from './load-error.js';
import {readBody} from './read-body.js';
import {parseSigningKeys, type SigningKey} from './signing-keys.js';
import {isVersion} from './version.js';

/** How long a manifest may take, headers and body together, in milliseconds. */
const TIMEOUT = 15_000;

/** A detached JWS over one manifest is a few hundred bytes. */
const SIGNATURE_BYTES = 16 * 1024;

const INTEGRITY = /^sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)$/;

/**
 * What the embedder demands of a manifest before any of it is shown. A member that is `undefined`
 * demands nothing; one that is set and empty, or cannot be read, can be met by no manifest.
 */
export interface VerificationOptions {
  /** Subresource Integrity metadata: digests of the bytes, separated by spaces. */
  readonly integrity?: string | undefined;
  /** A JSON array of public Ed25519 JWKs, one of which must have signed it. */
  readonly signingKeys?: string | undefined;
  /** The lowest `version` that is accepted, against a replay of an old manifest. */
  readonly minVersion?: string | undefined;
}

export interface LoadOptions extends VerificationOptions {
  readonly fetch?: typeof fetch;
  /** Ends the load early, as when the element goes away. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for everything. */
  readonly timeout?: number;
}

/** What came, before anything of it is read. */
export interface FetchedManifest {
  readonly status: 'fetched';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The final address, after redirects within its origin. */
  readonly url: string;
  /** The detached signature beside it, where keys are pinned. */
  readonly jws?: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches the manifest at `url`, an absolute URL, and where keys are pinned its signature. Sends no
 * cookie and no referrer, and never throws or rejects: what went wrong is the result.
 */
export async function fetchManifest(
  url: string,
  options: LoadOptions = {},
): Promise<FetchedManifest | FailedLoad> {
  try {
    const keys = parseVerificationOptions(options);
    if (!parseUrl(url)) {
      throw new LoadFailure('bad-address', `"${url}" is not an absolute URL.`);
    }
    const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT);
    const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
    const get = (address: string, bytes: number, integrity = '') =>
      download(address, {fetch: options.fetch ?? fetch, signal, limit, bytes, integrity});

    const {bytes, finalUrl} = await get(url, LIMITS.bytes, options.integrity);
    const jws = keys && (await get(signatureUrl(url), SIGNATURE_BYTES)).bytes;
    return {status: 'fetched', bytes, url: finalUrl, jws};
  } catch (error) {
    return toFailedLoad(error);
  }
}

/** Where the signature of a manifest stands: `.jws` after the path, the query kept. */
export function signatureUrl(manifest: string): string {
  const url = new URL(manifest);
  url.pathname += '.jws';
  return url.href;
}

/**
 * Holds the demands themselves to their form, and gives the keys that they pin.
 * @throws {LoadFailure} Where no manifest can meet them.
 */
export function parseVerificationOptions({
  integrity,
  signingKeys,
  minVersion,
}: VerificationOptions): readonly SigningKey[] | undefined {
  // Fetch leaves out tokens it cannot read, and with none left it lets everything through. It parts
  // them at ASCII white space alone: at more of it, two good tokens would be a bad one to it.
  const tokens = integrity?.split(/[\t\n\f\r ]+/).filter(Boolean);
  if (tokens && !(tokens.length && tokens.every((token) => INTEGRITY.test(token)))) {
    throw new LoadFailure(
      'integrity',
      'The "integrity" attribute holds something else than sha256-, sha384- or sha512- digests.',
    );
  }
  if (minVersion !== undefined && !isVersion(minVersion)) {
    throw new LoadFailure(
      'version',
      'The "min-version" attribute is not a version: numbers joined by . or -.',
    );
  }
  if (signingKeys === undefined) return undefined;
  const keys = parseSigningKeys(signingKeys);
  if (!keys) {
    throw new LoadFailure(
      'signature',
      'The "signing-keys" attribute is not a JSON array of public Ed25519 JWKs.',
    );
  }
  return keys;
}

interface Download {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** The part of `signal` that is the time-out. */
  readonly limit: AbortSignal;
  readonly bytes: number;
  readonly integrity: string;
}

async function download(address: string, {fetch, signal, limit, bytes, integrity}: Download) {
  const late = () => new LoadFailure('timeout', `${address} did not arrive in time.`);
  const response = await fetch(address, {
    signal,
    integrity,
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {Accept: 'application/json'},
  }).catch(() => {
    if (limit.aborted) throw late();
    const why = integrity
      ? 'or its bytes are not those that "integrity" names'
      : 'or its server allows no other site (CORS), or this page no such address (connect-src)';
    throw new LoadFailure('network', `${address} could not be fetched, ${why}.`);
  });
  // An injected fetch may leave `url` empty: then nothing was redirected.
  const finalUrl = response.url || address;
  const refused = (reason: LoadReason, message: string) => {
    // Unread it would keep its connection, and arrive all the same.
    void response.body?.cancel().catch(() => undefined);
    return new LoadFailure(reason, message);
  };
  if (new URL(finalUrl).origin !== new URL(address).origin) {
    throw refused(
      'redirect',
      `${address} was redirected to another origin, ${new URL(finalUrl).origin}.`,
    );
  }
  if (!response.ok) throw refused('http-status', `${address} answered ${response.status}.`);
  const body = await readBody(response, bytes);
  if (body.status === 'complete') return {bytes: body.bytes, finalUrl};
  if (limit.aborted) throw late();
  throw new LoadFailure(
    body.status,
    `${address} is ${body.status === 'too-large' ? `over ${bytes} bytes` : 'cut off'}.`,
  );
}
