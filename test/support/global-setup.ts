// Once before all tests that run the command: dist/ is built when it is older than what it is built from, as some start bin/tierwise
// or a hook. Once after them: what was made for all is removed.
import { execSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { REPOSITORY } from './repository.ts';
import provideTemplates from './templates.ts';

/** A folder's own time tells of files that are gone. */
const SOURCES = ['src', 'scripts', 'package.json', 'pnpm-lock.yaml'];

export default function setUp(project: TestProject): () => void {
  buildWhenOld();
  return provideTemplates(project);
}

function buildWhenOld(): void {
  const built = timesIn('dist');
  if (built.length && Math.min(...built) >= Math.max(...SOURCES.flatMap(timesIn))) return;
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
  const PATH = [join(REPOSITORY, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  execSync(scripts.build, { cwd: REPOSITORY, env: { ...process.env, PATH }, stdio: 'inherit' });
}

/** When a file of ours was changed; of a folder, with all below it. */
function timesIn(name: string): number[] {
  const path = join(REPOSITORY, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [found.mtimeMs];
  const below = readdirSync(path).flatMap((entry) => timesIn(join(name, entry)));
  return name === 'dist' ? below : [found.mtimeMs, ...below];
}
