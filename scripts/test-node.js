/**
 * Runs tests in Node: `node --import tsx scripts/test-node.js node|page [file...]`. By default that is every
 * file below `test/` that ends in `.node.test.ts` (no browser) or `.page.test.ts` (opens built pages in a
 * browser). For page tests, the environment variable `ENGINE` selects the browser: `chromium` (the default),
 * `firefox` or `webkit`.
 */
import {existsSync, readdirSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {PAGE_EXCEPTIONS} from '../test/engines/page-exceptions.js';
import {engine} from './browser.js';
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
  // The run over all combinations of options has its own counts, and so has each engine.
  const runner = process.env['PRODUCT'] === 'full' ? 'product' : kind;
  runTests(engine === 'chromium' ? runner : `${runner}-${engine}`, withoutExceptions(wanted), 2);
} else if (kind === 'node') {
  // Two at a time: end-to-end tests spend much of their time waiting for guards.
  runTests(kind, wanted, 2);
} else {
  console.error(`Unknown kind of test: ${kind}. Use "node" or "page".`);
  process.exitCode = 2;
}

/**
 * Returns the files that the engine can run, after printing the others and all tests that will be skipped.
 *
 * @param {readonly string[]} files
 */
function withoutExceptions(files) {
  const exceptions = PAGE_EXCEPTIONS[engine];
  for (const file of Object.keys(exceptions))
    if (!existsSync(join(root, file))) {
      console.error(`test/engines/page-exceptions.js: there is no ${file}.`);
      process.exitCode = 1;
    }
  // The processes of the test files inherit it.
  process.execArgv.push(
    '--import',
    new URL('../test/engines/skip-page-exceptions.js', import.meta.url).href,
  );
  return files.filter((path) => {
    const file = relative(root, path).replaceAll('\\', '/');
    const titles = exceptions[file] ?? {};
    for (const [title, reason] of Object.entries(titles))
      console.log(
        `Not in ${engine}: ${file}, ${title === '*' ? 'all tests' : `"${title}"`}: ${reason}`,
      );
    return !('*' in titles);
  });
}
