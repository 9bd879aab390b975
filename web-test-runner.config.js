import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {defaultReporter} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import {engine, launchOptions, withoutOrientation} from './scripts/browser.js';
import {countsOf, writeCounts} from './scripts/counts.js';
import {webkitLauncher} from './scripts/webkit-launcher.js';
import {exceptions, filesNotRun} from './test/engines/exceptions.js';

/** @import {BrowserLauncher, TestRunnerConfig, TestRunnerPlugin, TestSuiteResult, Reporter} from '@web/test-runner' */

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
      // A file that failed to load has no failing test: it counts as one failure.
      counts.failed += failing || (passed ? 0 : 1);
    }
    writeCounts(countsOf('browser', engine), counts);
  },
});

/** @type {Readonly<Record<typeof engine, () => BrowserLauncher>>} */
const launchers = {
  chromium: () => chromeLauncher({launchOptions: launchOptions()}),
  // One page at a time: Firefox gives the focus to one page only.
  firefox: () =>
    chromeLauncher({
      puppeteer,
      launchOptions: launchOptions(),
      createPage: async ({context}) => withoutOrientation(await context.newPage()),
      concurrency: 1,
    }),
  webkit: webkitLauncher,
};

/** @returns {TestRunnerPlugin} */
const expectFailures = () => ({
  name: 'expect-failures',
  transform({path, body}) {
    if (!path.endsWith('.test.ts') || typeof body !== 'string') return undefined;
    const own = JSON.stringify(exceptions[engine][path.slice(1)] ?? {});
    return `import {expectFailures} from '/test/engines/expect-failures.js'; expectFailures(${own}); ${body}`;
  },
});

/** @type {TestRunnerConfig} */
export default {
  files: [
    'test/**/*.test.ts',
    '!test/**/*.{node,page}.test.ts',
    ...filesNotRun(engine).map((file) => `!${file}`),
  ],
  // Serve the repository root, so that tests can fetch `/demo/…` and `/test/fixtures/…`.
  rootDir: import.meta.dirname,
  nodeResolve: true,
  plugins: [
    expectFailures(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      // Enables the legacy decorators.
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [launchers[engine]()],
  // On two slow cores, axe takes longer than mocha's default of 2 s, and several times as long outside Chromium.
  testFramework: {config: {timeout: engine === 'chromium' ? 10_000 : 60_000}},
  testsFinishTimeout: engine === 'chromium' ? 120_000 : 600_000,
  // Show Lit's development warnings, except the reminder that it is in dev mode.
  filterBrowserLogs: ({args}) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter(), countingReporter()],
  // Measured with `--coverage`; scripts/coverage.js enforces the threshold per folder.
  coverageConfig: {
    include: ['src/{text,manifest,posture,guard}/**/*.ts'],
    reportDir: 'coverage',
    reporters: ['lcov'],
  },
};
