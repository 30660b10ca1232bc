// The file patterns of a plan. One walk answers both questions asked of them, whether two patterns can name the same file and
// whether a pattern names a file (a pattern without wildcards), so what the check allows is what the run enforces.

const ANY_FOLDERS = '**';

/** Returns what is wrong with a pattern; null when it can be used. */
export function patternProblem(pattern: string): string | null {
  if (!pattern.trim()) return 'is empty';
  if (pattern.startsWith('/') || /^[A-Za-z]:/.test(pattern)) return 'must be relative to the repository';
  if (pattern.includes('\\')) return 'must use / between folders';
  const parts = segments(pattern);
  if (parts.some((part) => part === '..' || part === '.' || part === '')) {
    return 'must not contain ".", ".." or an empty part';
  }
  if (parts.some((part) => part.toLowerCase() === '.git')) return "must not name git's own files";
  if (/[[\]{}!]/.test(pattern)) return 'may use *, ? and ** only; write several entries instead';
  if (parts.some((part) => part !== ANY_FOLDERS && part.includes(ANY_FOLDERS))) {
    return 'uses ** inside a name; ** stands for whole folders, as in src/**';
  }
  return null;
}

/** Whether some file can match both patterns. */
export function overlap(a: string, b: string): boolean {
  return meet(segments(a), segments(b), ANY_FOLDERS, (one, other) =>
    meet([...one], [...other], '*', (x, y) => x === y || x === '?' || y === '?'),
  );
}

/** Whether one of the patterns names the file. The file's own characters are never wildcards. */
export function covers(patterns: readonly string[], file: string): boolean {
  const name = literal(file);
  return patterns.some((pattern) => overlap(pattern, name));
}

/** Whether a pattern names exactly one file. */
export const isLiteral = (pattern: string): boolean => !/[*?]|\/$/.test(pattern);

// A folder (`src/`) stands for all in it.
const segments = (pattern: string): string[] => pattern.replace(/\/$/, `/${ANY_FOLDERS}`).split('/');

// Characters that no pattern can hold, in place of wildcards in a real name.
const literal = (file: string): string => file.replaceAll('*', '\u0001').replaceAll('?', '\u0002');

/**
 * Whether two sequences, in which `any` stands for any number of parts, have a sequence in common. Works from the ends, each pair
 * of places once: trying out what each `any` may stand for would take time exponential in their number.
 */
function meet(
  a: readonly string[],
  b: readonly string[],
  any: string,
  same: (a: string, b: string) => boolean,
): boolean {
  /** Whether what is left of `a` meets what is left of `b` from each place on; first for nothing left of `a`. */
  let after = restOf(b, any);
  for (const one of a.toReversed()) {
    const here: boolean[] = Array(b.length + 1).fill(false);
    here[b.length] = one === any && after[b.length] === true;
    for (let j = b.length - 1; j >= 0; j--) {
      const other = b[j] as string;
      // `any` stands for nothing more, or for one more part of the other side.
      if (one === any || other === any) here[j] = after[j] === true || here[j + 1] === true;
      else here[j] = after[j + 1] === true && same(one, other);
    }
    after = here;
  }
  return after[0] === true;
}

/** From each place on, whether a sequence can stand for nothing at all. */
function restOf(parts: readonly string[], any: string): boolean[] {
  const last = parts.findLastIndex((part) => part !== any);
  return Array.from({ length: parts.length + 1 }, (_, at) => at > last);
}
