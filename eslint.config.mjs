import jest from 'eslint-plugin-jest';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** A rule that lets files import only what one of the patterns allows. */
const mayImportOnly = (allowed, message) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    { patterns: [{ regex: `^(?!${allowed})`, message }] },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression', message: 'Import at the top, where this rule sees it.' },
  ],
});

export default defineConfig(
  globalIgnores(['node_modules/', 'cdk.out/', '.local/', 'coverage/']),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  { files: ['*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.mjs'] } } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['lambda/chat/*.ts'],
    rules: mayImportOnly('\\./|\\.\\./shared/', 'lambda/chat knows only itself and lambda/shared.'),
  },
  {
    files: ['lambda/chat/texts/*.ts'],
    rules: mayImportOnly(
      '\\./|\\.\\./(?!\\.\\.)|\\.\\./\\.\\./shared/',
      'lambda/chat knows only itself and lambda/shared.',
    ),
  },
  {
    files: ['lambda/**/*.ts'],
    ignores: ['lambda/chat/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./)+(lib|local|cli|bin|bench|test)/',
              message: 'lambda/ is what runs in AWS: it knows only itself.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['local/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(\\.\\./)+(lambda|lib)/',
              message: 'local/ answers what lambda/ calls: sharing code with it would hide a fault in both.',
            },
          ],
        },
      ],
    },
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
