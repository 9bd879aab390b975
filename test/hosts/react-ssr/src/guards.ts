import {createGuardHandler} from '@arqen/trust-center/guard';
import {parseManifest} from '@arqen/trust-center/manifest';

/** The handlers of the manifest's guards, by their ids. */
export function guardHandlers(text: string) {
  const parsed = parseManifest(text);
  if (parsed.status === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return new Map(
    parsed.manifest.guards.map(({id, route, gates}) => [
      id,
      // Ask your system here. This one has no such routes: every gate is unmet.
      createGuardHandler({id, route, gate: () => ({decision: 'blocked', unmetGates: gates})}),
    ]),
  );
}
