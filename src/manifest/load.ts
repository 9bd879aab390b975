import {LIMITS} from './limits.js';
import {parseUrl} from './links.js';
import {parseManifest} from './parse.js';
import type {Problem} from './problem.js';
import {readBody} from './read-body.js';
import type {Manifest} from './schema.js';
import {parseSigningKeys, signatureUrl, verifySignature} from './signature.js';
import {compareVersions, isVersion} from './version.js';

/** How long a manifest may take, headers and body together, in milliseconds. */
const TIMEOUT = 15_000;

/** A detached JWS over one manifest is a few hundred bytes. */
const SIGNATURE_BYTES = 16 * 1024;

const INTEGRITY = /^sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)$/;

/**
 * What the embedder demands of a manifest before any of it is shown. A member that is `undefined`
 * demands nothing; one that is set and empty, or cannot be read, can be met by no manifest.
 */
export interface Demands {
  /** Subresource Integrity metadata: digests of the bytes, separated by spaces. */
  readonly integrity?: string | undefined;
  /** A JSON array of public Ed25519 JWKs, one of which must have signed it. */
  readonly signingKeys?: string | undefined;
  /** The lowest `version` that is accepted, against a replay of an old manifest. */
  readonly minVersion?: string | undefined;
}

export type LoadReason =
  | 'bad-address'
  | 'timeout'
  | 'network'
  | 'http-status'
  | 'redirect'
  | 'too-large'
  | 'cut-off'
  | 'not-utf8'
  | 'refused'
  | 'integrity'
  | 'signature'
  | 'version';

export interface LoadError {
  readonly reason: LoadReason;
  /** What was asked, what came, and what to do. */
  readonly message: string;
  /** Why the document was refused, where it came to that. */
  readonly problems: readonly Problem[];
}

/** A manifest, and where and how it was had. */
export interface Loaded {
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

export type LoadResult = Loaded | {readonly status: 'failed'; readonly error: LoadError};

export interface LoadOptions extends Demands {
  readonly fetch?: typeof fetch;
  /** Ends the load early, as when the element goes away. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for everything. */
  readonly timeout?: number;
}

/** Thrown inside this file alone, and caught at its edge. */
class Failure extends Error {
  constructor(
    readonly reason: LoadReason,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

/**
 * Fetches the manifest at `url`, an absolute URL, and lets it through only where it meets every rule
 * of the schema and everything that the embedder demands. Sends no cookie and no referrer, and never
 * throws or rejects: what went wrong is the result.
 */
export async function loadManifest(url: string, options: LoadOptions = {}): Promise<LoadResult> {
  try {
    const keys = readDemands(options);
    if (!parseUrl(url)) {
      throw new Failure('bad-address', `"${url}" is not an absolute URL.`);
    }
    const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT);
    const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
    const get = (address: string, bytes: number, integrity = '') =>
      download(address, {fetch: options.fetch ?? fetch, signal, limit, bytes, integrity});

    const {bytes, finalUrl} = await get(url, LIMITS.bytes, options.integrity);
    if (keys) {
      const jws = await get(signatureUrl(url), SIGNATURE_BYTES);
      if (!(await verifySignature(bytes, decode(jws.bytes), keys))) {
        throw new Failure('signature', 'No pinned key made the signature beside this manifest.');
      }
    }
    const accepted = accept(decode(bytes), options);
    return {...accepted, url: finalUrl, inline: false, signature: keys ? 'verified' : 'unsigned'};
  } catch (error) {
    return asFailed(error);
  }
}

/** The same for a manifest that is given inline. It came with the page: nothing can vouch for it. */
export function readManifest(input: unknown, url: string, demands: Demands = {}): LoadResult {
  try {
    readDemands(demands);
    if (demands.integrity !== undefined || demands.signingKeys !== undefined) {
      const reason = demands.integrity === undefined ? 'signature' : 'integrity';
      throw new Failure(
        reason,
        `An inline manifest cannot be checked: give it by "src", or drop the demand.`,
      );
    }
    return {...accept(input, demands), url, inline: true, signature: 'unsigned'};
  } catch (error) {
    return asFailed(error);
  }
}

function readDemands({integrity, signingKeys, minVersion}: Demands) {
  // Fetch leaves out tokens it cannot read, and with none left it lets everything through. It parts
  // them at ASCII white space alone: at more of it, two good tokens would be a bad one to it.
  const tokens = integrity?.split(/[\t\n\f\r ]+/).filter(Boolean);
  if (tokens && !(tokens.length && tokens.every((token) => INTEGRITY.test(token)))) {
    throw new Failure(
      'integrity',
      'The "integrity" attribute holds something else than sha256-, sha384- or sha512- digests.',
    );
  }
  if (minVersion !== undefined && !isVersion(minVersion)) {
    throw new Failure(
      'version',
      'The "min-version" attribute is not a version: numbers joined by . or -.',
    );
  }
  if (signingKeys === undefined) return undefined;
  const keys = parseSigningKeys(signingKeys);
  if (!keys) {
    throw new Failure(
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
  const late = () => new Failure('timeout', `${address} did not arrive in time.`);
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
      : 'or its server allows no other site (CORS)';
    throw new Failure('network', `${address} could not be fetched, ${why}.`);
  });
  // An injected fetch may leave `url` empty: then nothing was redirected.
  const finalUrl = response.url || address;
  const refused = (reason: LoadReason, message: string) => {
    // Unread it would keep its connection, and arrive all the same.
    void response.body?.cancel().catch(() => undefined);
    return new Failure(reason, message);
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
  throw new Failure(
    body.status,
    `${address} is ${body.status === 'too-large' ? `over ${bytes} bytes` : 'cut off'}.`,
  );
}

function decode(bytes: Uint8Array): string {
  try {
    // With its byte order mark, so that the text encodes to these very bytes again.
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new Failure('not-utf8', 'The document is not UTF-8 text.');
  }
}

function accept(input: unknown, {minVersion}: Demands) {
  const parsed = parseManifest(input);
  if (parsed.status === 'refused') {
    throw new Failure(
      'refused',
      'The manifest breaks rules that it must keep to be shown.',
      parsed.problems,
    );
  }
  const {manifest, problems} = parsed;
  if (minVersion !== undefined && compareVersions(manifest.version, minVersion) < 0) {
    throw new Failure(
      'version',
      `The manifest is version ${manifest.version}; this page asks for ${minVersion} or later.`,
    );
  }
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return {status: 'loaded', manifest, problems, text} as const;
}

function asFailed(error: unknown): LoadResult {
  const known = error instanceof Failure ? error : new Failure('bad-address', String(error));
  const {reason, message, problems} = known;
  return {status: 'failed', error: {reason, message, problems}};
}
