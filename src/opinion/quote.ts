// Whether a quote is really there. Models rewrap lines, so white space may differ; nothing else may.
import type { NumberedLine } from './diff.ts';

/** Part of a word: what begins or ends within one is another word. */
const WORD = /[\p{L}\p{N}_$]/u;

/** Returns `text` with each run of white space as one blank, and none at its ends. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Lines of code, made ready to be searched again and again. */
export class SearchableLines {
  readonly #text: string;
  /** Where in the text each line begins, with its number. */
  readonly #starts: { offset: number; number: number }[] = [];

  constructor(lines: readonly NumberedLine[]) {
    const parts: string[] = [];
    let offset = 0;
    for (const { number, text } of lines) {
      const part = squeeze(text);
      if (!part) continue;
      this.#starts.push({ offset, number });
      parts.push(part);
      offset += part.length + 1;
    }
    this.#text = parts.join(' ');
  }

  /**
   * Returns the numbers of the lines on which `quote` stands word for word, white space aside, each once and in order. Of a quote of
   * several lines the line counts that begins `from` units into it.
   */
  linesOf(quote: string, from = 0): number[] {
    const wanted = squeeze(quote);
    if (!wanted) return [];
    const found: number[] = [];
    let line = 0;
    for (const start of occurrences(wanted, this.#text)) {
      if (!this.#isWhole(start, start + wanted.length)) continue;
      while ((this.#starts[line + 1]?.offset ?? Number.POSITIVE_INFINITY) <= start + from) line++;
      const number = this.#starts[line]?.number;
      if (number !== undefined && found.at(-1) !== number) found.push(number);
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

/**
 * Returns where `wanted`, which is not empty, begins in `text`, in order. By Knuth, Morris and Pratt: each character is looked at
 * about twice, whatever repeats, which the engine's own search does not promise.
 */
export function* occurrences(wanted: string, text: string): Generator<number> {
  const fallback = fallbacksOf(wanted);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
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
