/**
 * Runs tests in Node: `node --import tsx scripts/test-node.js node|page [file...]`. By default that is every
 * file below `test/` that ends in `.node.test.ts` (no browser) or `.page.test.ts` (opens built pages in a
 * browser). For page tests, the environment variable `ENGINE` selects the browser: `chromium` (the default),
 * `firefox` or `webkit`.
 */
import {readdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {filesNotRun} from '../test/engines/exceptions.js';
import {engine} from './browser.js';
import {countsOf} from './counts.js';
import {runTests} from './run-tests.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'test');

const [kind, ...files] = process.argv.slice(2);
const named = files.map((file) => resolve(file));
const all = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith(`.${kind}.test.ts`))
  .map((file) => join(folder, file))
  .sort();
const wanted = named.length ? named : all;

if (kind === 'page') {
  // The processes of the test files inherit it.
  process.execArgv.push(
    '--import',
    new URL('../test/engines/expect-page-failures.js', import.meta.url).href,
  );
  const notRun = filesNotRun(engine).map((file) => join(root, file));
  // The run over all combinations of options has its own counts, and so has each engine.
  const runner = process.env['PRODUCT'] === 'full' ? 'product' : kind;
  runTests(
    countsOf(runner, engine),
    wanted.filter((file) => !notRun.includes(file)),
    2,
  );
} else if (kind === 'node') {
  // Two at a time: end-to-end tests spend much of their time waiting for guards.
  runTests(kind, wanted, 2);
} else {
  console.error(`Unknown kind of test: ${kind}. Use "node" or "page".`);
  process.exitCode = 2;
}
