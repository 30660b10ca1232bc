// The lines of a file, without holding the file.
import { closeSync, openSync, readSync } from 'node:fs';
import { decode } from '../../formats/bytes.ts';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 10;

export interface Line {
  line: string;
  /** It ends with a newline; only the last line of a file may not. */
  isWhole: boolean;
}

/** Reads a UTF-8 file line by line. Throws the file system's error. */
export function* linesOf(file: string): Generator<Line> {
  for (const { text, isWhole } of wholeLines(file))
    for (const line of text.slice(0, isWhole ? -1 : undefined).split('\n'))
      yield { line: decode(line), isWhole };
}

/** The same as many lines at a time as one reading gets, each with its newline; latin1-carried. */
export function* wholeLines(file: string): Generator<{ text: string; isWhole: boolean }> {
  const fd = openSync(file, 'r');
  try {
    let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    /** Bytes at its start that are no whole line yet. */
    let kept = 0;
    const read = (): number => readSync(fd, chunk, kept, chunk.length - kept, null);
    for (let length = read(); length; length = read()) {
      const filled = kept + length;
      const end = chunk.lastIndexOf(NEWLINE, filled - 1) + 1;
      // In one piece: of a text that was put together or cut, each character takes several times as long to read.
      if (end) yield { text: chunk.toString('latin1', 0, end), isWhole: true };
      chunk.copyWithin(0, end, filled);
      kept = filled - end;
      if (kept === chunk.length) chunk = Buffer.concat([chunk], kept * 2); // a line that is longer
    }
    if (kept) yield { text: chunk.toString('latin1', 0, kept), isWhole: false };
  } finally {
    closeSync(fd);
  }
}
