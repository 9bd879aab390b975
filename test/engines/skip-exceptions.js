/** Mocha hooks that skip the exceptions of this engine. The test runner adds them to every test file. */

/**
 * @param {Readonly<Record<string, string>>} exceptions the reasons, by full title, of this test file's
 */
export function skipExceptions(exceptions) {
  beforeEach(function () {
    if (Object.hasOwn(exceptions, this.currentTest?.fullTitle() ?? '')) this.skip();
  });

  after(function () {
    /** @type {Set<string>} */
    const titles = new Set();
    let root = this.test?.parent;
    while (root?.parent) root = root.parent;
    root?.eachTest((test) => {
      titles.add(test.fullTitle());
      if (test.isPending() && !Object.hasOwn(exceptions, test.fullTitle()))
        throw new Error(`"${test.fullTitle()}" is skipped but not in test/engines/exceptions.js`);
    });
    for (const title of Object.keys(exceptions))
      if (!titles.has(title))
        throw new Error(`test/engines/exceptions.js names a test that does not exist: "${title}"`);
  });
}
