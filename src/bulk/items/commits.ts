// Commits as items: the message and what changed, as one JSON line per commit.
import { Readable } from 'node:stream';
import { UsageError } from '../../errors.ts';
import { joinColumns } from '../../formats/columns.ts';
import { isObject } from '../../formats/json-value.ts';
import { GitError, gitLines } from '../../git.ts';
import { type Input, inputFrom, spool } from './input.ts';
import type { InputRecord, ItemSource } from './record.ts';
import { itemSource } from './source.ts';

/** What a commit is judged by, unless the user names other fields. */
const COMMIT_FIELDS = ['message', 'changes'];

// Each field ends with a NUL, the one character that no message, name or path can hold: whatever else a commit says, it cannot end
// its record or begin another. With -z, git ends what the format printed by one more, and the changes follow.
const FORMAT = '%x00%H%x00%an%x00%aI%x00%B%x00';
const FIELDS = 6;
const COMMIT_ID = /^[0-9a-f]{40,64}$/;

/** `2w`: not a name of commits, but how far back. */
const SPAN = /^(\d+)([hdwm])$/;
const UNITS: Readonly<Record<string, string>> = { h: 'hours', d: 'days', w: 'weeks', m: 'months' };

/** The commits of `range` (`main..HEAD`; `2w` for the last two weeks; HEAD when empty), newest first, as JSON lines. Throws UsageError with git's words. */
export async function openCommits(range: string, env: NodeJS.ProcessEnv): Promise<Input> {
  const name = `git:${range}`;
  const file = await spool(Readable.from(commitLines(range, name, env)));
  return inputFrom(file, { name, path: `git-log${range && `-${range.replaceAll(/[^\w.-]+/g, '-')}`}` });
}

/** The commits as items. Unless the user names fields, patterns see the message alone: it is what they are written for. */
export async function commitSource(input: Input, columns: readonly string[]): Promise<ItemSource> {
  if (columns.length) return itemSource(input, 'jsonl', columns);
  const source = await itemSource(input, 'jsonl', COMMIT_FIELDS);
  return {
    ...source,
    async *batches() {
      for await (const batch of source.batches()) yield batch.map(judgedByMessage);
    },
  };
}

/** A diffstat without what puts it into columns: `a.ts | 12 ++-` for `a.ts      |   12 ++++++++----`. */
const shortStat = (changes: string): string =>
  changes.replace(
    /^ ?(.*\S) +\| +(\d+)(?: (\+*)(-*))?$/gm,
    (_, name, count, added = '', deleted = '') =>
      `${name} | ${count} ${shortBar(added.length, deleted.length)}`,
  );

/** So many signs show which share of the lines was added. */
const BAR = 5;

function shortBar(added: number, deleted: number): string {
  const all = added + deleted;
  if (all <= BAR) return '+'.repeat(added) + '-'.repeat(deleted);
  const plus = Math.min(
    Math.max(Math.round((BAR * added) / all), Math.min(added, 1)),
    BAR - Math.min(deleted, 1),
  );
  return '+'.repeat(plus) + '-'.repeat(BAR - plus);
}

function judgedByMessage(record: InputRecord): InputRecord {
  const { message, changes } = isObject(record.value) ? record.value : {};
  if (typeof message !== 'string' || typeof changes !== 'string') return record;
  const shown = joinColumns(COMMIT_FIELDS, [message, shortStat(changes)]);
  return { ...record, ruleText: message, shown };
}

async function* commitLines(range: string, name: string, env: NodeJS.ProcessEnv): AsyncGenerator<string> {
  const span = SPAN.exec(range);
  const args = [
    'log',
    '-z',
    `--format=${FORMAT}`,
    '--encoding=UTF-8',
    '--stat=100',
    '--no-color',
    ...(span ? [`--since=${span[1]} ${UNITS[span[2] ?? '']} ago`] : []),
    '--end-of-options',
    span ? 'HEAD' : range || 'HEAD',
    '--',
  ];
  let pending: string | undefined;
  let fields: string[] = [];
  for await (const chunk of output(args, name, env)) {
    const parts = ((pending ?? '') + chunk).split('\0');
    if (pending === undefined) parts.shift(); // what stands before the first NUL: nothing
    pending = parts.pop() ?? '';
    for (const part of parts) {
      if (fields.push(part) < FIELDS) continue;
      yield lineOf(fields, name);
      fields = [];
    }
  }
  if (pending === undefined)
    throw new UsageError(
      `${name} names no commits: there is nothing to do. Name others, such as git:main..HEAD or git:4w.`,
    );
  yield lineOf([...fields, pending], name);
}

function lineOf(fields: readonly string[], name: string): string {
  const [commit = '', author, date, message = '', , changes = ''] = fields;
  if (fields.length !== FIELDS || !COMMIT_ID.test(commit))
    throw new UsageError(
      `${name}: git log printed something that is not a list of commits. See what it prints: git log -1`,
    );
  return `${JSON.stringify({ commit, author, date, message: message.trim(), changes: changes.trim() })}\n`;
}

const EXPECTED =
  'Expected commits such as git:main..HEAD or git:HEAD~20..HEAD, or how far back: git:2w, git:7d, git:3m.';

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
    throw new UsageError(
      // What git is known to refuse for comes with what to do.
      `${name}: ${error.message}${/^git \S+ failed:/.test(error.message) ? `. ${EXPECTED}` : ''}`,
    );
  }
}
