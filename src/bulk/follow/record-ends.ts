// Where records end in text that grows: at a line end, but in CSV not within a quoted cell. As the CSV parser reads it, a quote opens a
// cell only at its beginning, and one behind text is text.
import type { Format } from '../../formats/table.ts';

const [QUOTE, NEWLINE] = [0x22, 0x0a];
/** What a cell can begin behind, whichever of them is the delimiter. */
const BEFORE_CELLS = new Set([...',;\t|\n'].map((sign) => sign.charCodeAt(0)));

/** Yields the end of each whole record in text that begins with one. */
export function* recordEnds(text: string, format: Format): Generator<number> {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE && !isQuoted) yield at + 1;
    if (code !== QUOTE || format !== 'csv') continue;
    if (!isQuoted) isQuoted = at === 0 || BEFORE_CELLS.has(text.charCodeAt(at - 1));
    else if (text.charCodeAt(at + 1) === QUOTE) at++;
    else isQuoted = false;
  }
}

/** Returns where the last whole record ends; 0 where there is none. */
export function wholeRecords(text: string, format: Format): number {
  if (format !== 'csv') return text.lastIndexOf('\n') + 1;
  let end = 0;
  for (const found of recordEnds(text, format)) end = found;
  return end;
}
