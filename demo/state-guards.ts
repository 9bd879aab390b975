import {createGuardHandler, type GuardHandlerOptions} from '../src/guard/handler.js';

/** The gate of every guard in `states.html`. */
export const STATE_GATE = 'tenant-isolation';

const YESTERDAY = 'AAAAAAAAAAAAAAAAAAAAAA';

const answer = (...response: ConstructorParameters<typeof Response>) =>
  Promise.resolve(new Response(...response));

type Handler = (request: Request) => Promise<Response>;

const handler = (id: string, gate: GuardHandlerOptions['gate'], timeout?: number) =>
  createGuardHandler({id, route: `/api/${id}`, gate, ...(timeout === undefined ? {} : {timeout})});

const blocked = (id: string) =>
  handler(id, () => ({decision: 'blocked', unmetGates: [STATE_GATE]}));

/** A correct guard behind a server that corrupts its answer. */
const corrupted = (id: string, corrupt: (answer: Response, body: string) => Response): Handler => {
  const correct = blocked(id);
  return async (request) => {
    const response = await correct(request);
    return corrupt(response, await response.text());
  };
};

const json = (body: string, status: number) =>
  new Response(body, {
    status,
    headers: {'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store'},
  });

/** Answers "open" at a page's first check, then fails. A page identifies itself by the `page` parameter. */
function openOnce(): Handler {
  const seen = new Set<string>();
  const open = handler('flapping', () => ({decision: 'open'}));
  return async (request) => {
    const page = new URL(request.url).searchParams.get('page') ?? '';
    if (seen.has(page)) return new Response('Bad gateway', {status: 502});
    seen.add(page);
    return open(request);
  };
}

/** One handler for each kind of guard answer, by guard id. */
export const STATE_HANDLERS: Readonly<Record<string, Handler>> = {
  blocked: blocked('blocked'),
  open: handler('open', () => ({decision: 'open'})),
  'other-gates': handler('other-gates', () => ({decision: 'blocked', unmetGates: ['persistence']})),
  static: corrupted('static', (_, body) =>
    json(body.replace(/"challenge":"[^"]*"/, `"challenge":"${YESTERDAY}"`), 403),
  ),
  'not-refused': () =>
    answer('<!doctype html><title>Sign in</title>', {headers: {'Content-Type': 'text/html'}}),
  contradictory: corrupted('contradictory', (_, body) =>
    json(body.replace('"mutatesRecords":false', '"mutatesRecords":true'), 403),
  ),
  undetermined: handler('undetermined', () => {
    throw new Error('the system that knows is down');
  }),
  missing: () =>
    answer('<h1>Not found</h1>', {status: 404, headers: {'Content-Type': 'text/html'}}),
  hanging: () => new Promise<never>(() => {}),
  flapping: openOnce(),
  redirect: () => answer(null, {status: 302, headers: {Location: '/'}}),
};
