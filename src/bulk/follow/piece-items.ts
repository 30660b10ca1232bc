// New lines as an input of their own, with the header of the file where it has one.
import { Readable } from 'node:stream';
import { UsageError } from '../../errors.ts';
import type { Format } from '../../formats/table.ts';
import { inputFrom, spool } from '../items/input.ts';
import type { Items, ItemsWanted } from '../items/open.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import { itemSource } from '../items/source.ts';
import { keeping } from '../items/where.ts';
import { recordEnds } from './record-ends.ts';

export interface PieceOf {
  path: string;
  format: Format;
  /** With its end; '' without one. */
  header: string;
  /** Lines of the file before the piece, its header included. */
  lines: number;
}

/** Formats whose records end with a line. */
const FOLLOWED: readonly Format[] = ['text', 'csv', 'tsv', 'jsonl'];

const HAS_HEADER: readonly Format[] = ['csv', 'tsv'];

/** Splits the beginning of a file into its header and the rest; both are '' while there is no whole header. */
export function headerOf(text: string, format: Format): { header: string; rest: string } {
  if (!HAS_HEADER.includes(format)) return { header: '', rest: text };
  for (const end of recordEnds(text, format)) {
    const header = text.slice(0, end);
    if (header.trim() && !/^sep=.\r?\n$/i.test(header)) return { header, rest: text.slice(end) };
  }
  return { header: '', rest: '' };
}

/** Returns the items of new lines. To be closed. Throws UsageError. */
export async function pieceItems(text: string, of: PieceOf, wanted: ItemsWanted): Promise<Items> {
  const file = await spool(Readable.from([Buffer.from(of.header + text, 'latin1')]));
  const input = await inputFrom(file, { name: of.path, path: of.path });
  try {
    const source = keeping(await itemSource(input, of.format, wanted.columns), wanted.where ?? []);
    const identity = `follow ${of.path}`;
    return { input: { ...input, identity }, source: numbered(source, of) };
  } catch (error) {
    await input.close();
    throw error;
  }
}

/** Lines are those of the file. A column that is nowhere in one piece may be in the next. */
function numbered({ checkAfterPass: _, ...source }: ItemSource, { header, lines }: PieceOf): ItemSource {
  const before = lines - linesIn(header);
  return {
    ...source,
    async *batches(): AsyncGenerator<InputRecord[]> {
      for await (const batch of source.batches())
        yield batch.map((record) => ({ ...record, line: record.line + before }));
    },
  };
}

export const linesIn = (text: string): number => text.split('\n').length - 1;

/** Throws UsageError when a file cannot be followed. */
export function refuseToFollow(path: string, head: string, format: Format): void {
  if (head.startsWith('\x1f\x8b'))
    throw new UsageError(`--follow: ${path} is packed, and grows in no lines.`);
  if (FOLLOWED.includes(format)) return;
  throw new UsageError(
    `--follow takes ${FOLLOWED.join(', ')}, whose records end with a line, and ${path} is read as ${format}.`,
  );
}
