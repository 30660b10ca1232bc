// The tests with the real Codex, Gemini and Copilot CLIs: `pnpm run test:clis`.
import { defineConfig } from 'vitest/config';
import { closingLine } from './vitest.config.mts';

export default defineConfig({
  test: {
    include: ['test/clis/**/*.test.ts'],
    globalSetup: ['test/clis/install.ts', 'test/support/global-setup.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', closingLine],
  },
});
