/**
 * Runs tests in Node: `node --import tsx scripts/test-node.js node|page [file...]`, by default every
 * `test/**` file that ends in `.node.test.ts`, which needs no browser, or in `.page.test.ts`, which opens
 * built pages in one.
 */
import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {runTests} from './run-tests.js';

const folder = fileURLToPath(new URL('../test/', import.meta.url));

const [kind, ...files] = process.argv.slice(2);
const named = files.map((file) => resolve(file));
const all = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith(`.${kind}.test.ts`))
  .map((file) => join(folder, file))
  .sort();

if (kind === 'node' || kind === 'page') {
  // The product is a run of its own, whose tests are counted beside those of the others.
  const runner = process.env['PRODUCT'] === 'full' ? 'product' : kind;
  // Two at a time: much of what the end-to-end tests do is waiting for a guard.
  runTests(runner, named.length ? named : all, 2);
} else {
  console.error(`Say which tests: node or page, and not ${kind}.`);
  process.exitCode = 2;
}
