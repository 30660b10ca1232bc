// Whether a text whose name says nothing, or something else, is a table: a header, and rows that are cut like it.
import { decode } from './bytes.ts';

export interface RowsFound {
  delimiter: string;
  names: string[];
  /** Cells are quoted, or the header says that we wrote it: no list of lines looks like that. */
  certain: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'];
const LOOKED_AT = 20;
const OURS = /(?:^|_)(?:tagged|mapped)_by$/;

/** What table the text that begins with `head` is; null when it is none, or nobody can tell. */
export function rowsIn(head: string): RowsFound | null {
  const sep = /^sep=([^\r\n])\r?\n/i.exec(head);
  if (sep) return { delimiter: sep[1] as string, names: [], certain: true };
  for (const delimiter of DELIMITERS) {
    const [header, ...rows] = firstRows(head, delimiter);
    if (!header || !(isOurs(header.cells, rows) || isHeader(header.cells, rows))) continue;
    const isQuoted = rows.some((row) => row.isQuoted);
    const names = header.cells.map(decode);
    const certain = isQuoted || names.some((name) => OURS.test(name));
    if (rows.length >= (certain ? 1 : 2)) return { delimiter, names, certain };
  }
  return null;
}

/** What separates the cells of a CSV that begins with `head`: what stands before our own columns, else what makes the most names. */
export function likelyDelimiter(head: string): string {
  const found = DELIMITERS.map((delimiter) => {
    const names = firstRows(head, delimiter, 1)[0]?.cells ?? [];
    return { delimiter, names: names.length, isOurs: isOurs(names, []) };
  });
  const ours = found.find(({ isOurs }) => isOurs);
  return (ours ?? found.reduce((best, one) => (one.names > best.names ? one : best))).delimiter;
}

interface FoundRow {
  cells: string[];
  isQuoted: boolean;
}

/** Whatever they are called: the last is the column that we add, and the rows have a cell for it. */
const isOurs = (names: readonly string[], rows: readonly FoundRow[]): boolean =>
  names.length > 1 &&
  OURS.test(decode(names.at(-1) ?? '')) &&
  rows.every(({ cells }) => cells.length >= names.length);

/** Names, each once, above rows that have a cell for each of them, and none of them in its own column again. */
function isHeader(names: readonly string[], rows: readonly FoundRow[]): boolean {
  if (names.length < 2 || new Set(names).size < names.length) return false;
  if (!names.every((name) => /^[\p{L}_](?:[\p{L}\p{N} _.#/()%-]{0,48}[\p{L}\p{N}_)%])?$/u.test(decode(name))))
    return false;
  return rows.every(
    ({ cells }) => cells.length === names.length && cells.every((cell, at) => cell !== names[at]),
  );
}

/** The whole rows at the beginning of `head` that are not blank, cut as CSV. */
function firstRows(head: string, delimiter: string, most = LOOKED_AT + 1): FoundRow[] {
  const rows: FoundRow[] = [];
  let at = 0;
  while (at < head.length && rows.length < most) {
    const row: FoundRow = { cells: [], isQuoted: false };
    for (let more = true; more; ) {
      const cell = cellAt(head, at, delimiter);
      if (cell === null) return rows; // cut off by the end of what is looked at, or a quote that is none
      row.cells.push(cell.text);
      row.isQuoted ||= cell.isQuoted;
      more = head[cell.end] === delimiter;
      at = cell.end + 1;
    }
    if (head[at - 1] === '\r' && head[at] === '\n') at++;
    if (row.cells.length > 1 || row.cells[0]) rows.push(row);
  }
  return rows;
}

/** The cell that begins at `from`, and where what ends it stands. */
function cellAt(head: string, from: number, delimiter: string) {
  if (head[from] !== '"') {
    let end = from;
    while (end < head.length && head[end] !== delimiter && head[end] !== '\n' && head[end] !== '\r') end++;
    return { text: head.slice(from, end), isQuoted: false, end };
  }
  let close = head.indexOf('"', from + 1);
  while (close >= 0 && head[close + 1] === '"') close = head.indexOf('"', close + 2);
  const next = head[close + 1];
  if (close < 0 || !(next === undefined || next === delimiter || next === '\n' || next === '\r')) return null;
  return { text: head.slice(from + 1, close).replaceAll('""', '"'), isQuoted: true, end: close + 1 };
}
