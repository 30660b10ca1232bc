import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';
import { CLIS, commandTests, E2E } from './test/support/kinds.mts';

// The last lines of every run, in words that any CI can read: what passed only on its second try (CI allows one), and the counts.
export const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'pending' ? 'failed' : state]++;
        if (test.diagnostic()?.flaky) {
          console.log(`Passed only on its second try: ${module.relativeModuleId} > ${test.fullName}`);
        }
      }
      if (module.errors().length) count.failed++;
    }
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  },
};

const COMMAND = commandTests();

// Nothing here is about speed: a test ends by what it waits for, and these end one that waits for nothing. They allow for a
// machine that does twelve things beside it.
const project = (
  name: string,
  seconds: number,
  test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    testTimeout: seconds * 1000,
    hookTimeout: seconds * 1000,
    expect: { poll: { timeout: (seconds * 1000) / 2 } },
    ...test,
  },
});

const BUILT = { globalSetup: 'test/support/global-setup.ts' };

export default defineConfig({
  test: {
    retry: process.env.CI ? 1 : 0, // a machine that stalls once ends no gate; the test is named, to be mended
    pool: 'forks', // a command that runs in the test's process works in a folder of its own
    // Tests wait for the processes they start: one more than there are cores keeps the cores at work, and many cores have enough.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    reporters: ['default', closingLine],
    projects: [
      // Their files share what they have loaded: nothing in src/ keeps state of its own from one run to the next.
      project('unit', 180, {
        isolate: false,
        include: ['test/**/*.test.ts'],
        exclude: [...COMMAND, ...E2E, ...CLIS],
      }),
      project('command', 180, { isolate: false, include: COMMAND, ...BUILT }),
      project('e2e', 300, { isolate: false, include: E2E, ...BUILT }),
    ],
  },
});
