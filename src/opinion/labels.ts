// The judge knows answers as A, B, …, in an order drawn anew each time: neither a name nor a place earns favor.

/** Returns `items` in random order, of which the first is A. `random` returns numbers from 0 to below 1. */
export function shuffled<Entry>(items: readonly Entry[], random: () => number = Math.random): Entry[] {
  const left = [...items];
  const drawn: Entry[] = [];
  while (left.length) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}

/** Returns the label of the answer shown at `index`: A, B, …. */
export const label = (index: number): string => String.fromCharCode(65 + index);
