/** A fictional vendor with two live guards, and pages that show it. For Node. */
import {folder, json, page} from '../harness/files.js';
import {serve, type Answer, type Responder, type Server} from '../harness/server.js';
import {serveHandler} from '../../demo/serve-handler.js';
import {createGuardHandler} from '../../src/guard/handler.js';
import {manifestOf} from '../rows/manifest.js';

const GUARDS = ['production-write', 'production-read'].map((id) => ({
  id,
  title: `Whether ${id} is blocked`,
  route: `/api/${id}`,
  url: `/api/${id}/guard`,
  gates: ['gate-0', 'gate-1'],
}));

/** Returns a manifest of this many rows; the first two have a guard each. */
function guardedManifest(rows: number): string {
  const manifest = JSON.parse(manifestOf(rows)) as {controls: object[]};
  const controls = manifest.controls.map((control, i) =>
    GUARDS[i] ? {...control, guards: [GUARDS[i].id]} : control,
  );
  return JSON.stringify({...manifest, controls, guards: GUARDS});
}

const centers = (count: number, manifest: string) =>
  page(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Idle</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/cdn/trust-center.js"></script>
  </head>
  <body>${`<arqen-trust-center src="${manifest}"></arqen-trust-center>`.repeat(count)}</body>
</html>
`);

/** The guards' clock, set to the page's, which runs ahead of the real one. */
export interface GuardClock {
  now: number;
}

/** Serves the pages `/hour/<rows>` with guards, and `/centers/<count>` without. */
export function serveIdle(
  dist: URL,
  sizes: readonly number[],
  counts: readonly number[],
  clock: GuardClock,
): Promise<Server> {
  const routes = new Map<string, Answer | Responder>(folder('/cdn', new URL('cdn/', dist)));
  for (const rows of sizes) {
    routes.set(`/guarded-${rows}.json`, json(guardedManifest(rows)));
    routes.set(`/hour/${rows}`, centers(1, `/guarded-${rows}.json`));
  }
  routes.set('/trust.json', json(manifestOf(8)));
  for (const count of counts) routes.set(`/centers/${count}`, centers(count, '/trust.json'));
  for (const {id, route, url, gates} of GUARDS) {
    const handler = createGuardHandler({
      id,
      route,
      gate: () => ({decision: 'blocked', unmetGates: gates}),
    });
    const dated = async (request: Request) => datedBy(clock, await handler(request));
    routes.set(url, (request, response) => void serveHandler(dated, request, response));
  }
  return serve(routes);
}

/** Sets the answer's time to the page's, as if the guard's clock agreed with it. */
async function datedBy({now}: GuardClock, answer: Response): Promise<Response> {
  const {status, headers} = answer;
  const body = (await answer.json()) as {guard: object};
  const guard = {...body.guard, checkedAt: new Date(now).toISOString()};
  return new Response(JSON.stringify({...body, guard}), {status, headers});
}
