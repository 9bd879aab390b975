import * as v from 'valibot';
import {CHALLENGE, EFFECTS, effectsSchema, PROBLEM_MEDIA_TYPE, type Effects} from './contract.js';

/** How long a gate function may take, in milliseconds: well below what the asking page waits. */
const GATE_TIMEOUT = 5_000;

/** What a vendor's own gate function says of its route. */
export type GateDecision = {
  /** The ids of the gates that are not met: one or more where `blocked`, none where `open`. */
  readonly unmetGates?: readonly string[];
  /** What a person should know about this answer. */
  readonly detail?: string;
  /** What the check itself does. Left out, all are `false`: a guard only reports. */
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
  /** Asks the system whether the route is blocked. The signal is aborted once nobody waits for it. */
  readonly gate: (signal: AbortSignal, request: Request) => GateDecision | Promise<GateDecision>;
  /** A URI that names the kind of problem (RFC 9457 `type`). */
  readonly type?: string;
  /** The release that answers, such as a commit. */
  readonly release?: string;
  /** Milliseconds that the gate function may take. */
  readonly timeout?: number;
}

/** What a gate function may say. Vendors write JavaScript, too: their types promise nothing. */
const decisionSchema = v.pipe(
  v.object({
    decision: v.picklist(['blocked', 'open']),
    unmetGates: v.optional(v.array(v.pipe(v.string(), v.minLength(1))), []),
    detail: v.optional(v.string()),
    // Strict, for an effect that is misspelt must not read as one that is not there.
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
 * Makes the handler of one guard endpoint, a Web-standard function of a `Request`. It holds no state,
 * cannot open a route, and reports nothing but what `gate` said; where that is nothing that can be
 * relied on, the answer is 503 `undetermined`, which no page shows as good news.
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

/** What `gate` said, or nothing where it failed, was too slow or said something else. */
async function decide(
  {gate, timeout = GATE_TIMEOUT}: GuardHandlerOptions,
  request: Request,
): Promise<Decision | undefined> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeout, undefined);
  });
  try {
    const said = await Promise.race([gate(controller.signal, request), tooSlow]);
    return v.parse(decisionSchema, said);
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
  said: Decision | undefined,
): Response {
  const {pathname, searchParams} = new URL(request.url);
  const challenge = searchParams.get('challenge') ?? '';
  const guard = {
    version: '1',
    id: options.id,
    route: options.route,
    decision: said?.decision ?? 'undetermined',
    unmetGates: said?.unmetGates ?? [],
    checkedAt: new Date().toISOString(),
    challenge: CHALLENGE.test(challenge) ? challenge : undefined,
    release: options.release,
    effects: Object.fromEntries(EFFECTS.map((name) => [name, said?.effects[name] ?? false])),
  };
  if (said?.decision === 'open') return respond(200, {guard});
  return respond(said ? 403 : 503, {
    type: options.type ?? 'about:blank',
    title: said
      ? 'Blocked until gates are met'
      : 'Whether this route is blocked could not be determined',
    status: said ? 403 : 503,
    detail: said?.detail,
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
