import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import {launchOptions} from './scripts/browser.js';
import {writeCounts} from './scripts/counts.js';

/** @import {TestRunnerConfig, TestSuiteResult, Reporter} from '@web/test-runner' */

/** @type {(suite: TestSuiteResult) => {passed: boolean, skipped: boolean}[]} */
const testsOf = ({tests, suites}) => [...tests, ...suites.flatMap(testsOf)];

/** @returns {Reporter} */
const countingReporter = () => ({
  onTestRunFinished({sessions}) {
    const counts = {passed: 0, failed: 0};
    for (const {passed, testResults} of sessions) {
      const ran = testResults ? testsOf(testResults).filter(({skipped}) => !skipped) : [];
      const failing = ran.filter((test) => !test.passed).length;
      counts.passed += ran.length - failing;
      // A file that could not be loaded has no test that fails: it counts as one.
      counts.failed += failing || (passed ? 0 : 1);
    }
    writeCounts('browser', counts);
  },
});

/** @type {TestRunnerConfig} */
export default {
  files: ['test/**/*.test.ts', '!test/**/*.{node,page}.test.ts'],
  // The root is served as it is: tests may fetch `/demo/…` and `/test/fixtures/…`.
  rootDir: import.meta.dirname,
  nodeResolve: true,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // Without it esbuild knows nothing of the legacy decorators.
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [chromeLauncher({launchOptions: launchOptions()})],
  // Two slow cores and axe need more than mocha's 2 s.
  testFramework: {config: {timeout: 10_000}},
  // Lit's warnings in development are worth reading, its reminder that it is in development is not.
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter(), countingReporter()],
  // Measured with `--coverage`; held folder by folder by scripts/coverage.js.
  coverageConfig: {
    include: ['src/{text,manifest,posture,guard}/**/*.ts'],
    reportDir: 'coverage',
    reporters: ['lcov'],
  },
};
