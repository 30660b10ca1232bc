// A text without what models change when they copy it: white space, typographic signs, Markdown. Each sign knows where it came from.
import { occurrences } from './quote.ts';

/** Part of a text: from `start` to before `end`, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** What a sign is copied as; nothing: it may be left out. Longest first. */
const RULES: readonly [RegExp, string][] = [
  [/\]\([^()\s]*\)/y, ''],
  [/(?:[*_`~#>[\\]|\](?!\())+/y, ''],
  [/\s*(?:[-‐-―−]+\s*)+/y, '-'],
  [/\s+/y, ' '],
  [/[‘’‚‛′´]/y, "'"],
  [/[“”„‟″«»]/y, '"'],
  [/…/y, '...'],
  [/[\u00AD\u200B-\u200D\uFEFF]/y, ''],
];

/** A quote with less to it would be found anywhere. */
const SHORTEST_QUOTE = 6;
/** Chinese, Japanese and Korean say in two signs what takes six letters elsewhere. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

export class FoldedText {
  readonly text: string;
  /** Where each unit of the folded text comes from, and where its origin ends. */
  readonly #origins: Span[];

  constructor(original: string) {
    const folded: string[] = [];
    const origins: Span[] = [];
    for (let at = 0; at < original.length; ) {
      const { sign, end } = foldedAt(original, at);
      const twice = sign === ' ' && (folded.length === 0 || folded.at(-1) === ' ');
      for (const unit of twice ? '' : sign) {
        folded.push(unit);
        origins.push({ start: at, end });
      }
      at = end;
    }
    this.text = folded.join('');
    this.#origins = origins;
  }

  /** Returns where `quote` stands in the original text, in order; nowhere when it is too short to mean something. */
  find(quote: string): Span[] {
    const wanted = foldedQuote(quote);
    if (wanted.length + 2 * (wanted.match(DENSE)?.length ?? 0) < SHORTEST_QUOTE) return [];
    return [...occurrences(wanted, this.text)].map((from) => ({
      start: this.#origins[from]?.start ?? 0,
      end: this.#origins[from + wanted.length - 1]?.end ?? 0,
    }));
  }
}

/** Returns a quote as it is looked for. */
export const foldedQuote = (quote: string): string =>
  new FoldedText(quote).text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^(?:-|\.{3})\s*|\s*\.{3}$/g, '');

function foldedAt(text: string, at: number): { sign: string; end: number } {
  for (const [pattern, sign] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { sign, end: at + found[0].length };
  }
  return { sign: text[at] ?? '', end: at + 1 };
}
