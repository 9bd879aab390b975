import {error, type RequestHandler} from '@sveltejs/kit';
import {createGuardHandler} from '@arqen/trust-center/guard';
import {parseManifest} from '@arqen/trust-center/manifest';
import manifest from '../../../../../static/trust.json';

const parsed = parseManifest(manifest);
if (parsed.status === 'refused') throw new Error(JSON.stringify(parsed.problems));
const {guards} = parsed.manifest;

export const GET: RequestHandler = ({params, request}) => {
  const guard = guards.find(({id}) => id === params.id);
  if (!guard) error(404);
  const {id, route, gates} = guard;
  // Ask your system here. This one has no such routes: every gate is unmet.
  const handler = createGuardHandler({
    id,
    route,
    gate: () => ({decision: 'blocked', unmetGates: gates}),
  });
  return handler(request);
};
