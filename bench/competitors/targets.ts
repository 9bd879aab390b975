/** Targets for the comparison with the competitors, as ratios within one run. */
import type {Medians, Target} from '../harness/suite.js';

const LARGE = ['scalar', 'redoc', 'swagger-ui', 'rapidoc', 'stoplight'];

/** Also built with Lit, and small: there is no target for its size, only for its speed. */
const SMALL = ['api-viewer'];

const overOurs = (of: Medians, competitor: string, figure: string) =>
  of(`${competitor}, slow 4G`, figure) / of('ours, slow 4G', figure);

export const COMPETITOR_TARGETS: readonly Target[] = [
  ...[...LARGE, ...SMALL].map((competitor): Target => ({
    name: `slow 4G: time to the text of ${competitor} ÷ ours`,
    limit: 3,
    atLeast: true,
    measured: (of) => overOurs(of, competitor, 'shown'),
  })),
  ...LARGE.map((competitor): Target => ({
    name: `bytes of ${competitor} ÷ ours`,
    limit: 8,
    atLeast: true,
    measured: (of) => overOurs(of, competitor, 'bytes'),
  })),
  ...Object.entries({'api-viewer': 1, rapidoc: 0.4}).map(([competitor, limit]): Target => ({
    name: `slow 4G: time to the text of ours ÷ ${competitor}`,
    limit,
    measured: (of) => 1 / overOurs(of, competitor, 'shown'),
  })),
  {
    name: 'slow 4G: time to the text of ours ÷ static HTML',
    limit: 1.4,
    measured: (of) => of('ours, slow 4G', 'shown') / of('static HTML, slow 4G', 'shown'),
  },
];
