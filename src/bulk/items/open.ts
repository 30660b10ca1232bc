// What an input argument means: a file of items, a folder, a pattern, commits, or stdin.
import { statSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import type { Format } from '../../formats/table.ts';
import type { Host } from '../../host.ts';
import { COMMIT_FIELDS, openCommits } from './commits.ts';
import { type Found, filesIn, filesMatching, filesSource, isImage, stemOf } from './files.ts';
import { type Input, openInput } from './input.ts';
import type { ItemSource } from './record.ts';
import { itemSource } from './source.ts';

export interface ItemsWanted {
  /** How to read a file; undefined: by its name and content. */
  format: Format | undefined;
  /** The columns or fields that are the item; none: the usual ones. */
  columns: readonly string[];
  /** Characters taken of a file that is one item; null for all. */
  head: number | null;
}

export interface Items {
  input: Pick<Input, 'name' | 'path' | 'bom' | 'close'>;
  source: ItemSource;
}

const GIT = 'git:';

/** Opens what `argument` names. Throws UsageError when there is nothing to read. */
export async function openItems(
  argument: string,
  { format, columns, head }: ItemsWanted,
  { stdin, env, access }: Pick<Host, 'stdin' | 'env' | 'access'>,
): Promise<Items> {
  const found = argument === '-' ? undefined : statSync(argument, { throwIfNoEntry: false });
  if (!found && argument.startsWith(GIT)) {
    access.checkRange(argument.slice(GIT.length));
    refuse(head !== null && '--head', argument);
    const input = await openCommits(argument.slice(GIT.length), env);
    return withSource(input, itemSource(input, 'jsonl', columns.length ? columns : COMMIT_FIELDS));
  }
  access.checkNamed(argument);
  const paths = await pathsOf(argument, found, { env, access });
  if (!paths) {
    refuse(head !== null && '--head', argument);
    const input = await openInput(argument, { stdin, access });
    return withSource(input, itemSource(input, format, columns));
  }
  refuse(columns.length > 0 && '--column', argument);
  refuse(format !== undefined && '--input-format', argument);
  const stem = found ? stemOf(argument) : 'files';
  const input = { name: argument, path: stem, bom: '', close: async () => {} };
  return { input, source: filesSource(argument, paths, { head, access }) };
}

/** An input with its items; closed again when it has none. */
async function withSource(input: Input, source: Promise<ItemSource>): Promise<Items> {
  try {
    return { input, source: await source };
  } catch (error) {
    await input.close();
    throw error;
  }
}

async function pathsOf(
  argument: string,
  found: ReturnType<typeof statSync>,
  host: Pick<Host, 'env' | 'access'>,
): Promise<Found | null> {
  if (found?.isDirectory()) return filesIn(argument, host);
  if (found) return isImage(argument) ? { paths: [argument], leftOut: [] } : null;
  return argument !== '-' && /[*?[\]{}]/.test(argument) ? filesMatching(argument, host) : null;
}

function refuse(option: string | false, argument: string): void {
  if (!option) return;
  const where = option === '--head' ? 'files that are one item each' : 'files of rows or objects';
  throw new UsageError(`${option} is for ${where}, and ${argument} is not. Leave it out.`);
}
