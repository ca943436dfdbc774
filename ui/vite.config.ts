import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Fixed, because the development window of the shell is pointed at it.
  server: { port: 5173, strictPort: true },
  build: {
    target: 'es2022',
    // The window is WebKitGTK 2.50 or a newer engine: light-dark() stays as it is written.
    cssTarget: 'safari18',
    // Everything in files of our own: the window's content policy allows nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: {
    environment: 'happy-dom',
    css: true,
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    // By itself it leaves one core to others, which is half of two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
