/**
 * Simulates the readers of one guard on an injected clock: a day, an outage, a `Retry-After`. Each cell runs
 * once, because the random numbers are the same in each run. For Node.
 */
import {Random} from '../../test/fixtures/random.js';
import {summaryOf, type Figures, type Summaries} from '../harness/sample.js';
import type {Suite} from '../harness/suite.js';
import {mostPerInterval} from './page.js';
import {INTERVAL, requestsOf, SECOND, WINDOW} from './readers.js';
import {SCENARIOS, type Measured} from './scenarios.js';
import {bytesOfCheck} from './weight.js';

const SIZES = [
  {readers: 10_000, names: Object.keys(SCENARIOS)},
  // A selection: each takes minutes.
  {readers: 1_000_000, names: ['day', 'outage, refused', 'Retry-After: 120']},
];
const SEED = 1;

const COLUMNS = {
  requests: '',
  traffic: 'MB',
  mean: 'a second',
  peak: 'a second',
  peakToMean: '',
  peakToUsual: '',
  mostPerInterval: '',
};

export const herd: Suite = async (_, {wanted}) => {
  const bytes = await bytesOfCheck();
  const cells: [name: string, measure: () => Promise<Figures>][] = [
    ['page of 8 centers', async () => ({mostPerInterval: await mostPerInterval(new Random(SEED))})],
    ...SIZES.flatMap(({readers, names}) =>
      names.map((name): (typeof cells)[number] => [
        `${name}, ${readers} readers`,
        () => measure(SCENARIOS[name]!, readers, bytes),
      ]),
    ),
  ];
  const summaries: Record<string, Summaries[string]> = {};
  for (const [name, measure] of cells.filter(([name]) => wanted(name))) {
    const figures = Object.entries(await measure());
    summaries[name] = Object.fromEntries(figures.map(([key, value]) => [key, summaryOf([value])]));
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return {suite: 'herd', summaries, columns: COLUMNS};
};

async function measure(scenario: Measured, readers: number, bytes: number): Promise<Figures> {
  const windows = await requestsOf(scenario, readers, new Random(SEED));
  const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);
  const measured = windows.subarray(scenario.from / WINDOW);
  const seconds = WINDOW / SECOND;
  const mean = sum(measured) / measured.length / seconds;
  const peak = Math.max(...measured) / seconds;
  return {
    requests: sum(windows),
    traffic: (sum(windows) * bytes) / 1e6,
    mean,
    peak,
    peakToMean: peak / mean,
    // The usual rate is that of readers who have the page open, one request an interval each.
    peakToUsual: peak / (readers / (INTERVAL / SECOND)),
    bytesPerCheck: bytes,
  };
}
