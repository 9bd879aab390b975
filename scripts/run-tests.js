import {run} from 'node:test';
import {spec} from 'node:test/reporters';
import {writeCounts} from './counts.js';

/**
 * Runs test files in Node, each in a process of its own, prints what they found, and keeps the counts.
 * (Node 20's `--test` knows no globs; what `--import` names is handed on to those processes.)
 *
 * @param {string} runner whose counts these are, such as `node`
 * @param {string[]} files
 * @param {number} concurrency how many files at a time
 */
export function runTests(runner, files, concurrency) {
  const counts = {passed: 0, failed: 0};
  const events = run({files, concurrency});
  events.on('test:pass', ({details}) => {
    if (details.type !== 'suite') counts.passed++;
  });
  events.on('test:fail', ({details}) => {
    process.exitCode = 1;
    // A suite fails with its tests, which are counted; only a hook that failed is its own failure.
    const {failureType} = /** @type {{failureType?: string}} */ (details.error);
    if (failureType !== 'subtestsFailed') counts.failed++;
  });
  events.once('end', () => {
    writeCounts(runner, counts);
    if (counts.passed === 0) process.exitCode = 1;
  });
  events.pipe(new spec()).pipe(process.stdout);
}
