// The lines of a file, without holding the file.
import { closeSync, openSync, readSync } from 'node:fs';
import { decode } from '../../formats/bytes.ts';

const CHUNK_BYTES = 64 * 1024;

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
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let rest = '';
    for (let length = readSync(fd, chunk); length; length = readSync(fd, chunk)) {
      const text = rest + chunk.toString('latin1', 0, length);
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      if (end) yield { text: text.slice(0, end), isWhole: true };
    }
    if (rest) yield { text: rest, isWhole: false };
  } finally {
    closeSync(fd);
  }
}
