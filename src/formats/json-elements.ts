// Cuts a JSON array into its elements without reading it whole; what each one holds is checked by its reader.
import { UsageError } from '../errors.ts';
import type { TextInput } from './format.ts';
import type { Line } from './lines.ts';

/** The elements of a JSON array, each with the line it begins at. Throws UsageError when the array is not whole. */
export async function* elementsOf(input: TextInput): AsyncGenerator<Line> {
  const cutter = new ArrayCutter(input.name);
  for await (const chunk of input.chunks()) yield* cutter.cut(chunk);
  cutter.end();
}

class ArrayCutter {
  readonly #name: string;
  #line = 1;
  /** 0 outside the array, 1 between elements. */
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #hasEnded = false;
  #elements = 0;
  /** Of the element at hand: its bytes from earlier chunks, and where it begins, once something of it was seen. */
  #parts: string[] = [];
  #startLine: number | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next chunk and yields the elements that end in it. */
  *cut(chunk: string): Generator<Line> {
    let from = 0;
    for (let at = this.#afterString(chunk, 0); at < chunk.length; at++) {
      const char = chunk[at] as string;
      if (char === '\n') this.#line++;
      if (isBlank(char)) continue;
      if (this.#depth === 0) {
        this.#open(char);
        from = at + 1;
      } else if (this.#depth === 1 && (char === ',' || char === ']')) {
        const element = this.#close(chunk.slice(from, at), char === ']');
        from = at + 1;
        if (element) yield element;
      } else {
        this.#read(char);
        if (this.#inString) at = this.#afterString(chunk, at + 1) - 1;
      }
    }
    if (this.#depth > 0) this.#parts.push(chunk.slice(from));
  }

  /** Where the string that is open at `from` has ended; `from` when none is open. */
  #afterString(chunk: string, from: number): number {
    for (let at = from; this.#inString; at++) {
      if (at >= chunk.length) return at;
      const char = chunk[at];
      if (char === '\n') this.#line++;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (char === '\\') this.#isEscaped = true;
      else if (char === '"') {
        this.#inString = false;
        return at + 1;
      }
    }
    return from;
  }

  /** Throws UsageError when the array is still open. */
  end(): void {
    if (this.#hasEnded) return;
    const line = this.#startLine ?? this.#line;
    throw new UsageError(
      `${this.#name}: the JSON array is not closed; its element ${this.#elements + 1} begins at line ${line}.`,
    );
  }

  #open(char: string): void {
    if (char === '[' && !this.#hasEnded) {
      this.#depth = 1;
      return;
    }
    const where = this.#hasEnded ? 'after' : 'before';
    throw new UsageError(
      `${this.#name} line ${this.#line}: expected one JSON array and nothing ${where} it.`,
    );
  }

  #close(lastPart: string, isLast: boolean): Line | null {
    const raw = [...this.#parts, lastPart].join('').trim();
    const line = this.#startLine;
    this.#parts = [];
    this.#startLine = null;
    if (isLast) {
      this.#hasEnded = true;
      this.#depth = 0;
      if (line === null) return null; // an empty array, or a comma before its end
    }
    this.#elements++;
    return { line: line ?? this.#line, raw, eol: '\n' };
  }

  #read(char: string): void {
    this.#startLine ??= this.#line;
    if (char === '"') this.#inString = true;
    else if (char === '[' || char === '{') this.#depth++;
    else if (char === ']' || char === '}') this.#depth--;
  }
}

const isBlank = (char: string): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t';
