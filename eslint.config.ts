import reactHooks from 'eslint-plugin-react-hooks';
import unicorn from 'eslint-plugin-unicorn';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['.next/**', '.data/**', 'lib/db/generated/**', 'next-env.d.ts']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { unicorn },
    rules: {
      // Folders such as [runId] name a parameter.
      'unicorn/filename-case': ['error', { case: 'kebabCase', ignore: [/^\[.+\]$/] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 4],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message:
            'Read settings from lib/config/env.ts: it validates them and names what is wrong.',
        },
      ],
    },
  },
  { files: ['lib/config/env.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['lib/cli/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  // Must run on an older Node, so it cannot be TypeScript.
  { files: ['lib/cli/require-node.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['app/**', 'components/**'],
    extends: [reactHooks.configs.flat.recommended],
  },
]);
