// Tags with parents, `billing/refund` below `billing`: which there are, and counts that include what is below.

/** The tags that one is below, the highest first: `a/b/c` is below `a` and `a/b`. */
export const above = (tag: string): string[] =>
  [...tag.matchAll(/\//g)].flatMap(({ index }) => (index > 0 ? tag.slice(0, index) : []));

/** Whether `tag` is `other`, or below it. */
export const isWithin = (tag: string, other: string): boolean => tag === other || tag.startsWith(`${other}/`);

/** Which tags are parents: those that stand above another of them, and what two of them have before a slash. */
export function parentsIn(tags: readonly string[]): Set<string> {
  const below = new Map<string, number>();
  for (const tag of tags) for (const parent of above(tag)) below.set(parent, (below.get(parent) ?? 0) + 1);
  const known = new Set(tags);
  return new Set([...below].flatMap(([parent, number]) => (number > 1 || known.has(parent) ? parent : [])));
}

/** Adds one item with these tags to counts of tags with all below them: each tag and each above it once. */
export function countWithin(counts: Map<string, number>, tags: readonly string[]): void {
  for (const tag of new Set(tags.flatMap((one) => [...above(one), one])))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
}

export interface TreeRow {
  tag: string;
  /** Items with the tag, or one below it. */
  items: number;
  /** How many parents it stands below. */
  depth: number;
  /** Items with the tag itself, where others stand below it. */
  own: number | null;
}

/**
 * Returns the tags of `own` with their parents, each parent before what is below it, the most frequent first. `within`: counts that
 * include what is below. Without parents these are the tags of `own`, the most frequent first.
 */
export function treeOf(own: ReadonlyMap<string, number>, within: ReadonlyMap<string, number>): TreeRow[] {
  const parents = parentsIn([...own.keys()]);
  const tags = [...new Set([...own.keys(), ...parents])];
  const parentOf = (tag: string): string | undefined => above(tag).findLast((one) => parents.has(one));
  const itemsOf = (tag: string): number => (parents.has(tag) ? within.get(tag) : own.get(tag)) ?? 0;
  const rowsBelow = (parent: string | undefined, depth: number): TreeRow[] =>
    tags
      .filter((tag) => parentOf(tag) === parent)
      .toSorted((a, b) => itemsOf(b) - itemsOf(a))
      .flatMap((tag) => [
        { tag, items: itemsOf(tag), depth, own: parents.has(tag) ? (own.get(tag) ?? 0) : null },
        ...(parents.has(tag) ? rowsBelow(tag, depth + 1) : []),
      ]);
  return rowsBelow(undefined, 0);
}
