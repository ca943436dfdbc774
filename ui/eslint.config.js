import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import noLiteralText from './eslint/no-literal-text.js';
import svelteConfig from './svelte.config.js';

const tauri = [{ group: ['@tauri-apps/*'], message: 'Only src/backend may know Tauri.' }];

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/backend/bindings.gen.ts'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs['flat/recommended'],
  { languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      'no-undef': 'off', // TypeScript sees to it.
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: tauri }],
    },
  },
  { files: ['src/backend/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.svelte'],
    plugins: { porchlight: { rules: { 'no-literal-text': noLiteralText } } },
    rules: {
      'porchlight/no-literal-text': 'error',
      'svelte/no-at-html-tags': 'error', // A camera may be called <img src=x onerror=…>.
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      'svelte/no-target-blank': 'error',
    },
  },
);
