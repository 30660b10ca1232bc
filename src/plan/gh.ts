// GitHub's own CLI, for what a plan takes from an issue and brings to a pull request. It has its own login; we hold none.
import { environmentFor } from '../credentials.ts';
import { systemCode, UsageError } from '../errors.ts';
import { runProgram } from '../process.ts';
import type { Repository } from './git/git.ts';

const TIMEOUT_MS = 120_000;

/** Runs `gh` in a repository and returns what it prints. Throws UsageError when there is none, or it fails. */
export async function gh(
  { root, env }: Pick<Repository, 'root' | 'env'>,
  args: readonly string[],
  input = '',
): Promise<string> {
  const ended = await runProgram('gh', args, {
    cwd: root,
    env: { ...environmentFor('gh', env), GH_PROMPT_DISABLED: '1', NO_COLOR: '1' },
    timeoutMs: TIMEOUT_MS,
    input,
  }).catch((error: Error) => {
    if (systemCode(error) === 'ENOENT')
      throw new UsageError(
        "GitHub's gh is not installed: https://cli.github.com. Then log in: gh auth login",
      );
    throw new UsageError(`gh cannot be started: ${error.message}. Get it: https://cli.github.com`);
  });
  if (ended.code === 0) return ended.stdout.trim();
  const said = ended.stderr.trim().split('\n').filter(Boolean);
  const why = said.at(0) ?? `it ended with ${ended.code}`;
  throw new UsageError(
    `gh ${args.slice(0, 2).join(' ')} failed: ${why.replace(/\.$/, '')}. See whether it is logged in: gh auth status`,
  );
}
