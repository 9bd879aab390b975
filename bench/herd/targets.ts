/** Targets for what many readers, or many centers on one page, ask of a guard. */
import type {Target} from '../harness/suite.js';

export const HERD_TARGETS: readonly Target[] = [
  {
    name: '8 centers of 60 guards: requests an interval after a failure',
    limit: 1,
    measured: (of) => of('page of 8 centers', 'mostPerInterval'),
  },
  ...['outage, refused', 'outage, silent', 'Retry-After: 120', 'Retry-After: a date'].map(
    (trouble): Target => ({
      name: `10000 readers after ten minutes of "${trouble}": peak ÷ mean`,
      limit: 2,
      measured: (of) => of(`${trouble}, 10000 readers`, 'peakToMean'),
    }),
  ),
];
