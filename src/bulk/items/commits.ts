// Commits as items: the message and what changed, as one JSON line per commit.
import { Readable } from 'node:stream';
import { UsageError } from '../../errors.ts';
import { GitError, gitLines } from '../../git.ts';
import { type Input, inputFrom, spool } from './input.ts';

/** What a commit is judged by, unless the user names other fields. */
export const COMMIT_FIELDS = ['message', 'changes'];

// A record begins with the first sign and its fields end with the second; neither is in a message anybody typed.
const FORMAT = '%x1e%H%x1f%an%x1f%aI%x1f%B%x1f';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the signs of FORMAT
const RECORD = /^([0-9a-f]{40,64})\x1f([^\x1f]*)\x1f([^\x1f]*)\x1f([\s\S]*)\x1f([\s\S]*)$/;

/** The commits of `range` (`main..HEAD`; HEAD when empty), newest first, as JSON lines. Throws UsageError with git's words. */
export async function openCommits(range: string, env: NodeJS.ProcessEnv): Promise<Input> {
  const name = `git:${range}`;
  const file = await spool(Readable.from(commitLines(range, name, env)));
  return inputFrom(file, { name, path: `git-log${range && `-${range.replaceAll(/[^\w.-]+/g, '-')}`}` });
}

async function* commitLines(range: string, name: string, env: NodeJS.ProcessEnv): AsyncGenerator<string> {
  const args = [
    'log',
    `--format=${FORMAT}`,
    '--stat=100',
    '--no-color',
    '--end-of-options',
    range || 'HEAD',
    '--',
  ];
  let pending = '';
  let commits = 0;
  for await (const chunk of output(args, name, env)) {
    const records = (pending + chunk).split('\x1e');
    pending = records.pop() ?? '';
    for (const record of records) {
      const line = lineOf(record);
      if (line) commits++;
      yield line;
    }
  }
  const last = lineOf(pending);
  if (!commits && !last) throw new UsageError(`${name} names no commits: there is nothing to do.`);
  yield last;
}

function lineOf(record: string): string {
  const fields = RECORD.exec(record);
  if (!fields) return '';
  const [, commit, author, date, message = '', changes = ''] = fields;
  return `${JSON.stringify({ commit, author, date, message: message.trim(), changes: changes.trim() })}\n`;
}

/** What git prints. Throws UsageError that says which commits were asked for. */
async function* output(
  args: readonly string[],
  name: string,
  env: NodeJS.ProcessEnv,
): AsyncGenerator<string> {
  try {
    yield* gitLines(args, { cwd: '.', env });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UsageError(`${name}: ${error.message}`);
  }
}
