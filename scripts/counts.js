/**
 * Test counts. Each runner writes how many tests passed and failed to a small file. Run as a
 * command (`node scripts/counts.js`), this prints the sum over all runners on one line.
 */
import {mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('../coverage/counts/', import.meta.url));

/**
 * @import {Engine} from './browser.js'
 * @typedef {{passed: number, failed: number}} Counts
 */

/**
 * @param {string} runner such as `browser` or `page`
 * @param {Engine} engine
 * @returns {string} the runner's name for the counts in an engine
 */
export const countsOf = (runner, engine) =>
  engine === 'chromium' ? runner : `${runner}-${engine}`;

/**
 * @param {string} runner such as `browser` or `node`
 * @param {Counts} counts
 */
export function writeCounts(runner, {passed, failed}) {
  mkdirSync(folder, {recursive: true});
  writeFileSync(`${folder}${runner}.json`, JSON.stringify({passed, failed}));
}

/**
 * @param {string} runner
 * @returns {Counts} the latest counts of a runner
 */
export function readCounts(runner) {
  /** @type {Counts} */
  const counts = JSON.parse(readFileSync(`${folder}${runner}.json`, 'utf8'));
  return counts;
}

/** @returns {Counts} the sum of every runner's latest counts */
export function sumCounts() {
  mkdirSync(folder, {recursive: true});
  const sum = {passed: 0, failed: 0};
  for (const file of readdirSync(folder)) {
    const {passed, failed} = readCounts(file.replace(/\.json$/, ''));
    sum.passed += passed;
    sum.failed += failed;
  }
  return sum;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const {passed, failed} = sumCounts();
  console.log(`${passed} passed, ${failed} failed`);
}
