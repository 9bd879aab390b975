/**
 * Expects the exceptions in one file of page tests to fail. Loaded before that file, because Node 20 cannot
 * find tests by their titles.
 */
import {createRequire, syncBuiltinESMExports} from 'node:module';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {engine} from '../../scripts/browser.js';
import {exceptions} from './exceptions.js';
import {FileExceptions, unneeded} from './file-exceptions.js';

/** @import {TestContext} from 'node:test' */

/**
 * @typedef {(context: TestContext) => unknown} Run the function of a test, hook or suite
 * @typedef {(title: string, ...rest: unknown[]) => unknown} Define
 * @typedef {{title: string, problems: unknown[]}} Suite with what its hooks have thrown
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = relative(root, process.argv[1] ?? '').replaceAll('\\', '/');
const reasons = exceptions[engine][file];
if (reasons) expectFailures(new FileExceptions(reasons));

/** @param {FileExceptions} own */
function expectFailures(own) {
  const nodeTest = /** @type {{describe: Define, it: Define, before: (run: Run) => void}} */ (
    createRequire(import.meta.url)('node:test')
  );
  const {before, describe, it} = nodeTest;
  /** @type {Suite[]} The suites that are being defined, the innermost last. */
  const suites = [];

  Object.assign(nodeTest, {
    describe: withOptions(describe, (title, run) => (context) => {
      suites.push({title, problems: []});
      run(context);
      suites.pop();
    }),
    /** @param {Run} run */
    before(run) {
      const suite = suites.at(-1);
      if (!suite) {
        before(run);
        return;
      }
      // Its tests fail instead, so that they can be exceptions.
      before(async (context) => {
        try {
          await run(context);
        } catch (problem) {
          suite.problems.push(problem);
        }
      });
    },
    it: withOptions(it, (title, run) => {
      const within = [...suites];
      const full = [...within.map((suite) => suite.title), title].join(' ');
      const reason = own.reason(full);
      return async (context) => {
        try {
          for (const {problems} of within) if (problems.length) throw problems[0];
          await run(context);
        } catch (problem) {
          if (reason === undefined) throw problem;
          // Not `skip`, after which Node runs no `afterEach`.
          context.todo(reason);
          return;
        }
        if (reason !== undefined) throw unneeded(full);
      };
    }),
  });
  syncBuiltinESMExports();
  process.on('exit', () => own.assertAllMatched());
}

/**
 * Returns a `describe` or `it` that replaces the function it is given.
 *
 * @param {Define} define
 * @param {(title: string, run: Run) => Run} replaced
 * @returns {Define}
 */
function withOptions(define, replaced) {
  /** @type {Define} */
  const replacement = (title, ...rest) => {
    const run = /** @type {Run} */ (rest.pop());
    return define(title, ...rest, replaced(title, run));
  };
  return Object.assign(replacement, define);
}
