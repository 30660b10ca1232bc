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
  /** Of the element at hand: its bytes from earlier chunks, where it goes on in this one, and its line, once it is seen. */
  #parts: string[] = [];
  #from = 0;
  #startLine: number | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next chunk and yields the elements that end in it. */
  *cut(chunk: string): Generator<Line> {
    this.#from = 0;
    for (let at = this.#afterString(chunk, 0); at < chunk.length; at++) {
      const char = chunk[at] as string;
      if (char === '\n') this.#line++;
      if (isBlank(char)) continue;
      if (this.#depth === 0) this.#open(char, at);
      else if (this.#depth === 1 && (char === ',' || char === ']')) yield* this.#close(chunk, at);
      else at = this.#read(chunk, at);
    }
    if (this.#depth > 0) this.#parts.push(chunk.slice(this.#from));
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
      `${this.#name}: the JSON array is not closed; its element ${this.#elements + 1} begins at line ${line}. Add what is missing at its end, usually "]".`,
    );
  }

  #open(char: string, at: number): void {
    if (char === '[' && !this.#hasEnded) {
      this.#depth = 1;
      this.#from = at + 1;
      return;
    }
    const where = this.#hasEnded ? 'after' : 'before';
    throw new UsageError(
      `${this.#name} line ${this.#line}: expected one JSON array and nothing ${where} it.`,
    );
  }

  /** An element ends before `at`; there is none in an empty array, or after a comma before its end. */
  #close(chunk: string, at: number): Line[] {
    const raw = [...this.#parts, chunk.slice(this.#from, at)].join('').trim();
    const line = this.#startLine;
    this.#parts = [];
    this.#startLine = null;
    this.#from = at + 1;
    if (chunk[at] === ']') {
      this.#hasEnded = true;
      this.#depth = 0;
      if (line === null) return [];
    }
    this.#elements++;
    return [{ line: line ?? this.#line, raw, eol: '\n' }];
  }

  /** Reads a part of an element. Returns where its last character is. */
  #read(chunk: string, at: number): number {
    const char = chunk[at];
    this.#startLine ??= this.#line;
    if (char === '"') {
      this.#inString = true;
      return this.#afterString(chunk, at + 1) - 1;
    }
    if (char === '[' || char === '{') this.#depth++;
    else if (char === ']' || char === '}') this.#depth--;
    return at;
  }
}

const isBlank = (char: string): boolean => char === ' ' || char === '\n' || char === '\r' || char === '\t';
