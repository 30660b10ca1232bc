// Whether a quote is really there. Models rewrap lines, so white space may differ; nothing else may.

/** A shorter quote would be found anywhere. */
const SHORTEST_QUOTE = 6;

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Whether `quote` is a verbatim part of `text`, white space aside, and long enough to mean something. */
export function isQuoteOf(quote: string, text: string): boolean {
  const wanted = squeeze(quote);
  return wanted.length >= SHORTEST_QUOTE && squeeze(text).includes(wanted);
}

/** The lines (from 1) on which `quote` begins in `lines`, white space aside. */
export function linesOf(quote: string, lines: readonly { number: number; text: string }[]): number[] {
  const wanted = squeeze(quote);
  if (wanted.length < 3) return []; // `});` is evidence of nothing, `x++` is
  let all = '';
  const starts: { offset: number; number: number }[] = [];
  for (const { number, text } of lines) {
    const part = squeeze(text);
    if (!part) continue;
    starts.push({ offset: all.length, number });
    all += `${part} `;
  }
  const found: number[] = [];
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
    const line = starts.findLast(({ offset }) => offset <= at);
    if (line) found.push(line.number);
  }
  return found;
}
