import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noDynamicImport = {
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression', message: 'Import at the top, where the rules on imports see it.' },
  ],
};

const mayNotImport = (regex, message) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex, message }] }],
  ...noDynamicImport,
});

/** Rules that let files import only what begins with one of these and does not climb out of it again. */
const mayImportOnly = (allowed, message) => mayNotImport(`^(?!(${allowed})(?!.*\\.\\./))`, message);

export default defineConfig(
  globalIgnores(['node_modules/', 'cdk.out/', '.local/', 'coverage/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.mjs', 'test/support/*.mjs'] } },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['lambda/chat/*.ts'],
    rules: mayImportOnly(
      '\\./|\\.\\./(shared|media)/',
      'lambda/chat knows only itself, lambda/media and lambda/shared.',
    ),
  },
  {
    files: ['lambda/chat/*/**/*.ts'],
    rules: mayImportOnly(
      '\\./|\\.\\./|\\.\\./\\.\\./shared/',
      'lambda/chat knows only itself and lambda/shared.',
    ),
  },
  {
    files: ['lambda/**/*.ts'],
    ignores: ['lambda/chat/**'],
    rules: mayNotImport(
      '\\.\\./(lib|local|cli|bin|bench|test)/',
      'lambda/ is what runs in AWS: it knows only itself.',
    ),
  },
  {
    files: ['local/**/*.ts'],
    rules: mayNotImport(
      '\\.\\./(lambda|lib)/',
      'local/ answers what lambda/ calls: sharing code with it would hide a fault in both.',
    ),
  },
  {
    files: ['test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect*', 'fc.assert', 'assert*', 'template.*'] },
      ],
      'jest/no-conditional-expect': 'error',
      'jest/prefer-to-be': 'error',
    },
  },
);
