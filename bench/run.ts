/**
 * Measures the element's speed next to reference pages in the same run: `npm run bench`, or selected suites
 * with `npm run bench -- rows idle`. See `bench/README.md`.
 *
 * `--samples 3` makes fewer visits to each cell, `--rows 8,100` measures fewer sizes, `--cells ours` only the
 * cells of `competitors`, `first-text` and `hostile` that begin so, `--dist <folder>` measures another build,
 * and `--check` fails if a target is missed by more than the margin.
 */
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {openBrowser} from './harness/browser.js';
import {machine, suiteTable, writeResult} from './harness/report.js';
import type {Suite, SuiteResult} from './harness/suite.js';
import {judge, verdictTable, type Verdict} from './targets.js';

/** Suites load on demand: `competitors` needs packages of its own. */
const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  rows: async () => (await import('./rows/suite.js')).rows,
  idle: async () => (await import('./idle/suite.js')).idle,
  competitors: async () => (await import('./competitors/suite.js')).competitors,
  'first-text': async () => (await import('./first-text/suite.js')).firstText,
  hostile: async () => (await import('./hostile/suite.js')).hostile,
  herd: async () => (await import('./herd/suite.js')).herd,
};

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    samples: {type: 'string', default: '7'},
    rows: {type: 'string', default: '8,100,1000,10000'},
    cells: {type: 'string', multiple: true, default: ['']},
    dist: {type: 'string', default: 'dist'},
    check: {type: 'boolean', default: false},
  },
});
const options = {
  samples: Number(values.samples),
  rows: values.rows.split(',').map(Number),
  wanted: (cell: string) => values.cells.some((prefix) => cell.startsWith(prefix)),
  dist: pathToFileURL(`${values.dist}/`),
};
if (!Number.isInteger(options.samples) || options.samples < (values.check ? 7 : 1))
  throw new Error('--samples must be a whole number, and at least 7 with --check.');
const names = positionals.length ? positionals : Object.keys(SUITES);
const unknown = names.find((name) => !Object.hasOwn(SUITES, name));
if (unknown)
  throw new Error(`Unknown suite "${unknown}". Available: ${Object.keys(SUITES).join(', ')}.`);

const results: SuiteResult[] = [];
const browser = await openBrowser();
try {
  const on = await machine(browser);
  console.log(`${new Date().toISOString().slice(0, 10)}, ${on}\n`);
  for (const name of names) {
    const suite = await SUITES[name]!();
    const result = await suite(browser, options);
    results.push(result);
    await writeResult(result, on);
    console.log(`${suiteTable(result)}\n`);
  }
} finally {
  await browser.close();
}

const verdicts = judge(results);
const named = (wanted: Verdict['status']) =>
  verdicts.flatMap(({name, status}) => (status === wanted ? name : [])).join('; ');
console.log(verdictTable(verdicts.filter(({status}) => status !== 'unmeasured')));
// Listed, so that a renamed cell does not hide a target that is no longer measured.
if (!positionals.length && named('unmeasured'))
  console.log(`\nNot measured in this run: ${named('unmeasured')}`);
const complete = !positionals.length && options.rows.length === 4 && options.wanted('');
const failed = named('missed') || (complete && named('unmeasured'));
if (values.check && failed) {
  console.error(`Missed by more than the margin, or not measured: ${failed}`);
  process.exitCode = 1;
}
