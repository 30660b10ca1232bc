import { UsageError } from '../errors.ts';
import type { TextInput } from './format.ts';

export interface Line {
  /** From 1. */
  line: number;
  raw: string;
  /** '' for a last line without one. */
  eol: string;
}

const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** The input's lines, streamed. Throws UsageError for a line longer than 64 MB. */
export async function* linesOf(input: TextInput): AsyncGenerator<Line> {
  let line = 0;
  let pending: string[] = [];
  let pendingBytes = 0;
  for await (const chunk of input.chunks()) {
    let from = 0;
    for (let newline = chunk.indexOf('\n'); newline >= 0; newline = chunk.indexOf('\n', from)) {
      const raw = pending.join('') + chunk.slice(from, newline);
      pending = [];
      pendingBytes = 0;
      from = newline + 1;
      yield raw.endsWith('\r')
        ? { line: ++line, raw: raw.slice(0, -1), eol: '\r\n' }
        : { line: ++line, raw, eol: '\n' };
    }
    pending.push(chunk.slice(from));
    pendingBytes += chunk.length - from;
    if (pendingBytes > LONGEST_LINE_BYTES) {
      throw new UsageError(`${input.name} line ${line + 1} is longer than 64 MB. Is this a file of lines?`);
    }
  }
  const rest = pending.join('');
  if (rest) yield { line: ++line, raw: rest, eol: '' };
}
