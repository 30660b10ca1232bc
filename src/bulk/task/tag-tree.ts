// Tags with parents: `billing: { tags: { refund: … } }` is `billing` and `billing/refund`.
import { above } from '../../view/tag-tree.ts';

/** Returns the tags of a header with those below others beside them, as [name, details], in order. What is no map of tags stays as it is. */
export function flattened(tags: unknown): Named[] | null {
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return null;
  return Object.entries(tags).flatMap(([name, given]): Named[] => {
    const { tags: below, ...details } = (given ?? {}) as { tags?: unknown };
    const kinds = typeof given === 'object' ? kindsOf(below) : null;
    if (!kinds) return [[name, given]];
    return [[name, details], ...kinds.map(([kind, one]): Named => [`${name}/${kind}`, one])];
  });
}

type Named = [name: string, details: unknown];

/** As a list of names, or with details of each; null where it is neither. */
const kindsOf = (below: unknown): Named[] | null =>
  Array.isArray(below) ? below.map((kind): Named => [String(kind), {}]) : flattened(below);

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
