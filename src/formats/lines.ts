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

/** Whether lines end with a carriage return and nothing else, as on old Macs. */
export const hasOnlyReturns = (head: string): boolean => head.includes('\r') && !head.includes('\n');

/** The input's lines, streamed. Throws UsageError for a line longer than 64 MB. */
export async function* linesOf(input: TextInput): AsyncGenerator<Line> {
  const end = hasOnlyReturns(input.head) ? /\r\n|\r|\n/g : /\n/g;
  let line = 0;
  let pending: string[] = [];
  let pendingBytes = 0;
  for await (const given of input.chunks()) {
    // Only the next chunk says whether a carriage return at the end of this one is followed by a line feed.
    const held = pending.at(-1)?.endsWith('\r') ? (pending.pop() as string) : '';
    pendingBytes -= held.length;
    const chunk = held + given;
    let from = 0;
    end.lastIndex = 0;
    for (let found = end.exec(chunk); found; found = end.exec(chunk)) {
      if (found[0] === '\r' && end.lastIndex === chunk.length) break;
      const raw = pending.join('') + chunk.slice(from, found.index);
      pending = [];
      pendingBytes = 0;
      from = end.lastIndex;
      yield lineFrom(raw, found[0], ++line);
    }
    pending.push(chunk.slice(from));
    pendingBytes += chunk.length - from;
    if (pendingBytes > LONGEST_LINE_BYTES) {
      throw new UsageError(`${input.name} line ${line + 1} is longer than 64 MB. Is this a file of lines?`);
    }
  }
  const rest = pending.join('');
  if (!rest) return;
  if (hasOnlyReturns(input.head) && rest.endsWith('\r')) yield lineFrom(rest.slice(0, -1), '\r', ++line);
  else yield { line: ++line, raw: rest, eol: '' };
}

const lineFrom = (raw: string, eol: string, line: number): Line =>
  eol === '\n' && raw.endsWith('\r') ? { line, raw: raw.slice(0, -1), eol: '\r\n' } : { line, raw, eol };
