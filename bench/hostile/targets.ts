/** Targets for hostile manifests, as ratios within one run. */
import type {Target} from '../harness/suite.js';
import {hostileTexts} from '../../test/fixtures/hostile.js';

export const HOSTILE_TARGETS: readonly Target[] = [
  ...Object.keys(hostileTexts).map((name): Target => ({
    name: `${name}: longest task besides JSON.parse ÷ calibration`,
    limit: 5,
    measured: (of) => of(name, 'longest'),
  })),
  {
    name: '16 MiB of problems: time to its error ÷ JSON.parse',
    limit: 6,
    measured: (of) => of('16 MiB of problems', 'answerRatio'),
  },
];
