// What an input argument means: a file of items, a folder, a pattern, commits, or stdin.
import { realpathSync, statSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import { rowsIn } from '../../formats/rows-in.ts';
import { type Format, formatOf } from '../../formats/table.ts';
import type { Host } from '../../host.ts';
import { refuseSecrets, SEND_ANYWAY, secretIn } from '../../secrets.ts';
import { commitSource, openCommits } from './commits.ts';
import { filePath } from './file-path.ts';
import { type Found, filesIn, filesMatching, filesSource, isImage, modeOfAll, stemOf } from './files.ts';
import { type Input, openInput } from './input.ts';
import type { ItemSource } from './record.ts';
import { itemSource } from './source.ts';
import { type Condition, keeping } from './where.ts';

export interface ItemsWanted {
  /** How to read a file; undefined: by its name and content. */
  format: Format | undefined;
  /** The columns or fields that are the item; none: the usual ones. */
  columns: readonly string[];
  /** Characters taken of a file that is one item; null for all. */
  head: number | null;
  /** Files that are sent although they look like secrets, by name; '' is the input itself. */
  sendAnyway: readonly string[];
  /** What a row has to fulfill to be worked on; missing or none for all rows. */
  where?: readonly Condition[];
}

export interface Items {
  input: Pick<Input, 'name' | 'path' | 'bom' | 'mode' | 'close'> & {
    /** What it is, whatever name it was given: an absolute path, a pattern or range with its folder; `stdin`. */
    identity: string;
  };
  source: ItemSource;
}

const GIT = 'git:';

/** Opens what `argument` names. Throws UsageError when there is nothing to read. */
export async function openItems(
  argument: string,
  wanted: ItemsWanted,
  host: Pick<Host, 'stdin' | 'env' | 'access'>,
): Promise<Items> {
  const { input, source } = await open(argument, wanted, host);
  try {
    return {
      input: { ...input, identity: identityOf(argument) },
      source: partOf(source, wanted.where ?? []),
    };
  } catch (error) {
    await input.close();
    throw error;
  }
}

/** The rows that are wanted; lines of text have no columns. Throws UsageError. */
function partOf(source: ItemSource, where: readonly Condition[]): ItemSource {
  if (where.length && source.format === 'text')
    throw new UsageError(
      `--where chooses rows by their columns, and ${source.name} is read as lines of text. Choose lines with grep, or name the format with --input-format.`,
    );
  return keeping(source, where);
}

/** A path without links; what is not a path, as it was given, with the folder it was given in. */
function identityOf(argument: string): string {
  if (argument === '-') return 'stdin';
  try {
    return realpathSync(argument);
  } catch {
    return `${argument} in ${realpathSync('.')}`;
  }
}

async function open(
  argument: string,
  { format, columns, head, sendAnyway }: ItemsWanted,
  { stdin, env, access }: Pick<Host, 'stdin' | 'env' | 'access'>,
): Promise<Opened> {
  const found = argument === '-' ? undefined : statSync(argument, { throwIfNoEntry: false });
  if (!found && argument.startsWith(GIT)) {
    access.checkRange(argument.slice(GIT.length));
    refuse(head !== null && '--head', argument);
    const input = await openCommits(argument.slice(GIT.length), env);
    return withSource(input, commitSource(input, columns));
  }
  access.checkNamed(argument);
  const files = await pathsOf(argument, found, { env, access });
  if (!files) {
    refuse(head !== null && '--head', argument);
    const input = await openInput(argument, { stdin, access });
    return withSource(input, fileSource(input, { format, columns, sendAnyway }));
  }
  refuse(columns.length > 0 && '--column', argument);
  refuse(format !== undefined && '--input-format', argument);
  if (sendAnyway.includes(''))
    throw new UsageError(`${SEND_ANYWAY}: ${argument} is several files. Name the one to send.`);
  const stem = found ? stemOf(argument) : 'files';
  const input = { name: argument, path: stem, bom: '', mode: modeOfAll(files.paths), close: async () => {} };
  return { input, source: filesSource(argument, files, { head, sendAnyway, access }) };
}

/** Of a file of rows, its name and so many characters say whether it is a secret: a log may hold anything further down. */
const LOOKED_AT = 1000;

async function fileSource(
  input: Input,
  { format, columns, sendAnyway }: Omit<ItemsWanted, 'head'>,
): Promise<ItemSource> {
  const kind = secretIn(input.path ?? '', input.head.slice(0, LOOKED_AT));
  if (kind) refuseSecrets([{ name: input.path ?? '-', kind }], sendAnyway);
  const table =
    format === undefined && formatOf(input.path, input.head) === 'text' ? rowsIn(input.head) : null;
  if (!table) return itemSource(input, format, columns);
  const rows = table.delimiter === '\t' ? 'tsv' : 'csv';
  throw new UsageError(
    `${input.name} would be read line by line, but looks like ${rows.toUpperCase()} with the columns ${table.names.join(', ')}. Say which it is: --input-format ${rows}, or --input-format text.`,
  );
}

type Opened = { input: Omit<Items['input'], 'identity'>; source: ItemSource };

/** An input with its items; closed again when it has none. */
async function withSource(input: Input, source: Promise<ItemSource>): Promise<Opened> {
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
  if (found) return isImage(argument) ? { paths: [filePath(encode(argument))], leftOut: [] } : null;
  return argument !== '-' && /[*?[\]{}]/.test(argument) ? filesMatching(argument, host) : null;
}

function refuse(option: string | false, argument: string): void {
  if (!option) return;
  const where = option === '--head' ? 'files that are one item each' : 'files of rows or objects';
  throw new UsageError(`${option} is for ${where}, and ${argument} is not. Leave it out.`);
}
