import {createGuardHandler} from '@arqen/trust-center/guard';

/** Ids, from the manifest, of the gates that hold the route back. */
const GATES = ['authentication', 'tenant-isolation'];

/**
 * Creates the guard of `/api/production-write`. `MET_GATES` (space-separated ids) is a placeholder for the
 * source that your route itself checks: a flag, a table, a configuration. Read that source here. A separate
 * list for the guard says nothing about the route.
 */
export const createGuard = ({MET_GATES, RELEASE}) =>
  createGuardHandler({
    id: 'production-write',
    route: '/api/production-write',
    release: RELEASE,
    gate() {
      // Unknown is not blocked: throwing makes the handler answer 503 "undetermined".
      if (MET_GATES === undefined) throw new Error('MET_GATES is not set.');
      const met = MET_GATES.split(' ');
      const unmetGates = GATES.filter((gate) => !met.includes(gate));
      return unmetGates.length ? {decision: 'blocked', unmetGates} : {decision: 'open'};
    },
  });
