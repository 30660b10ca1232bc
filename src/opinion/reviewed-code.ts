// The code that findings are about: each file after the change, and what the diff shows of it, read once and searched for evidence.
import type { ChangedFile, NumberedLine } from './diff.ts';
import { SearchableLines } from './quote.ts';

/** Evidence this far from the line that is named still means that place; models miscount. */
const NEAR_LINES = 10;

export interface Place {
  file: string;
  line: number;
}

export class ReviewedCode {
  readonly #files: ReadonlyMap<string, ChangedFile>;
  readonly #after: (path: string) => string | null;
  readonly #sides = new Map<string, SearchableLines[]>();

  /** `after` returns a file's text after the change; null when it is not known. */
  constructor(files: ReadonlyMap<string, ChangedFile>, after: (path: string) => string | null) {
    this.#files = files;
    this.#after = after;
  }

  /** Returns where the quoted code stands, nearest to the place that is named; null when it does not stand near it. */
  placeOf(evidence: string, { file, line }: Place): Place | null {
    const path = [...this.#files.keys()].find((known) => isSameFile(known, file)) ?? file;
    for (const side of this.#sidesOf(path)) {
      const lines = side.linesOf(evidence);
      const nearest = nearestTo(line, lines);
      // Code that stands in one place only means that place, whatever line was named.
      if (nearest !== null && (Math.abs(nearest - line) <= NEAR_LINES || lines.length === 1))
        return { file: path, line: nearest };
    }
    return null;
  }

  /** Where to look, best first: the whole file after the change, what the diff shows of it, and the removed lines. */
  #sidesOf(path: string): SearchableLines[] {
    const known = this.#sides.get(path);
    if (known) return known;
    const whole = this.#after(path);
    const changed = this.#files.get(path);
    const sides = [whole === null ? [] : numbered(whole), changed?.after ?? [], changed?.removed ?? []];
    const searchable = sides.map((lines) => new SearchableLines(lines));
    this.#sides.set(path, searchable);
    return searchable;
  }
}

const numbered = (text: string): NumberedLine[] =>
  text.split('\n').map((line, index) => ({ number: index + 1, text: line }));

/** The number nearest to `wanted`, the first of two as near; null when there is none. */
function nearestTo(wanted: number, numbers: readonly number[]): number | null {
  let nearest: number | null = null;
  for (const number of numbers)
    if (nearest === null || Math.abs(number - wanted) < Math.abs(nearest - wanted)) nearest = number;
  return nearest;
}

function isSameFile(known: string, named: string): boolean {
  const bare = named.replace(/^\.\//, '');
  return known === bare || known === bare.replace(/^[ab]\//, '');
}
