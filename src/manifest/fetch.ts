import {parseUrl} from '../text/links.js';
import {LIMITS} from './limits.js';
import {toFailedLoad, LoadFailure, type FailedLoad, type LoadReason} from './load-error.js';
import {readBody} from './read-body.js';
import {parseSigningKeys, type SigningKey} from './signing-keys.js';
import {isVersion} from './version.js';

/** The default timeout of a load in milliseconds, headers and body included. */
const TIMEOUT = 15_000;

/** The largest signature accepted, in bytes. A detached JWS takes a few hundred. */
const SIGNATURE_BYTES = 16 * 1024;

const INTEGRITY = /^sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)$/;

/**
 * The checks that a manifest must pass before any of it is shown. A member that is `undefined` is not
 * checked. A member that is empty or malformed fails every manifest.
 */
export interface VerificationOptions {
  /** Subresource Integrity metadata (W3C SRI): space-separated digests of the manifest's bytes. */
  readonly integrity?: string | undefined;
  /** A JSON array of public Ed25519 JWKs, one of which must have signed the manifest. */
  readonly signingKeys?: string | undefined;
  /** The lowest `version` accepted, which prevents the replay of an old manifest. */
  readonly minVersion?: string | undefined;
}

export interface LoadOptions extends VerificationOptions {
  readonly fetch?: typeof fetch;
  /** Aborts the load, for example when the element is removed. */
  readonly signal?: AbortSignal | undefined;
  /** The timeout of the whole load, in milliseconds. */
  readonly timeout?: number;
}

/** The bytes of a manifest, not yet decoded or parsed. */
export interface FetchedManifest {
  readonly status: 'fetched';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The final URL after same-origin redirects. */
  readonly url: string;
  /** The detached signature, fetched only if keys are pinned. */
  readonly jws?: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches the manifest at `url`, an absolute URL, and its signature if keys are pinned. Sends no cookies
 * and no referrer. Never throws or rejects; a failure is returned as a result.
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
    const timeout = AbortSignal.timeout(options.timeout ?? TIMEOUT);
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
    const get = (address: string, maxBytes: number, integrity = '') =>
      download(address, {fetch: options.fetch ?? fetch, signal, timeout, maxBytes, integrity});

    const {bytes, finalUrl} = await get(url, LIMITS.bytes, options.integrity);
    const jws = keys && (await get(signatureUrl(url), SIGNATURE_BYTES)).bytes;
    return {status: 'fetched', bytes, url: finalUrl, jws};
  } catch (error) {
    return toFailedLoad(error);
  }
}

/** Returns the URL of a manifest's signature: `.jws` is appended to the path, the query is kept. */
export function signatureUrl(manifestUrl: string): string {
  const url = new URL(manifestUrl);
  url.pathname += '.jws';
  return url.href;
}

/**
 * Parses the verification options. Returns the pinned keys, or `undefined` if none are pinned.
 * @throws {LoadFailure} If an option is empty or malformed.
 */
export function parseVerificationOptions({
  integrity,
  signingKeys,
  minVersion,
}: VerificationOptions): readonly SigningKey[] | undefined {
  // `fetch` ignores malformed tokens, and accepts any bytes if none remain. It splits at ASCII white space
  // only, so this code must too: to `fetch`, tokens joined by other white space are one malformed token.
  const tokens = integrity?.split(/[\t\n\f\r ]+/).filter(Boolean);
  if (tokens && !(tokens.length && tokens.every((token) => INTEGRITY.test(token)))) {
    throw new LoadFailure(
      'integrity',
      'The "integrity" attribute must be sha256-, sha384- or sha512- digests.',
    );
  }
  if (minVersion !== undefined && !isVersion(minVersion)) {
    throw new LoadFailure(
      'version',
      'The "min-version" attribute must be numbers separated by . or -.',
    );
  }
  if (signingKeys === undefined) return undefined;
  const keys = parseSigningKeys(signingKeys);
  if (!keys) {
    throw new LoadFailure(
      'signature',
      'The "signing-keys" attribute must be a JSON array of public Ed25519 JWKs.',
    );
  }
  return keys;
}

interface Download {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Aborts on the timeout only; `signal` includes it. */
  readonly timeout: AbortSignal;
  readonly maxBytes: number;
  readonly integrity: string;
}

async function download(address: string, {fetch, signal, timeout, maxBytes, integrity}: Download) {
  const timedOut = () => new LoadFailure('timeout', `${address} timed out.`);
  const response = await fetch(address, {
    signal,
    integrity,
    cache: 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {Accept: 'application/json'},
  }).catch(() => {
    if (timeout.aborted) throw timedOut();
    const hint = integrity
      ? 'check the network and the "integrity" digests'
      : 'check the network, the CORS headers and the connect-src policy';
    throw new LoadFailure('network', `${address} could not be fetched: ${hint}.`);
  });
  // An injected `fetch` may leave `url` empty, which means that there was no redirect.
  const finalUrl = response.url || address;
  const refuse = (reason: LoadReason, message: string) => {
    // An unread body would keep the connection open and still be downloaded.
    void response.body?.cancel().catch(() => undefined);
    return new LoadFailure(reason, message);
  };
  if (new URL(finalUrl).origin !== new URL(address).origin) {
    throw refuse(
      'redirect',
      `${address} was redirected to another origin, ${new URL(finalUrl).origin}.`,
    );
  }
  if (!response.ok) throw refuse('http-status', `${address} returned HTTP ${response.status}.`);
  const body = await readBody(response, maxBytes);
  if (body.status === 'complete') return {bytes: body.bytes, finalUrl};
  if (timeout.aborted) throw timedOut();
  throw new LoadFailure(
    body.status,
    body.status === 'too-large'
      ? `${address} is larger than ${maxBytes} bytes.`
      : `${address} arrived incomplete.`,
  );
}
