import { UsageError } from '../errors.ts';
import type { TextInput } from './format.ts';

export interface Line {
  /** From 1. */
  line: number;
  raw: string;
  /** '' for a last line without one. */
  eol: string;
}

/** Lines that were read together. */
export interface LineBatch {
  lines: Line[];
  /** None of them has a byte beyond ASCII, so that there is nothing to decode. */
  isAscii: boolean;
}

const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** Whether lines end with a carriage return and nothing else, as on old Macs. */
export const hasOnlyReturns = (head: string): boolean => head.includes('\r') && !head.includes('\n');

/** The input's lines, streamed. Throws UsageError for a line longer than 64 MB. */
export async function* lineBatches(input: TextInput): AsyncGenerator<LineBatch> {
  const cutter = hasOnlyReturns(input.head) ? new ReturnCutter() : new LineCutter();
  for await (const chunk of input.chunks()) {
    const lines = cutter.cut(chunk);
    if (cutter.pendingBytes > LONGEST_LINE_BYTES) {
      throw new UsageError(
        `${input.name} line ${cutter.line + 1} is longer than 64 MB. Is this a file of lines? Say what it is with --input-format.`,
      );
    }
    if (lines.length) yield { lines, isAscii: cutter.takeAscii() };
  }
  const last = cutter.end();
  if (last) yield { lines: [last], isAscii: cutter.takeAscii() };
}

// In UTF-8 every character beyond ASCII takes more than one byte; of all ways to look, this is the quickest.
const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** Cuts chunks at line feeds; what is behind the last one waits for the next chunk. */
class LineCutter {
  line = 0;
  pendingBytes = 0;
  protected pending: string[] = [];
  /** Of all that was cut off since it was taken, and of what is pending. */
  #isAscii = true;
  #isPendingAscii = true;

  cut(chunk: string): Line[] {
    this.see(chunk);
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      const raw = this.pending.length ? this.takePending() + chunk.slice(from, at) : chunk.slice(from, at);
      lines.push(this.endedByFeed(raw));
      from = at + 1;
    }
    this.keep(chunk.slice(from));
    return lines;
  }

  /** The last line, where nothing ends it; null when there is none. */
  end(): Line | null {
    const raw = this.takePending();
    return raw ? { line: ++this.line, raw, eol: '' } : null;
  }

  /** Whether the lines that were cut off since the last call are ASCII. */
  takeAscii(): boolean {
    const taken = this.#isAscii;
    this.#isAscii = this.#isPendingAscii;
    return taken;
  }

  protected see(chunk: string): void {
    this.#isPendingAscii = isAscii(chunk);
    this.#isAscii &&= this.#isPendingAscii;
  }

  protected keep(rest: string): void {
    if (!rest) return;
    this.pending.push(rest);
    this.pendingBytes += rest.length;
  }

  protected takePending(): string {
    const pending = this.pending.join('');
    this.pending = [];
    this.pendingBytes = 0;
    return pending;
  }

  protected endedByFeed(raw: string): Line {
    const line = ++this.line;
    return raw.endsWith('\r') ? { line, raw: raw.slice(0, -1), eol: '\r\n' } : { line, raw, eol: '\n' };
  }
}

/** The same where a carriage return ends lines, too. */
class ReturnCutter extends LineCutter {
  readonly #end = /\r\n|\r|\n/g;

  override cut(given: string): Line[] {
    this.see(given);
    // Only the next chunk says whether a carriage return at the end of this one is followed by a line feed.
    const chunk = this.pending.at(-1)?.endsWith('\r') ? this.takePending() + given : given;
    const lines: Line[] = [];
    let from = 0;
    this.#end.lastIndex = 0;
    for (let found = this.#end.exec(chunk); found; found = this.#end.exec(chunk)) {
      if (found[0] === '\r' && this.#end.lastIndex === chunk.length) break;
      const raw = this.takePending() + chunk.slice(from, found.index);
      from = this.#end.lastIndex;
      lines.push(found[0] === '\n' ? this.endedByFeed(raw) : { line: ++this.line, raw, eol: found[0] });
    }
    this.keep(chunk.slice(from));
    return lines;
  }

  override end(): Line | null {
    const raw = this.takePending();
    if (!raw) return null;
    return raw.endsWith('\r')
      ? { line: ++this.line, raw: raw.slice(0, -1), eol: '\r' }
      : { line: ++this.line, raw, eol: '' };
  }
}
