// The judge knows answers as A, B, …, in an order drawn anew each time: neither a name nor a place earns favour.

/** `names` in random order; position 0 is A. `random` gives numbers from 0 to 1. */
export function shuffled<Item>(items: readonly Item[], random: () => number = Math.random): Item[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as Item, order[at] as Item];
  }
  return order;
}

export const label = (position: number): string => String.fromCharCode(65 + position);
