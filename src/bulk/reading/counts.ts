/** How often each name occurs, in order of appearance. */
export type Counts = Map<string, number>;

export function increase(counts: Counts, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The names with their counts, the most frequent first. */
export const mostFirst = (counts: Counts): [name: string, number: number][] =>
  [...counts].sort(([, a], [, b]) => b - a);
