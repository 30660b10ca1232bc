// The code that findings are about: each file after the change, and what the diff shows of it, read once and searched for evidence.
import type { ChangedFile, NumberedLine } from './diff.ts';
import { type WantedCode, wantedCode } from './evidence.ts';
import { pathMeant } from './path-meant.ts';
import { SearchableLines } from './quote.ts';

/** Evidence this far from the line that is named still means that place; models miscount. */
const NEAR_LINES = 10;

export interface Place {
  file: string;
  line: number;
}

/** What a file may be searched in: after the change, best first, and among what the change takes away. */
interface Sides {
  after: SearchableLines[];
  removed: SearchableLines;
}

export class ReviewedCode {
  readonly #files: ReadonlyMap<string, ChangedFile>;
  readonly #after: (path: string) => string | null;
  readonly #folders: readonly string[];
  readonly #sides = new Map<string, Sides>();

  /** `after` returns a file's text after the change, null when it is not known; `folders` may stand before a path. */
  constructor(
    files: ReadonlyMap<string, ChangedFile>,
    after: (path: string) => string | null,
    folders: readonly string[] = [],
  ) {
    this.#files = files;
    this.#after = after;
    this.#folders = folders;
  }

  /** Returns where the quoted code stands, nearest to the line that is named; else why that is not known. */
  placeOf(evidence: string, named: { file: string; line: number | null }): Place | string {
    const file = pathMeant(named.file, [...this.#files.keys()], this.#folders);
    const { after, removed } = this.#sidesOf(file);
    const wanted = wantedCode(evidence);
    if (!wanted.after.length && !wanted.removed.length)
      return 'the code it quotes is too short to prove a place';
    const searched = [
      ...wanted.after.flatMap((code) => after.map((side) => [side, code] as const)),
      ...wanted.removed.map((code) => [removed, code] as const),
    ];
    let isThere = false;
    for (const [side, code] of searched) {
      const lines = linesOf(side, code);
      isThere ||= lines.length > 0;
      const line = meant(lines, named.line);
      if (line !== null) return { file, line };
    }
    if (isThere) return 'the code it quotes stands in several places, none of them near the line it names';
    return 'the code it quotes is not in that file';
  }

  #sidesOf(path: string): Sides {
    const known = this.#sides.get(path);
    if (known) return known;
    const changed = this.#files.get(path);
    const whole = this.#after(path);
    const shown = changed?.after ?? [];
    // The diff decides: a file that is not as the diff leaves it, such as one at the base, tells wrong lines.
    const all = whole === null ? [] : numbered(whole);
    const isAsShown = shown.every(({ number, text }) => all[number - 1]?.text === text);
    const sides = {
      after: [...(isAsShown ? [all] : []), shown].map((lines) => new SearchableLines(lines)),
      removed: new SearchableLines(changed?.removed ?? []),
    };
    this.#sides.set(path, sides);
    return sides;
  }
}

const linesOf = (side: SearchableLines, { text, offset }: WantedCode): number[] => side.linesOf(text, offset);

/** The line that is meant of those where the code stands; null when that cannot be told. */
function meant(lines: readonly number[], named: number | null): number | null {
  // Code that stands in one place only means that place, whatever line was named.
  if (lines.length === 1) return lines[0] ?? null;
  const nearest = named === null ? null : nearestTo(named, lines);
  return nearest !== null && named !== null && Math.abs(nearest - named) <= NEAR_LINES ? nearest : null;
}

const numbered = (text: string): NumberedLine[] =>
  text.split('\n').map((line, index) => ({ number: index + 1, text: line.replace(/\r$/, '') }));

/** The number nearest to `wanted`, the first of two as near; null when there is none. */
function nearestTo(wanted: number, numbers: readonly number[]): number | null {
  let nearest: number | null = null;
  for (const number of numbers)
    if (nearest === null || Math.abs(number - wanted) < Math.abs(nearest - wanted)) nearest = number;
  return nearest;
}
