import { closestMatch } from 'leven';

const MOST_NAMES = 20;

/** Returns the sentence that tells which names there are where `given` is none of them, what else may be given, and which was probably meant. */
export function oneOf(given: string, names: readonly string[], otherwise = ''): string {
  const known = [...new Set(names)];
  const more = known.length > MOST_NAMES ? ` and ${known.length - MOST_NAMES} more` : '';
  const list = `Expected one of: ${known.slice(0, MOST_NAMES).join(', ')}${more}${otherwise}.`;
  return `${list}${didYouMean(given, known)}`;
}

/** Returns ` Did you mean "<name>"?` for the name closest to `given`; nothing where none is close, a third of its letters at most. */
export function didYouMean(given: string, names: readonly string[]): string {
  const meant = closestMatch(given, names, { maxDistance: Math.ceil(given.length / 3) });
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}
