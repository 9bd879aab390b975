import {createGuardHandler} from '@arqen/trust-center/guard';

/** The gates that hold the route back, by their ids in the manifest. */
const GATES = ['authentication', 'tenant-isolation'];

/**
 * The guard of `/api/production-write`. `MET_GATES`, ids separated by spaces, stands for what your route
 * itself goes by: a flag, a table, a configuration. Read that here; a list kept for the guard alone would
 * say nothing of the route.
 */
export const createGuard = ({MET_GATES, RELEASE}) =>
  createGuardHandler({
    id: 'production-write',
    route: '/api/production-write',
    release: RELEASE,
    gate() {
      // Not to know is not to be blocked: what throws is answered 503 "undetermined".
      if (MET_GATES === undefined) throw new Error('MET_GATES is not set.');
      const met = MET_GATES.split(' ');
      const unmetGates = GATES.filter((gate) => !met.includes(gate));
      return unmetGates.length ? {decision: 'blocked', unmetGates} : {decision: 'open'};
    },
  });
