// Chance that can be repeated: the same seed, the same order (mulberry32, Fisher and Yates).

/** Returns a source of numbers in [0, 1) that a seed decides. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns the numbers below `n` in an order that the seed decides, each order as likely as any other. */
export function shuffled(n: number, seed: number): number[] {
  const random = randomFrom(seed);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
