// What `tierwise init` begins with, and the file it writes.
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Finding, findingAt, findingsIn } from '../bulk/start/found.ts';
import { systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Questions } from './init-questions.ts';

/** What is to be tagged: what was named, or one of what is found. Throws UsageError when there is nothing. */
export async function chosen(
  host: Host,
  where: string,
  questions: Questions,
  tell: (line: string) => unknown,
): Promise<Finding> {
  if (!statSync(where, { throwIfNoEntry: false })?.isDirectory()) return named(host, where);
  const found = await findingsIn(where, host);
  const [first] = found;
  if (!first)
    throw new UsageError(
      `${where} holds no table, log, objects or commits that could be tagged. Name a file: tierwise init <file>.`,
    );
  for (const [index, { input, what }] of found.entries()) tell(`  ${index + 1}  ${input}  (${what})`);
  return found[found.length > 1 ? await questions.choice('Which one?', found.length) : 0] ?? first;
}

async function named({ access }: Host, where: string): Promise<Finding> {
  if (where.startsWith('git:')) return { input: where, kind: 'commits', what: 'commits' };
  access.checkNamed(where);
  const there = statSync(where, { throwIfNoEntry: false });
  // What is not there, the input's own door says.
  return (there && (await findingAt(where, access))) || { input: where, kind: 'text', what: 'text' };
}

/** What a scheme for `input` is called unless the user says it. */
export const nameFor = (input: string): string =>
  input.startsWith('git:')
    ? 'commits'
    : basename(input)
        .replace(/\..*$/, '')
        .toLowerCase()
        .replace(/[^a-z0-9_-]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'items';

/** Returns the file of a scheme of that name. Throws UsageError when it cannot be one, or is there. */
export function fileFor(name: string, force: boolean): string {
  if (!/^[\w][\w.-]*$/.test(name))
    throw new UsageError(
      `--name ${name}: expected letters, digits, "-" and "_", as it becomes schemes/<name>.md.`,
    );
  const file = join('schemes', `${name}.md`);
  if (existsSync(file) && !force)
    throw new UsageError(
      `${file} is there already. Choose another name with --name, or replace it with --force.`,
    );
  return file;
}

/** Writes a scheme. Throws UsageError. */
export function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file}: cannot write it: ${systemReason(error)}.`);
  }
}
