/** Expects the exceptions among browser tests to fail. The test runner adds it to every test file. */
import {FileExceptions, unneeded} from './file-exceptions.js';

/** @import {Reasons} from './exceptions.js' */

/** @param {Reasons} reasons those of this engine and test file */
export function expectFailures(reasons) {
  const exceptions = new FileExceptions(reasons);

  before(function () {
    let root = this.test?.parent;
    while (root?.parent) root = root.parent;
    root?.eachTest((test) => {
      const title = test.fullTitle();
      if (test.isPending())
        throw new Error(`"${title}" is skipped: use test/engines/exceptions.js.`);
      const run = /** @type {((this: Mocha.Context) => unknown) | undefined} */ (test.fn);
      if (exceptions.reason(title) === undefined || !run) return;
      /** @this {Mocha.Context} */
      test.fn = async function () {
        try {
          await run.call(this);
        } catch {
          this.skip();
        }
        throw unneeded(title);
      };
    });
    exceptions.assertAllMatched();
  });
}
