/**
 * Mutation tests of the code that decides what a reader may believe: `npm run test:mutants`. Changes each of
 * its expressions in turn, and requires that a test fails. That takes minutes, so it is not part of `npm test`.
 *
 * A change that makes no difference, so that no test can notice it, is exempted where it stands, with its
 * reason: `// Stryker disable next-line <mutator>: <reason>`.
 */

/** Tests that run in the browser otherwise, but need nothing of it. */
const tests = [
  'test/guard/decision-table.test.ts',
  'test/guard/verdict.test.ts',
  'test/posture/agreement.test.ts',
  'test/posture/assurance.test.ts',
  'test/posture/compare.test.ts',
  'test/posture/derive.test.ts',
  'test/posture/derive-again.test.ts',
  'test/posture/derive-in-steps.test.ts',
  'test/text/links.test.ts',
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'src/guard/verdict.ts',
    'src/posture/agreement.ts',
    'src/posture/assurance.ts',
    'src/posture/derive.ts',
    'src/posture/guards.ts',
    'src/posture/posture.ts',
    'src/text/links.ts',
  ],
  // Only what the tests import is copied.
  ignorePatterns: ['**', '!package.json', '!tsconfig.json', '!src/**', '!test/**'],
  // Within a folder that every other tool ignores.
  tempDirName: 'coverage/mutants',
  // Bundled once for all changes. In Node, the tests need only the assertions of their library.
  buildCommand: `esbuild ${tests.join(' ')} --bundle --splitting --format=esm --platform=node --main-fields=module,main --alias:@open-wc/testing=@esm-bundle/chai --outdir=bundled`,
  testRunner: 'mocha',
  mochaOptions: {spec: ['bundled/**/*.test.js']},
  coverageAnalysis: 'perTest',
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: {allowColor: false, reportTests: false, logTests: false},
  thresholds: {high: 100, low: 100, break: 100},
};
