// The plan's own commands: its setup and the checks of its steps.
import { environmentFor } from '../../credentials.ts';
import { markWithin, runProgram } from '../../process.ts';
import type { Worktree } from '../git/worktrees.ts';
import type { Programs } from './context.ts';

export interface ShellResult {
  ok: boolean;
  timedOut: boolean;
  /** What it printed; the last line says how it ended. */
  output: string;
}

/** Runs a command in a worktree, which sees no credential, for at most so many minutes. */
export async function shell(
  { env, mark }: Programs,
  command: string,
  { folder }: Worktree,
  minutes: number,
): Promise<ShellResult> {
  const ended = await runProgram('/bin/sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    place: folder,
    env: environmentFor('check', env),
    timeoutMs: minutes * 60_000,
    mark: markWithin(mark),
  });
  const timedOut = ended.ended === 'timeout';
  const why = timedOut ? `did not end within ${minutes} minutes` : `exit ${ended.code}`;
  return {
    ok: ended.code === 0 && !ended.ended,
    timedOut,
    output: `${ended.stdout.trim() || command}\n(${why})`,
  };
}
