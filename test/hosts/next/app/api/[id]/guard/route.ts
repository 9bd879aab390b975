import {createGuardHandler} from '@arqen/trust-center/guard';
import {readManifest} from '../../../../lib/manifest';

export async function GET(request: Request, {params}: {params: Promise<{id: string}>}) {
  const {id} = await params;
  const guard = (await readManifest()).guards.find((guard) => guard.id === id);
  if (!guard) return new Response(null, {status: 404});
  const {route, gates} = guard;
  // Ask your system here. This one has no such routes: every gate is unmet.
  const handler = createGuardHandler({
    id,
    route,
    gate: () => ({decision: 'blocked', unmetGates: gates}),
  });
  return handler(request);
}
