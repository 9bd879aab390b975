/**
 * Runs the browser tests and the page tests in each engine: `npm run test:engines -- [engine...]`, by
 * default in all. Prints the counts and the time of each engine, and the tests that it cannot pass.
 */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {engines, findBrowser} from './browser.js';
import {countsOf, readCounts, writeCounts} from './counts.js';
import {exceptions} from '../test/engines/exceptions.js';

const RUNNERS = {
  browser: ['node_modules/@web/test-runner/dist/bin.js'],
  page: ['--import', 'tsx', 'scripts/test-node.js', 'page'],
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !engines.some((engine) => engine === name));
if (unknown.length)
  throw new Error(`Unknown engine: ${unknown.join(', ')}. Engines: ${engines.join(', ')}.`);
const report = engines
  .filter((engine) => !named.length || named.includes(engine))
  .flatMap((engine) => [...runIn(engine), ...exceptionsOf(engine)]);
console.log(`\n${report.join('\n')}`);

/**
 * @param {typeof engines[number]} engine
 * @returns {string[]} the counts
 */
function runIn(engine) {
  findBrowser(engine);
  return Object.entries(RUNNERS).map(([runner, command]) => {
    const counts = countsOf(runner, engine);
    // What it counts as if it does not reach its end.
    writeCounts(counts, {passed: 0, failed: 1});
    const start = Date.now();
    const env = {...process.env, ENGINE: engine};
    const {status} = spawnSync(process.execPath, command, {env, stdio: 'inherit'});
    if (status !== 0) process.exitCode = 1;
    const {passed, failed} = readCounts(counts);
    const seconds = Math.round((Date.now() - start) / 1000);
    return `${engine}, ${runner} tests: ${passed} passed, ${failed} failed in ${seconds} s`;
  });
}

/**
 * @param {typeof engines[number]} engine
 * @returns {string[]}
 */
function exceptionsOf(engine) {
  return Object.entries(exceptions[engine]).flatMap(([file, reasons]) => {
    if (!existsSync(file)) throw new Error(`test/engines/exceptions.js: there is no ${file}.`);
    return Object.entries(reasons).map(
      ([title, reason]) =>
        `  exception: ${file}, ${title === '*' ? 'all tests' : title}: ${reason}`,
    );
  });
}
