// Which tests run the command: the others need neither dist/ nor a folder of their own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOP = join(import.meta.dirname, '..', '..');
const RUNS_IT = /from '[./]+\/(?:support\/(?:command|plan|process)|search\/areas)\.ts'/;
/** Tests with programs of others in their real versions. */
export const E2E = ['test/e2e/**/*.test.ts', 'test/ask/claude-cli.test.ts'];
/** The real CLIs of other vendors, which have to be installed: vitest.clis.config.mts. */
export const CLIS = ['test/clis/**/*.test.ts'];

/** The tests that run the command, in process or as one, by their paths in the repository. */
export const commandTests = (): string[] =>
  readdirSync(join(TOP, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !/^test\/(?:e2e|clis)\/|claude-cli\.test/.test(file))
    .filter((file) => RUNS_IT.test(readFileSync(join(TOP, file), 'utf8')));
