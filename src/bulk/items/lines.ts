import { UsageError } from '../../errors.ts';
import { decode, type Input } from './input.ts';
import type { InputRecord, ItemSource } from './record.ts';

export interface Line {
  number: number;
  raw: string;
  eol: string;
}

const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** The input's lines, streamed; ends of line are kept apart, the last may have none. */
export async function* linesOf(input: Input): AsyncGenerator<Line> {
  let number = 0;
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
        ? { number: ++number, raw: raw.slice(0, -1), eol: '\r\n' }
        : { number: ++number, raw, eol: '\n' };
    }
    pending.push(chunk.slice(from));
    pendingBytes += chunk.length - from;
    if (pendingBytes > LONGEST_LINE_BYTES) {
      throw new UsageError(`${input.name} line ${number + 1} is longer than 64 MB. Is this a file of lines?`);
    }
  }
  const rest = pending.join('');
  if (rest) yield { number: ++number, raw: rest, eol: '' };
}

/** Plain text: every line that is not blank is an item. */
export function textSource(input: Input): ItemSource {
  return {
    name: input.name,
    format: 'text',
    itemIs: '',
    async *records(): AsyncGenerator<InputRecord> {
      for await (const { number, raw, eol } of linesOf(input)) {
        yield { line: number, raw, eol, text: raw.trim() ? decode(raw) : null };
      }
    },
  };
}
