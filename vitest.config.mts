import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';

// The last line of every run, in words that any CI can read.
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'pending' ? 'failed' : state]++;
      }
      if (module.errors().length) count.failed++;
    }
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  },
};

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['node_modules/**', 'test/clis/**'], // the real CLIs of other vendors: vitest.clis.config.mts
    maxWorkers: 2, // the processes that tests start need cores, too
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', closingLine],
  },
});
