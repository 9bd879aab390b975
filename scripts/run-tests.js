import {run} from 'node:test';
import {spec} from 'node:test/reporters';
import {writeCounts} from './counts.js';

/**
 * Runs test files with Node's test runner, each in its own process, prints the results, and writes the
 * counts. (The `--test` flag of Node 20 does not support globs; `--import` is passed on to the processes.)
 *
 * @param {string} runner the runner's name for the counts, such as `node`
 * @param {string[]} files
 * @param {number} concurrency the number of files to run at a time
 */
export function runTests(runner, files, concurrency) {
  const counts = {passed: 0, failed: 0};
  const events = run({files, concurrency});
  events.on('test:pass', ({details, skip, todo}) => {
    // An exception of the engine is to do: see test/engines/exceptions.js.
    if (details.type !== 'suite' && skip === undefined && todo === undefined) counts.passed++;
  });
  events.on('test:fail', ({details}) => {
    process.exitCode = 1;
    // A suite also fails if one of its tests fails, which is already counted. A failed hook is not.
    const {failureType} = /** @type {{failureType?: string}} */ (details.error);
    if (failureType !== 'subtestsFailed') counts.failed++;
  });
  events.once('end', () => {
    writeCounts(runner, counts);
    if (counts.passed === 0) process.exitCode = 1;
  });
  events.pipe(new spec()).pipe(process.stdout);
}
