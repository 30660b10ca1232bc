// The code that findings are about: each file after the change, and what the diff shows of it, read once and searched for evidence.
import { type ChangedFile, type NumberedLine, withoutCr } from './diff.ts';
import { type WantedCode, wantedCode } from './evidence.ts';
import { pathMeant } from './path-meant.ts';
import { SearchableLines } from './quote.ts';

/** Evidence this far from the line that is named still means that place; models miscount. */
const NEAR_LINES = 10;

export interface Place {
  file: string;
  line: number;
}

/** What a file may be searched in: after the change, best first, and among what the change takes away; made when it is needed. */
interface Sides {
  after: Side[];
  removed: Side;
}

type Side = () => SearchableLines;

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
      const found = placeIn(side(), code, named.line);
      isThere ||= found !== null;
      if (typeof found === 'number') return { file, line: found };
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
      after: [...(isAsShown ? [all] : []), shown].map(searchable),
      removed: searchable(changed?.removed ?? []),
    };
    this.#sides.set(path, sides);
    return sides;
  }
}

function searchable(lines: readonly NumberedLine[]): Side {
  let made: SearchableLines | null = null;
  return () => {
    made ??= new SearchableLines(lines);
    return made;
  };
}

/** The line that is meant of those where the code stands; `unclear` when that cannot be told, null when there is none. */
function placeIn(
  lines: SearchableLines,
  { text, offset }: WantedCode,
  named: number | null,
): number | 'unclear' | null {
  const [only, more] = lines.linesOf(text, offset, 2);
  if (only === undefined) return null;
  // Code that stands in one place only means that place, whatever line was named.
  if (more === undefined) return only;
  if (named === null) return 'unclear';
  return nearestTo(named, lines.linesNear(text, named, NEAR_LINES, offset)) ?? 'unclear';
}

const numbered = (text: string): NumberedLine[] =>
  text.split('\n').map((line, index) => ({ number: index + 1, text: withoutCr(line) }));

/** The number nearest to `wanted`, the first of two as near; null when there is none. */
function nearestTo(wanted: number, numbers: readonly number[]): number | null {
  let nearest: number | null = null;
  for (const number of numbers)
    if (nearest === null || Math.abs(number - wanted) < Math.abs(nearest - wanted)) nearest = number;
  return nearest;
}
