// The sentences of an answer, in any language: a quote without its sentence can say the opposite.
import type { Span } from './folded.ts';

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' });
/** After these a sentence goes on. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.\s?g|i\.\s?e|vs|cf|etc|approx|resp|incl|z\.\s?B|d\.\s?h|bzw|ca|usw|p\.\s?ej|p\.\s?ex|Dr|Mr|Mrs|St|Nr|No)\.\s*$/;
/** A line that begins something of its own: a list item, a heading, a quotation, a row, a fence, nothing. */
const BEGINS = /^\s*(?:[-*+•]\s|\d+[.)]\s|#|>|\||```|$)/;

/** Returns the sentences of `text` in order; list items and paragraphs end one, the wrapping of lines does not. */
export function sentencesOf(text: string): Span[] {
  return blocksOf(text).flatMap(({ start, end }) => sentencesIn(text.slice(start, end), start));
}

/** Returns the sentence, or all of them, that a part of the text lies in. */
export function around(part: Span, sentences: readonly Span[]): Span {
  const touched = sentences.filter(({ start, end }) => start < part.end && part.start < end);
  return {
    start: Math.min(part.start, touched[0]?.start ?? part.start),
    end: Math.max(part.end, touched.at(-1)?.end ?? part.end),
  };
}

/** Runs of lines that belong together. */
function blocksOf(text: string): Span[] {
  const blocks: Span[] = [];
  let at = 0;
  let wasText = false;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    const last = blocks.at(-1);
    if (last && wasText && !BEGINS.test(line)) last.end = end;
    else if (line.trim()) blocks.push({ start: at, end });
    wasText = line.trim() !== '' && !/^\s*#/.test(line);
    at = end + 1;
  }
  return blocks;
}

function sentencesIn(block: string, offset: number): Span[] {
  const found: Span[] = [];
  let goesOn = false;
  // A line break would end a sentence; a blank does not, and is as long.
  for (const { segment, index } of SEGMENTER.segment(block.replaceAll('\n', ' '))) {
    const last = found.at(-1);
    const end = offset + index + segment.length;
    if (last && goesOn) last.end = end;
    else found.push({ start: offset + index, end });
    goesOn = ABBREVIATION.test(segment);
  }
  return found;
}
