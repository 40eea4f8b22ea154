import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What tsc checks: it knows every name, Node's and the browser's. */
const typed = ['**/*.ts', 'src/report/page/*.js'];

/** What comes from outside is parsed in one place. */
const boundedJson = { object: 'JSON', property: 'parse', message: 'Use parseJson, which bounds depth and size.' };

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'build/', 'schemas/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: typed })),
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name every export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // What reaches outside has few owners; .dependency-cruiser.js has those of packages and of Node's modules.
    files: ['src/**/*.ts'],
    ignores: ['src/action.ts', 'src/cli.ts', 'src/host/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only the entries and hosts read the environment.' },
        boundedJson,
      ],
    },
  },
  {
    files: ['src/action.ts', 'src/cli.ts', 'src/host/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', boundedJson] },
  },
  { files: ['src/base/json.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['src/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    // Tests read JSON answers and poke at loose shapes; the rules below only add noise there.
    files: ['__tests__/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    // The page's parts are closures: they have no `this` to lose, and their listeners are short.
    files: ['src/report/page/*.js'],
    rules: {
      'max-lines-per-function': ['error', 60],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ignores: typed,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
