// The plan's own commands: its setup and the checks of its steps.
import { environmentFor } from '../../credentials.ts';
import { markWithin, runProgram } from '../../process.ts';
import type { Copy } from '../git/worktrees.ts';
import type { Site } from './context.ts';

/** Runs a command in a copy, which sees no credential, at most so long. The output ends with how it ended. */
export async function shell(
  site: Site,
  command: string,
  { folder }: Copy,
  minutes: number,
): Promise<{ ok: boolean; output: string }> {
  const ended = await runProgram('/bin/sh', ['-c', `exec 2>&1\n${command}`], {
    cwd: folder,
    env: environmentFor('check', site.env),
    timeoutMs: minutes * 60_000,
    mark: markWithin(site.mark),
  });
  const why = ended.ended === 'timeout' ? `did not end within ${minutes} minutes` : `exit ${ended.code}`;
  return { ok: ended.code === 0 && !ended.ended, output: `${ended.stdout.trim() || command}\n(${why})` };
}
