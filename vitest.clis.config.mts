// The tests with the real Codex, Gemini and Copilot CLIs: `pnpm run test:clis`.
import base from './vitest.config.mts';

export default {
  ...base,
  test: {
    ...base.test,
    include: ['test/clis/**/*.test.ts'],
    exclude: ['node_modules/**'],
    globalSetup: 'test/clis/install.ts',
  },
};
