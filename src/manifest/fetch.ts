import {parseUrl} from '../text/links.js';
import {anySignal} from './any-signal.js';
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
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeout ?? TIMEOUT);
  try {
    const keys = parseVerificationOptions(options);
    if (!parseUrl(url)) {
      throw new LoadFailure('bad-address', `"${url}" is not an absolute URL.`);
    }
    const signal = anySignal(timeout.signal, ...(options.signal ? [options.signal] : []));
    const get = (address: string, maxBytes: number, integrity = '') =>
      download(address, {
        fetch: options.fetch ?? fetch,
        signal,
        timeout: timeout.signal,
        maxBytes,
        integrity,
      });

    const {bytes, finalUrl} = await get(url, LIMITS.bytes, options.integrity);
    const jws = keys && (await get(signatureUrl(url), SIGNATURE_BYTES)).bytes;
    return {status: 'fetched', bytes, url: finalUrl, jws};
  } catch (error) {
    return toFailedLoad(error);
  } finally {
    clearTimeout(timer);
    timeout.abort();
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

async function download(address: string, options: Download) {
  const {timeout, maxBytes} = options;
  const {response, unchecked} = await respond(address, options);
  // An injected `fetch` may leave `url` empty, which means that there was no redirect.
  const finalUrl = response.url || address;
  const refuse = (reason: LoadReason, message: string, retryAfter?: number) => {
    // An unread body would keep the connection open and still be downloaded.
    void response.body?.cancel().catch(() => undefined);
    return new LoadFailure(reason, message, [], undefined, retryAfter);
  };
  if (new URL(finalUrl).origin !== new URL(address).origin) {
    throw refuse(
      'redirect',
      `${address} was redirected to another origin, ${new URL(finalUrl).origin}.`,
    );
  }
  // From the page's own origin, only a redirect through another one makes a response of this type.
  if (response.type === 'cors' && new URL(address).origin === globalThis.origin)
    throw refuse('redirect', `${address} was redirected through another origin.`);
  if (!response.ok)
    throw refuse(
      'http-status',
      `${address} returned HTTP ${response.status}.`,
      retryAfter(response),
    );
  const body = await readBody(response, maxBytes);
  if (body.status === 'complete') {
    const {bytes} = body;
    // No manifest begins like this, but the page of a captive portal does.
    if (maxBytes === LIMITS.bytes && /^\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64))))
      throw new LoadFailure('web-page', `${address} returned a web page.`);
    if (unchecked && !(await matches(bytes, options.integrity)))
      throw new LoadFailure('integrity', `${address} does not match the "integrity" digests.`);
    return {bytes, finalUrl};
  }
  if (timeout.aborted) throw timedOut(address);
  throw new LoadFailure(
    body.status,
    body.status === 'too-large'
      ? `${address} is larger than ${maxBytes} bytes.`
      : `${address} arrived incomplete.`,
  );
}

/** Requests an address. `unchecked` tells that the response came only without checking its digest. */
async function respond(
  address: string,
  {fetch, signal, timeout, integrity}: Download,
): Promise<{response: Response; unchecked?: true}> {
  const request = (integrity: string) =>
    fetch(address, {
      signal,
      integrity,
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: {Accept: 'application/json'},
    });
  // Outside the `try`: a `fetch` that throws instead of rejecting is broken, and the network is not at fault.
  const requested = request(integrity);
  try {
    return {response: await requested};
  } catch {
    // `fetch` hides whether the bytes or the network caused this. If it fails again, it is the network.
    const response = integrity ? await request('').catch(() => undefined) : undefined;
    if (response) return {response, unchecked: true};
  }
  if (timeout.aborted) throw timedOut(address);
  const {navigator} = globalThis as {navigator?: {onLine?: boolean}};
  const offline = navigator?.onLine === false;
  const hint = offline
    ? 'this device is offline'
    : 'check the network, the CORS headers and the connect-src policy';
  throw new LoadFailure(
    offline ? 'offline' : 'network',
    `${address} could not be fetched: ${hint}.`,
  );
}

/**
 * Returns whether bytes match one of the strongest digests, as `fetch` demands. Outside secure contexts nothing
 * can be computed, so there the bytes count as others.
 */
async function matches(bytes: Uint8Array<ArrayBuffer>, integrity: string): Promise<boolean> {
  const tokens = integrity.split(/\s+/).sort();
  const algorithm = tokens.at(-1)!.slice(3, 6);
  const {subtle} = crypto as {readonly subtle?: SubtleCrypto};
  const digest = await subtle?.digest(`SHA-${algorithm}`, bytes);
  return (
    !!digest &&
    tokens.includes(`sha${algorithm}-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`)
  );
}

const timedOut = (address: string) => new LoadFailure('timeout', `${address} timed out.`);

/** Returns how many seconds a server wants to be left alone. Most client errors do not pass soon. */
function retryAfter({status, headers}: Response): number {
  const value = headers.get('Retry-After') ?? '';
  const seconds = Number(value) || (Date.parse(value) - Date.now()) / 1000 || 0;
  const least = /^4(?!08|25|29)/.test(String(status)) ? 300 : 0;
  // Timers hold less than 25 days.
  return Math.min(Math.max(seconds, least), 86_400);
}
