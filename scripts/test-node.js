/**
 * Runs tests in Node: `node --import tsx scripts/test-node.js node|page [file...]`. By default that is every
 * file below `test/` that ends in `.node.test.ts` (no browser) or `.page.test.ts` (opens built pages in a
 * browser).
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
  // The run over all combinations of options has its own counts.
  const runner = process.env['PRODUCT'] === 'full' ? 'product' : kind;
  // Two at a time: end-to-end tests spend much of their time waiting for guards.
  runTests(runner, named.length ? named : all, 2);
} else {
  console.error(`Unknown kind of test: ${kind}. Use "node" or "page".`);
  process.exitCode = 2;
}
