import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Folders of collector/src in the order in which data flows: a file may import from its own and from those before it. */
const ORDER = [
  'model',
  'config',
  'inventory',
  'ocpp',
  'signal-log',
  'gateway',
  'receivers',
  'processors',
  'ledger',
  'telemetry',
  'exporters',
  'desk',
  'api',
];

const directions = ORDER.map((folder, index) => ({
  target: `./collector/src/${folder}`,
  from: [...ORDER.slice(index + 1), 'service', 'cli'].map((later) => `./collector/src/${later}`),
  message: `Data flows one way: ${folder}/ may import only from ${ORDER.slice(0, index + 1).join(', ')} (docs/architecture.md).`,
}));

const zones = [
  ...directions,
  {
    target: './simulator',
    from: ORDER.slice(1).map((folder) => `./collector/src/${folder}`),
    message: 'The simulator knows the truth by itself: of the collector it may import only model/.',
  },
  {
    target: './collector',
    from: ['./measure', './deploy', './simulator'],
    message: 'The collector stands alone.',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/generated/**',
      '.tools/**',
      '.demo/**',
      'figures/*.json',
      // As the scaffold of Grafana's plugins writes it.
      'grafana-plugin/.config/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { maxDepth: 4 }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', 300],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'readonly', process: 'readonly', require: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/contract.ts', '**/testkit/**'],
    rules: { 'max-lines': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
