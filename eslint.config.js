import {defineConfig, globalIgnores} from 'eslint/config';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    'dist',
    'coverage',
    'screenshots',
    'bench/results',
    'test/hosts/*/',
    'examples/*/',
  ]),
  {
    extends: [tseslint.configs.strictTypeChecked],
    // This file stands outside tsconfig.json: not every plugin has types.
    languageOptions: {parserOptions: {projectService: {allowDefaultProject: ['eslint.config.js']}}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      // What TypeScript cannot see. Layout is Prettier's: no rule here speaks of it.
      'array-callback-return': 'error',
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-empty': 'error',
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-promise-executor-return': 'error',
      'no-self-compare': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'object-shorthand': 'error',
      'prefer-object-has-own': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {considerDefaultExhaustiveForUnions: true},
      ],

      // Under `noUncheckedIndexedAccess` a `!` says what a regular expression or a loop has proven.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', {ignoreArrowShorthand: true}],
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
    },
  },
  {
    files: ['src/**/*.ts', 'demo/**/*.ts'],
    extends: [
      lit.configs['flat/recommended'],
      wc.configs['flat/recommended'],
      litA11y.configs.recommended,
    ],
    rules: {
      'lit/attribute-names': ['error', {convention: 'kebab'}],
      'lit/ban-attributes': ['error', 'style'], // Blocked under `style-src 'self'`.
      'lit/lifecycle-super': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-private-properties': ['error', {private: '^#', protected: '^_'}],
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'wc/no-closed-shadow-root': 'error',
      'wc/no-typos': 'error',
      'wc/require-listener-teardown': 'error',
      // Lit calls a listener in a template as a method of its element.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'examples/*.ts'],
    rules: {
      // chai's `expect(x).to.be.true` asserts by being read.
      '@typescript-eslint/no-unused-expressions': 'off',
      // A stub answers asynchronously because what it stands for does.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // node:test waits for these itself.
            {from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test']},
            // @open-wc/testing types chai's `equal` as a promise, which it is not.
            {from: 'package', package: 'chai', name: 'Equal'},
          ],
        },
      ],
    },
  },
  {
    // Here `JSON.parse` and untyped plugins cannot be told what they are.
    files: ['**/*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
