// Whether a quote is really there. Models rewrap lines, so white space may differ; nothing else may.
import type { NumberedLine } from './diff.ts';

/** Part of a word: what begins or ends within one is another word. */
const WORD = /[\p{L}\p{N}_$]/u;

/** Returns `text` with each run of white space as one blank, and none at its ends. */
export function squeeze(text: string): string {
  const bare = text.trim();
  // Most lines of code have single blanks only, and a test is cheaper than a copy.
  return /[^\S ]| {2}/.test(bare) ? bare.replace(/\s+/g, ' ') : bare;
}

/** Lines of code, made ready to be searched again and again. */
export class SearchableLines {
  readonly #text: string;
  /** Where in the text each line begins, in order, and its number. */
  readonly #offsets: number[] = [];
  readonly #numbers: number[] = [];

  constructor(lines: readonly NumberedLine[]) {
    const parts: string[] = [];
    let offset = 0;
    for (const { number, text } of lines) {
      const part = squeeze(text);
      if (!part) continue;
      this.#offsets.push(offset);
      this.#numbers.push(number);
      parts.push(part);
      offset += part.length + 1;
    }
    this.#text = parts.join(' ');
  }

  /**
   * Returns the numbers of the lines on which `quote` stands word for word, white space aside, each once and in order, `most` at most.
   * Of a quote of several lines the line counts that begins `from` units into it.
   */
  linesOf(quote: string, from = 0, most = Number.POSITIVE_INFINITY): number[] {
    return this.#linesIn(squeeze(quote), { from, most, begin: 0, end: this.#text.length });
  }

  /** Returns those of them that are at most `near` from the line `number`; lines are in the order of their numbers. */
  linesNear(quote: string, number: number, near: number, from = 0): number[] {
    const [first, last] = [
      firstAtLeast(this.#numbers, number - near),
      firstAtLeast(this.#numbers, number + near + 1),
    ];
    const wanted = squeeze(quote);
    const begin = Math.max(0, (this.#offsets[first] ?? this.#text.length) - from);
    const end = (this.#offsets[last] ?? this.#text.length) - from + wanted.length;
    return this.#linesIn(wanted, { from, most: Number.POSITIVE_INFINITY, begin, end }).filter(
      (line) => Math.abs(line - number) <= near,
    );
  }

  #linesIn(wanted: string, { from, most, begin, end }: Scope): number[] {
    if (!wanted) return [];
    const found: number[] = [];
    const text = begin === 0 && end >= this.#text.length ? this.#text : this.#text.slice(begin, end);
    for (const at of occurrences(wanted, text)) {
      const start = begin + at;
      if (!this.#isWhole(start, start + wanted.length)) continue;
      const number = this.#numbers[firstAtLeast(this.#offsets, start + from + 1) - 1];
      if (number !== undefined && found.at(-1) !== number) found.push(number);
      if (found.length >= most) break;
    }
    return found;
  }

  /** Whether no word is cut at either end. */
  #isWhole(start: number, end: number): boolean {
    const isWithin = (at: number): boolean =>
      WORD.test(this.#text[at - 1] ?? '') && WORD.test(this.#text[at] ?? '');
    return !isWithin(start) && !isWithin(end);
  }
}

/** Which part of the text is searched, for how many lines. */
interface Scope {
  from: number;
  most: number;
  begin: number;
  end: number;
}

/** Returns the index of the first of ascending `numbers` that is `least` or more. */
function firstAtLeast(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The engine's own search is the fastest where little is found, and no more than this is left to it. */
const MOST_LEFT_TO_ENGINE = 16;

/** Returns where `wanted`, which is not empty, begins in `text`, in order. */
export function* occurrences(wanted: string, text: string): Generator<number> {
  let from = 0;
  for (let found = 0; found < MOST_LEFT_TO_ENGINE; found++) {
    const at = text.indexOf(wanted, from);
    if (at < 0) return;
    yield at;
    from = at + 1;
  }
  yield* repeated(wanted, text, from);
}

/**
 * The same from a place on, for what stands there again and again. By Knuth, Morris and Pratt: each character is looked at about
 * twice, whatever repeats, which the engine's own search does not promise.
 */
function* repeated(wanted: string, text: string, from: number): Generator<number> {
  const fallback = fallbacksOf(wanted);
  let matched = 0;
  for (let at = from; at < text.length; at++) {
    while (matched > 0 && text.charCodeAt(at) !== wanted.charCodeAt(matched))
      matched = fallback[matched] ?? 0;
    if (text.charCodeAt(at) === wanted.charCodeAt(matched)) matched++;
    if (matched < wanted.length) continue;
    yield at - matched + 1;
    matched = fallback[matched] ?? 0;
  }
}

/** For each length of a matched beginning, the longest shorter one that it also ends with. */
function fallbacksOf(wanted: string): Int32Array {
  const fallback = new Int32Array(wanted.length + 1);
  let matched = 0;
  for (let at = 1; at < wanted.length; at++) {
    while (matched > 0 && wanted.charCodeAt(at) !== wanted.charCodeAt(matched))
      matched = fallback[matched] ?? 0;
    if (wanted.charCodeAt(at) === wanted.charCodeAt(matched)) matched++;
    fallback[at + 1] = matched;
  }
  return fallback;
}
