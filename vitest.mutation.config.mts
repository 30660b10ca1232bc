// The tests that Stryker runs against each mutant: those that start no process.
//   pnpm run mutation                          all rooms of stryker.config.json: hours
//   MUTATION_TESTS='test/models/*.test.ts' pnpm run mutation --mutate 'src/models/*.ts'
// A mutant in a constant is tried with every test, so a room is measured with its own: minutes.
import { defineConfig } from 'vitest/config';
import { commandTests } from './test/support/kinds.mts';

export default defineConfig({
  test: {
    include: [
      process.env.MUTATION_TESTS ?? 'test/{ask,bulk,formats,models,opinion,plan,usage}/**/*.test.ts',
      'test/records.test.ts',
    ],
    exclude: [
      ...commandTests().filter((file) => file !== 'test/usage/ledger.test.ts'),
      'test/ask/{claude-cli,coding-cli,usage}.test.ts',
      'test/opinion/voices.test.ts',
      'test/**/*growth.test.ts',
    ],
    // Stryker runs tests in threads, where the command has no folder of its own to work in.
    testNamePattern: /^(?!.*(the report names what it passed over|said by the report))/,
    maxWorkers: 1,
    testTimeout: 10_000,
  },
});
