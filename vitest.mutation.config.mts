// The tests that Stryker runs against each mutant, in threads. Leave out those that start many processes:
// MUTATION_EXCLUDE='test/bulk/job.test.ts,…'
//   pnpm run mutation                          all rooms of stryker.config.json: hours
//   MUTATION_TESTS='test/models/*.test.ts' pnpm run mutation --mutate 'src/models/*.ts'
// A mutant in a constant is tried with every test, so a room is measured with its own: minutes.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { defineConfig } from 'vitest/config';
import { CHANNEL } from './test/support/folder-of-thread.ts';

if (isMainThread) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.unref();
  channel.onmessage = (event) => {
    const { folder, done } = (event as { data: { folder: string; done: Int32Array } }).data;
    try {
      process.chdir(folder);
      Atomics.store(done, 0, 1);
    } catch {
      Atomics.store(done, 0, 2);
    }
    Atomics.notify(done, 0);
  };
}

export default defineConfig({
  test: {
    include: [
      ...(process.env.MUTATION_TESTS?.split(',') ?? [
        'test/{ask,bulk,formats,models,opinion,plan,usage}/**/*.test.ts',
      ]),
      'test/records.test.ts',
    ],
    exclude: [
      'test/ask/{claude-cli,coding-cli,usage}.test.ts',
      'test/opinion/voices.test.ts',
      'test/**/*growth.test.ts',
      ...(process.env.MUTATION_EXCLUDE?.split(',') ?? []),
    ],
    globalSetup: 'test/support/templates.ts',
    setupFiles: ['test/support/folder-of-thread.ts'],
    // These start the command from dist/, which is not among the mutated files.
    testNamePattern: /^(?!.*(a read-only place|a data home that cannot be written|a full disk))/,
    maxWorkers: 1,
    testTimeout: 20_000,
  },
});
