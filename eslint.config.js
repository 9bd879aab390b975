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
    // tsconfig.json excludes this file, because not every plugin has types.
    languageOptions: {parserOptions: {projectService: {allowDefaultProject: ['eslint.config.js']}}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      // Rules for what TypeScript does not check. Formatting is left to Prettier.
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

      // Under `noUncheckedIndexedAccess`, a `!` states what a regular expression or a loop guarantees.
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
      // Lit calls template listeners as methods of their element.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    // No host's script runs in a frame of ours, on a server or in a shell.
    ignores: ['src/cli/**', 'src/embed/**', 'src/guard/handler.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {object: 'JSON', property: 'stringify', message: 'A host may change it: use `toJson`.'},
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'examples/*.ts'],
    rules: {
      // Reading chai's `expect(x).to.be.true` is the assertion.
      '@typescript-eslint/no-unused-expressions': 'off',
      // Stubs are async because the real functions are.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // node:test awaits these itself.
            {from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test']},
            // @open-wc/testing types chai's `equal` as a promise, which it is not.
            {from: 'package', package: 'chai', name: 'Equal'},
          ],
        },
      ],
    },
  },
  {
    // JavaScript cannot annotate the results of `JSON.parse` and untyped plugins.
    files: ['**/*.js'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
