// The tests that Stryker runs against each mutant: those that start no process.
//   pnpm run mutation                          all rooms of stryker.config.json
//   pnpm run mutation --mutate src/ask/budget.ts
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{ask,bulk,models,opinion,plan,usage}/**/*.test.ts', 'test/records.test.ts'],
    exclude: [
      'test/ask/{claude-cli,coding-clis,usage}.test.ts',
      'test/opinion/voices.test.ts',
      'test/**/*growth.test.ts',
    ],
    maxWorkers: 1,
    testTimeout: 10_000,
  },
});
