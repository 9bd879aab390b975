/** Targets for the first text and for blocking, as ratios within one run. */
import type {Target} from '../harness/suite.js';

const OURS = 'ours, slow 4G';

export const FIRST_TEXT_TARGETS: readonly Target[] = [
  ...['text', 'statement'].map((figure): Target => ({
    name: `slow 4G: first ${figure} ÷ the same as server markup without scripts`,
    limit: 1.1,
    measured: (of) => of(OURS, figure) / of('server markup, slow 4G', figure),
  })),
  {
    name: 'slow 4G: longest task ÷ calibration',
    limit: 2,
    measured: (of) => of(OURS, 'longest'),
  },
  {
    name: 'slow 4G: total blocking ÷ calibration',
    limit: 4,
    measured: (of) => of(OURS, 'blocking'),
  },
  {
    name: 'slow 4G: bytes of script before the first text, brotli',
    limit: 40_960,
    measured: (of) => of(OURS, 'scripts'),
  },
  {
    name: 'slow 4G: layout shift',
    limit: 0.02,
    measured: (of) => of(OURS, 'shift'),
  },
];
