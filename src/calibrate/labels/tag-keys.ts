// One key for each tag. Which tier said what is nowhere in it: tags stand in the scheme's order, or, where there are too many for
// that, those that were said at all, in an order that has nothing to do with who said them.
import { createHash } from 'node:crypto';
import { type Task, tagsOf, type Value } from '../../bulk/task/task.ts';

/** `s` skips, `q` stops, `u` takes back, `/` looks for a tag by its name. */
const KEYS = [...'123456789abcdefghijklmnoprtvwxyz'];

/** Returns which key stands for which tag. `said`: what the tiers answered. */
export function tagKeys(
  { tagNames }: Pick<Task, 'tagNames'>,
  fingerprint: string,
  said: readonly Value[],
): Map<string, string> {
  const shown = tagNames.length <= KEYS.length ? tagNames : shuffled(tagNames, fingerprint, said);
  return new Map(shown.slice(0, KEYS.length).map((tag, index) => [KEYS[index] as string, tag]));
}

function shuffled(tagNames: readonly string[], fingerprint: string, said: readonly Value[]): string[] {
  const names = new Set(said.flatMap((value) => tagsOf(value)));
  const drawn = (tag: string): string => createHash('sha256').update(`${fingerprint}\0${tag}`).digest('hex');
  return tagNames.filter((tag) => names.has(tag)).sort((a, b) => (drawn(a) < drawn(b) ? -1 : 1));
}
