// A repository for a plan, and the stand-in as a program; without the test runner, for the search as well.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInText } from './plan-text.ts';

/** Runs git with nothing of the machine's user. */
export const gitIn = (folder: string, home: string, args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: 'utf8',
  }).trimEnd();

/** Makes the repository of a plan in an empty folder: one commit on `main`. */
export function makeRepository(folder: string): void {
  const git = (...args: string[]): string => gitIn(folder, '/nowhere', args);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.invalid');
  writeFileSync(join(folder, 'README.md'), 'A sample.\n');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'start');
}

/** Makes a stand-in in `folder` that does for each step what its shell script says. Returns the program. */
export function makeStandIn(folder: string, scripts: Record<string, string>): string {
  mkdirSync(folder);
  const program = join(folder, 'claude');
  writeFileSync(program, standInText(folder));
  chmodSync(program, 0o755);
  for (const [step, script] of Object.entries(scripts)) writeFileSync(join(folder, step), script);
  return program;
}
