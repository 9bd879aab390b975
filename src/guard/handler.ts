import * as v from 'valibot';
import {CHALLENGE, EFFECTS, effectsSchema, PROBLEM_MEDIA_TYPE, type Effects} from './contract.js';

/** Default time limit for a gate function, in milliseconds: well below the page's own timeout. */
const GATE_TIMEOUT = 5_000;

/** A gate function's decision on its route. */
export type GateDecision = {
  /** The ids of the unmet gates: at least one if `blocked`, none if `open`. */
  readonly unmetGates?: readonly string[];
  /** A human-readable explanation of this answer (RFC 9457 `detail`). */
  readonly detail?: string;
  /** The effects of the check itself. They default to `false`, because a guard only reports. */
  readonly effects?: Partial<Effects>;
} & (
  | {readonly decision: 'blocked'; readonly unmetGates: readonly string[]}
  | {readonly decision: 'open'}
);

export interface GuardHandlerOptions {
  /** The guard's id in the manifest. */
  readonly id: string;
  /** The guard's route in the manifest, such as `/api/production-write`. */
  readonly route: string;
  /**
   * Asks the system whether the route is blocked. The signal is aborted once the answer is no longer
   * awaited: after a decision, an error or the timeout.
   */
  readonly gate: (signal: AbortSignal, request: Request) => GateDecision | Promise<GateDecision>;
  /** A URI that identifies the problem type (RFC 9457 `type`). Defaults to `about:blank`. */
  readonly type?: string;
  /** The release that answers, such as a commit hash. */
  readonly release?: string;
  /** Time limit for the gate function, in milliseconds. Defaults to 5,000. */
  readonly timeout?: number;
}

/** Validates a gate function's return value, because a vendor may write plain JavaScript. */
const decisionSchema = v.pipe(
  v.object({
    decision: v.picklist(['blocked', 'open']),
    unmetGates: v.optional(v.array(v.pipe(v.string(), v.minLength(1))), []),
    detail: v.optional(v.string()),
    // Strict, so that a misspelled effect is not mistaken for an absent one.
    effects: v.optional(v.partial(v.strictObject(effectsSchema.entries)), {}),
  }),
  v.check(({decision, unmetGates}) => (decision === 'blocked') === unmetGates.length > 0),
);

type Decision = v.InferOutput<typeof decisionSchema>;

const HEADERS = {
  'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Creates the handler of one guard endpoint, a Web-standard function from `Request` to `Response`. It
 * is stateless, cannot open a route, and reports only what `gate` returned. If `gate` throws, times out
 * or returns anything invalid, the answer is 503 `undetermined`, which no page presents as good news.
 */
export function createGuardHandler(
  options: GuardHandlerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method === 'OPTIONS') {
      const methods = {
        Allow: 'GET, OPTIONS',
        'Access-Control-Allow-Methods': 'GET',
        'Access-Control-Allow-Headers': '*',
      };
      return new Response(null, {status: 204, headers: {...HEADERS, ...methods}});
    }
    if (request.method !== 'GET') {
      const problem = {type: 'about:blank', title: 'Method Not Allowed', status: 405};
      return respond(405, problem, {Allow: 'GET, OPTIONS'});
    }
    return answer(request, options, await decide(options, request));
  };
}

/** Returns the gate function's decision, or `undefined` if it failed, timed out or was invalid. */
async function decide(
  {gate, timeout = GATE_TIMEOUT}: GuardHandlerOptions,
  request: Request,
): Promise<Decision | undefined> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timedOut = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeout, undefined);
  });
  try {
    const result = await Promise.race([gate(controller.signal, request), timedOut]);
    return v.parse(decisionSchema, result);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

function answer(
  request: Request,
  options: GuardHandlerOptions,
  result: Decision | undefined,
): Response {
  const {pathname, searchParams} = new URL(request.url);
  const challenge = searchParams.get('challenge') ?? '';
  const guard = {
    version: '1',
    id: options.id,
    route: options.route,
    decision: result?.decision ?? 'undetermined',
    unmetGates: result?.unmetGates ?? [],
    checkedAt: new Date().toISOString(),
    challenge: CHALLENGE.test(challenge) ? challenge : undefined,
    release: options.release,
    effects: Object.fromEntries(EFFECTS.map((name) => [name, result?.effects[name] ?? false])),
  };
  if (result?.decision === 'open') return respond(200, {guard});
  return respond(result ? 403 : 503, {
    type: options.type ?? 'about:blank',
    title: result
      ? 'Blocked until gates are met'
      : 'Whether this route is blocked could not be determined',
    status: result ? 403 : 503,
    detail: result?.detail,
    instance: pathname,
    guard,
  });
}

function respond(status: number, body: object, headers: Record<string, string> = {}): Response {
  const type = status === 200 ? 'application/json' : PROBLEM_MEDIA_TYPE;
  return new Response(JSON.stringify(body), {
    status,
    headers: {...HEADERS, 'Content-Type': type, ...headers},
  });
}
