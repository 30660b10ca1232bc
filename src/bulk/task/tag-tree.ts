// Tags with parents: `billing: { tags: { refund: … } }` is `billing` and `billing/refund`.
import { above } from '../../view/tag-tree.ts';

/** Returns the tags of a header with those below others beside them, as [name, details], in order. What is no map of tags stays as it is. */
export function flattened(tags: unknown): [name: string, details: unknown][] | null {
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return null;
  return Object.entries(tags).flatMap(([name, given]): [string, unknown][] => {
    if (typeof given !== 'object' || given === null || !('tags' in given)) return [[name, given]];
    const { tags: below, ...details } = given;
    const kinds = flattened(
      Array.isArray(below) ? Object.fromEntries(below.map((kind) => [kind, {}])) : below,
    );
    return [
      [name, details],
      ...(kinds ?? []).map(([kind, one]): [string, unknown] => [`${name}/${kind}`, one]),
    ];
  });
}

/** Whether any of the tags stands below another. */
export function isTree(names: readonly string[]): boolean {
  const known = new Set(names);
  return names.some((name) => above(name).some((parent) => known.has(parent)));
}

/** The tags without those that another of them stands below: the kind says its parent, too. */
export const mostSpecific = (names: readonly string[]): string[] =>
  names.filter((name) => !names.some((other) => other !== name && above(other).includes(name)));

/** The lowest of `known` that all of `names` are, or stand below; null where there is none. */
export function commonAbove(names: readonly string[], known: readonly string[]): string | null {
  const [first = [], ...others] = names.map((name) => [...above(name), name]);
  const shared = first.filter((name) => known.includes(name) && others.every((all) => all.includes(name)));
  return shared.at(-1) ?? null;
}
