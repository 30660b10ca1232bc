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

/** Returns the index of the answer that a judge's word for it means (`A`, `a`, `[A]`, `Answer A`, `answer-A-1f…`); null when it means none. */
export function labeled(word: string, count: number): number | null {
  const [, letter] =
    /^[^\p{L}\p{N}]*(?:(?:answer|voice|response|reviewer|model)[^\p{L}\p{N}]*)?([a-z])(?![\p{L}\p{N}])/iu.exec(
      word,
    ) ?? [];
  const index = letter === undefined ? -1 : letter.toUpperCase().charCodeAt(0) - 65;
  return index >= 0 && index < count ? index : null;
}

/** Returns the id of a claim as it is compared: `[a1]` and `A1` are the same. */
export const plainId = (id: string): string => id.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
