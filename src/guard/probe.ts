import {readBody} from '../manifest/read-body.js';
import {ANSWER_BYTES, ANSWER_TIMEOUT, PROBLEM_MEDIA_TYPE} from './contract.js';
import type {Environment} from './environment.js';
import type {Moment} from './observation.js';
import {asObject, readJson, type Outcome} from './verdict.js';

/** The raw result of asking one endpoint once. */
export interface ProbeResult {
  readonly outcome: Outcome;
  readonly challenge: string;
  readonly checkedAt: Moment;
  /** Milliseconds that the answer asks to be left alone, unclamped. */
  readonly retryAfter?: number | undefined;
}

/**
 * Asks `endpoint` once, with a fresh challenge. Makes no CORS preflight, sends no cookie and no
 * referrer, follows no redirect, and never rejects.
 */
export async function probe(
  endpoint: string,
  environment: Environment,
  stop: AbortSignal,
): Promise<ProbeResult> {
  const {clock} = environment;
  const challenge = newChallenge(environment.randomBytes);
  const url = new URL(endpoint);
  url.searchParams.set('challenge', challenge);
  const checkedAt = clock.now();

  const late = new AbortController();
  const timer = clock.setTimeout(() => late.abort(), ANSWER_TIMEOUT);
  try {
    const response = await environment.fetch(url.href, {
      method: 'GET',
      headers: {Accept: `${PROBLEM_MEDIA_TYPE}, application/json`},
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([late.signal, stop]),
    });
    const outcome = await readOutcome(response);
    return {
      outcome,
      challenge,
      checkedAt,
      retryAfter: retryAfter(response, outcome, clock.now().wall),
    };
  } catch {
    const reason = late.signal.aborted
      ? 'timeout'
      : (await environment.refusedByPolicy(url.href).catch(() => false))
        ? 'csp'
        : 'network';
    return {outcome: {status: 'no-headers', reason}, challenge, checkedAt};
  } finally {
    clock.clearTimeout(timer);
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
  // Browsers hide a redirect's status, servers' fetch shows it.
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

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), else `retryAfterSeconds` in the body. */
function retryAfter(response: Response, outcome: Outcome, now: number): number | undefined {
  // Another origin's header cannot be read unless its server exposes it.
  const header = response.headers.get('Retry-After')?.trim() ?? '';
  const until = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  if (!isNaN(until)) return until;
  const body = outcome.status === 'answered' ? outcome.body : undefined;
  const {retryAfterSeconds} = asObject(readJson(body));
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : undefined;
}
