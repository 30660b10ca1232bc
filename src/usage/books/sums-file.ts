// The sums of a month whose single calls are not kept: all that a report says of it, and which calls they are, so that none counts again.
// It is no cache: what stands in it stands nowhere else, so its names are spelled out, and later versions go on reading it.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { SUMS } from '../ledger-entry.ts';
import type { Month } from './month.ts';
import { type Body, bodyOf, type Columns, knownIn, monthOf } from './stored-month.ts';

const VERSION = 1;

interface File {
  v: number;
  /** The mark of the packed file that is not needed any more: its calls are among those of the sums. */
  of: string;
  /** What the figures of each row are, in order. */
  sums: readonly string[];
  month: Pick<Month, 'sessions' | 'odd'>;
  body: Body;
  /** The table of known calls, as base64. */
  known: string;
}

/** The sums of a month, and of which packed file they are. */
export interface Summed {
  month: Month;
  of: string;
}

/** Returns what a file of a month's sums holds. */
export function sumsText({ month, of }: Summed): Buffer {
  const { words } = month.known;
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  const file: File = {
    ...{ v: VERSION, of, sums: SUMS, month: { sessions: month.sessions, odd: month.odd } },
    ...{ body: bodyOf(month, bytes.length), known: bytes.toString('base64') },
  };
  return gzipSync(JSON.stringify(file));
}

/** Returns the month of a file of sums; null where it is damaged, or of a newer version. */
export function readSums(file: string): Summed | null {
  try {
    const { v, of, sums, month, body, known }: File = JSON.parse(
      gunzipSync(readFileSync(file)).toString('utf8'),
    );
    if (v !== VERSION) return null;
    const inOrder = (columns: Columns): Columns => ({
      ...columns,
      sums: columns.sums.map((row) => SUMS.map((name) => row[sums.indexOf(name)] ?? 0)),
    });
    const figures = { ...body, rows: inOrder(body.rows), copies: inOrder(body.copies) };
    return { of, month: monthOf(month, figures, knownIn(Buffer.from(known, 'base64'))) };
  } catch {
    return null;
  }
}

/** Whether a file of sums says of a month all that there is to say. */
export const holdsMonth = (file: string, summed: Summed): boolean =>
  isDeepStrictEqual(readSums(file), summed);
