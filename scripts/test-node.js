/**
 * Runs the tests that need no browser: `node --import tsx scripts/test-node.js [file...]`, by
 * default every `test/**` file that ends in `.node.test.ts`.
 */
import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {runTests} from './run-tests.js';

const folder = fileURLToPath(new URL('../test/', import.meta.url));

const named = process.argv.slice(2).map((file) => resolve(file));
const all = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.node.test.ts'))
  .map((file) => join(folder, file))
  .sort();

// The product is a run of its own, whose tests are counted beside those of the others.
const runner = process.env['PRODUCT'] === 'full' ? 'product' : 'node';
// Two at a time: much of what the end-to-end tests do is waiting for a guard.
runTests(runner, named.length ? named : all, 2);
