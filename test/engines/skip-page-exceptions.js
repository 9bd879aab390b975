/**
 * Skips the exceptions of this engine in one file of page tests. Loaded before that file, because Node 20
 * cannot skip tests by their titles.
 */
import {createRequire, syncBuiltinESMExports} from 'node:module';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {engine} from '../../scripts/browser.js';
import {PAGE_EXCEPTIONS} from './page-exceptions.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = relative(root, process.argv[1] ?? '').replaceAll('\\', '/');
const exceptions = PAGE_EXCEPTIONS[engine][file];

if (exceptions) {
  const unmatched = new Set(Object.keys(exceptions));
  /** @typedef {(title: string, ...rest: unknown[]) => unknown} Define */
  const nodeTest = /** @type {Record<string, Define>} */ (
    createRequire(import.meta.url)('node:test')
  );
  for (const name of ['it', 'describe']) {
    const real = nodeTest[name];
    if (!real) continue;
    nodeTest[name] = Object.assign(
      /** @type {Define} */
      (title, ...rest) => {
        const found = Object.keys(exceptions).find((pattern) => matches(pattern, title));
        if (found === undefined) return real(title, ...rest);
        unmatched.delete(found);
        return real(title, {skip: exceptions[found]}, rest.at(-1));
      },
      real,
    );
  }
  syncBuiltinESMExports();
  process.on('exit', () => {
    for (const title of unmatched) {
      console.error(
        `test/engines/page-exceptions.js: no test of ${file} has the title "${title}".`,
      );
      process.exitCode = 1;
    }
  });
}

/**
 * @param {string} pattern a title, or the start of one and an asterisk
 * @param {string} title
 */
function matches(pattern, title) {
  return pattern.endsWith('*') ? title.startsWith(pattern.slice(0, -1)) : title === pattern;
}
