// An answer that is quoted from: where a quote stands in it, in which sentence, and whether that sentence says what the quote does.
import { isDenied } from './denial.ts';
import { FoldedText, type Span } from './folded.ts';
import { around, sentencesOf } from './sentences.ts';

/** A quote that is there, in the answer's own characters. */
export interface Quoted {
  quote: string;
  sentence: string;
  span: Span;
  /** The rest of its sentence denies it. */
  denied: boolean;
}

/** Of words that an answer repeats, looked at in their sentences. */
const MOST_PLACES = 20;

export class AnswerText {
  readonly #text: string;
  readonly #folded: FoldedText;
  readonly #sentences: Span[];

  constructor(text: string) {
    this.#text = text;
    this.#folded = new FoldedText(text);
    this.#sentences = sentencesOf(text);
  }

  /** Returns where the answer says this, preferably undenied; null when it says it nowhere. */
  find(quote: string): Quoted | null {
    const places = this.#folded
      .find(quote)
      .slice(0, MOST_PLACES)
      .map((span) => this.#quotedAt(span));
    return places.find(({ denied }) => !denied) ?? places[0] ?? null;
  }

  #quotedAt(span: Span): Quoted {
    const text = this.#text;
    const { start, end } = around(span, this.#sentences);
    const quote = text.slice(span.start, span.end);
    const denied = isDenied(text.slice(start, span.start), quote, text.slice(span.end, end));
    return { quote: quote.trim(), sentence: text.slice(start, end).trim(), span, denied };
  }
}
