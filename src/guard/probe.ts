import {anySignal} from '../manifest/any-signal.js';
import {readBody} from '../manifest/read-body.js';
import type {Moment} from './clock.js';
import {ANSWER_BYTES, ANSWER_TIMEOUT, PROBLEM_MEDIA_TYPE} from './contract.js';
import type {Environment} from './environment.js';
import {asObject, readJson, type Outcome} from './verdict.js';

/** The raw result of one request to an endpoint. */
export interface ProbeResult {
  readonly outcome: Outcome;
  readonly challenge: string;
  readonly checkedAt: Moment;
  /** The delay that the answer asks for before the next request, in milliseconds, unclamped. */
  readonly retryAfter?: number | undefined;
}

/**
 * Sends one request with a fresh challenge to `endpoint`. It triggers no CORS preflight, sends no
 * cookies and no referrer, and follows no redirects. Never rejects.
 */
export async function probe(
  endpoint: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const {clock} = environment;
  const challenge = newChallenge(environment.randomBytes);
  const url = new URL(endpoint);
  url.searchParams.set('challenge', challenge);
  const checkedAt = clock.now();

  const timeout = new AbortController();
  const timer = clock.setTimeout(() => timeout.abort(), ANSWER_TIMEOUT);
  try {
    const response = await environment.fetch(url.href, {
      method: 'GET',
      headers: {Accept: `${PROBLEM_MEDIA_TYPE}, application/json`},
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: anySignal(timeout.signal, signal),
    });
    const outcome = await readOutcome(response);
    return {
      outcome,
      challenge,
      checkedAt,
      retryAfter: retryAfter(response, outcome, clock.now().wall),
    };
  } catch {
    const reason = timeout.signal.aborted
      ? 'timeout'
      : (await environment.refusedByPolicy(url.href).catch(() => false))
        ? 'csp'
        : 'network';
    return {outcome: {status: 'no-headers', reason}, challenge, checkedAt};
  } finally {
    clock.clearTimeout(timer);
    timeout.abort();
  }
}

function newChallenge(randomBytes: Environment['randomBytes']): string {
  const bytes = randomBytes(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

const REDIRECTS = [301, 302, 303, 307, 308];

async function readOutcome(response: Response): Promise<Outcome> {
  // Browsers hide the status of a redirect; fetch on servers exposes it.
  if (response.type === 'opaqueredirect' || REDIRECTS.includes(response.status)) {
    void response.body?.cancel().catch(() => undefined);
    return {status: 'redirect'};
  }
  const body = await readBody(response, ANSWER_BYTES);
  return {
    status: 'answered',
    httpStatus: response.status,
    mediaType: (response.headers.get('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase(),
    body: body.status === 'complete' ? new TextDecoder().decode(body.bytes) : undefined,
  };
}

/**
 * Returns the delay that a response asks for, in milliseconds: its `Retry-After` header, in seconds or
 * as a date (RFC 9110 §10.2.3), else `retryAfterSeconds` in its body.
 */
function retryAfter(response: Response, outcome: Outcome, now: number): number | undefined {
  // A cross-origin header is readable only if the server exposes it.
  const header = response.headers.get('Retry-After')?.trim() ?? '';
  const delay = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  if (!isNaN(delay)) return delay;
  const body = outcome.status === 'answered' ? outcome.body : undefined;
  const {retryAfterSeconds} = asObject(readJson(body));
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : undefined;
}
