/**
 * Runs the tests that need no browser: `node --import tsx scripts/test-node.js [file...]`, by
 * default every `test/**` file that ends in `.node.test.ts`. (Node 20's `--test` knows no globs;
 * what `--import` names is handed on to each test file's own process.)
 */
import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {run} from 'node:test';
import {spec} from 'node:test/reporters';
import {fileURLToPath} from 'node:url';
import {writeCounts} from './counts.js';

const folder = fileURLToPath(new URL('../test/', import.meta.url));

const named = process.argv.slice(2).map((file) => resolve(file));
const all = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.node.test.ts'))
  .map((file) => join(folder, file))
  .sort();

const counts = {passed: 0, failed: 0};

// Two at a time: much of what the end-to-end tests do is waiting for a guard.
const events = run({files: named.length ? named : all, concurrency: 2});
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
  // A run of its own, whose tests are counted beside those of the others.
  writeCounts(process.env['PRODUCT'] === 'full' ? 'product' : 'node', counts);
  if (counts.passed === 0) process.exitCode = 1;
});
events.pipe(new spec()).pipe(process.stdout);
