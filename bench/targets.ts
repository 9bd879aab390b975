/** The targets, as ratios within one run: absolute times are meaningless on shared machines. */
import {short, table} from './harness/report.js';
import type {Medians, SuiteResult, Target} from './harness/suite.js';
import {COMPETITOR_TARGETS} from './competitors/targets.js';
import {FIRST_TEXT_TARGETS} from './first-text/targets.js';
import {HERD_TARGETS} from './herd/targets.js';
import {HOSTILE_TARGETS} from './hostile/targets.js';
import type {Kind} from './rows/pages.js';

/** The share by which a figure may miss its target before `--check` fails: shared machines are noisy. */
const MARGIN = 0.15;

/** Milliseconds. */
const FRAME = 1000 / 60;

const PER_SIZE = [
  {rows: 8, overStatic: 1.1, overPrebuilt: 1.3, frames: 1},
  {rows: 100, overStatic: 0.8, overPrebuilt: 1.3, frames: 2},
  {rows: 1_000, overStatic: 0.4, overPrebuilt: 0.8, frames: 2},
  {rows: 10_000, overStatic: 0.9, overPrebuilt: 0.35, frames: 2},
];

const paintOver = (cell: Kind, other: Kind, rows: number) => (of: Medians) =>
  of(`${cell} ${rows}`, 'paint') / of(`${other} ${rows}`, 'paint');

/** The first paint without parsing, validating and deriving. Fetching counts: it overlaps with the rest. */
const everythingElse = (of: Medians, rows: number) =>
  of(`E ${rows}`, 'paint') - of(`derive ${rows}`, 'total');

/** Milliseconds before a task counts as blocking. The steps to the posture are one such task. */
const LONG_TASK = 50;

const TARGETS: readonly Target[] = [
  ...PER_SIZE.flatMap(({rows, overStatic, overPrebuilt, frames}): Target[] => [
    {
      name: `${rows} rows: first paint ÷ S`,
      limit: overStatic,
      measured: paintOver('E', 'S', rows),
      best: paintOver('V', 'S', rows),
    },
    {
      name: `${rows} rows: first paint ÷ P`,
      limit: overPrebuilt,
      measured: paintOver('E', 'P', rows),
      best: paintOver('V', 'P', rows),
    },
    {
      name: `${rows} rows: filter, worst, in frames`,
      limit: frames,
      measured: (of) => of(`E ${rows}`, 'filterWorst') / FRAME,
      best: (of) => of(`V ${rows}`, 'filterWorst') / FRAME,
    },
    {
      name: `${rows} rows: layout shift`,
      limit: 0,
      measured: (of) => of(`E ${rows}`, 'shift'),
    },
  ]),
  {
    name: '10000 rows: parse, validate, derive ÷ JSON.parse',
    limit: 4,
    measured: (of) => of('derive 10000', 'total') / of('parse 10000', 'parse'),
  },
  {
    name: '10000 rows: everything else of the first paint ÷ the same at 8',
    limit: 1.5,
    measured: (of) => everythingElse(of, 10_000) / everythingElse(of, 8),
  },
  {
    name: '10000 rows: total blocking time beyond those three, in ms',
    limit: 60,
    measured: (of) =>
      of('E 10000', 'blocking') - Math.max(0, of('derive 10000', 'total') - LONG_TASK),
  },
  {
    name: '10000 rows: memory ÷ P',
    limit: 0.5,
    measured: (of) => of('E 10000', 'memory') / of('P 10000', 'memory'),
    best: (of) => of('V 10000', 'memory') / of('P 10000', 'memory'),
  },
  ...[8, 10_000].map((rows): Target => ({
    name: `${rows} rows: nodes outside time labels that an unchanged check touches`,
    limit: 0,
    measured: (of) => of(`hour ${rows}`, 'othersTouched'),
  })),
  {
    name: '100 centers ÷ one',
    limit: 130,
    measured: (of) => of('centers 100', 'settle') / of('centers 1', 'settle'),
  },
  ...COMPETITOR_TARGETS,
  ...FIRST_TEXT_TARGETS,
  ...HOSTILE_TARGETS,
  ...HERD_TARGETS,
];

/** The result for a target: `close` is a miss within the margin; `unmeasured` has no figures. */
export interface Verdict {
  readonly name: string;
  readonly target: string;
  readonly measured: number;
  readonly best: number | undefined;
  readonly status: 'met' | 'close' | 'missed' | 'unmeasured';
}

/** Compares the results with every target. */
export function judge(results: readonly SuiteResult[]): readonly Verdict[] {
  const of: Medians = (cell, figure) =>
    results
      .map(({summaries}) => summaries[cell]?.[figure]?.median)
      .find((median) => median !== undefined) ?? NaN;
  return TARGETS.map(({name, limit, atLeast = false, measured: measure, best}) => {
    const measured = measure(of);
    const target = `at ${atLeast ? 'least' : 'most'} ${limit}`;
    const within = (margin: number) =>
      atLeast ? measured * (1 + margin) >= limit : measured <= limit * (1 + margin);
    const judged = within(0) ? 'met' : within(MARGIN) ? 'close' : 'missed';
    const status = Number.isNaN(measured) ? 'unmeasured' : judged;
    return {name, target, measured, best: best?.(of), status};
  });
}

export const verdictTable = (verdicts: readonly Verdict[]): string =>
  table(
    ['what', 'target', 'measured', 'V', 'verdict'],
    verdicts.map(({name, target, measured, best, status}) => [
      name,
      target,
      short(measured),
      best === undefined ? '' : short(best),
      status,
    ]),
  );
