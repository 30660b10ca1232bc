// Which disagreement to ask about next. A third opinion that sides with the cheap setting makes it likely that the cheap one is right,
// and one such label moves the worst case by two. The order decides how many labels it takes, never how sure the decision is.
import { shuffled } from '../stats/random.ts';

/** A disagreement: whose side further opinions take, and the least and the most that it may count. */
export interface Open {
  item: number;
  side: 'cheap' | 'reference' | 'neither';
  /** Without a label so far. */
  open: boolean;
  low: number;
  high: number;
}

/** What a disagreement counts by the side that further opinions take, as long as no labels say otherwise. */
const PRIOR = { cheap: -0.3, reference: 0.5, neither: 0.1 } as const;
const PRIOR_WEIGHT = 4; // labels that the prior is worth
const PRIOR_APART = 0.85; // disagreements in which one of the two is right

/** Returns the open ones, the most telling first, given how many items the reference may be ahead by. */
export function askedFirst(items: readonly Open[], allowed: number): Open[] {
  const expected = expectations(items);
  const ahead = items.reduce((sum, item) => sum + (item.open ? expected(item).mean : item.high), 0);
  // What a label takes off the worst case, for "yes" or for "no", whichever looks true.
  const takes = (item: Open) =>
    ahead <= allowed ? item.high - expected(item).mean : expected(item).mean - item.low;
  const chance = shuffled(items.length, items.length);
  return items
    .map((item, place) => ({ item, takes: takes(item), chance: chance[place] ?? 0 }))
    .filter(({ item }) => item.open)
    .toSorted((a, b) => b.takes - a.takes || a.chance - b.chance)
    .map(({ item }) => item);
}

export interface Expectation {
  /** Between -1 (the cheap one alone is right) and 1. */
  mean: number;
  /** How likely one of the two is right. */
  apart: number;
}

/** Returns what a disagreement is expected to count, from the labels of others on its side. */
export function expectations(items: readonly Open[]): (item: Open) => Expectation {
  const labelled = items.filter(({ open }) => !open);
  const of = (side: Open['side']): Expectation => {
    const known = labelled.filter((item) => item.side === side);
    const sum = known.reduce((total, { low }) => total + low, 0);
    const apart = known.filter(({ low }) => low !== 0).length;
    const weight = known.length + PRIOR_WEIGHT;
    return {
      mean: (sum + PRIOR[side] * PRIOR_WEIGHT) / weight,
      apart: (apart + PRIOR_APART * PRIOR_WEIGHT) / weight,
    };
  };
  const sides = { cheap: of('cheap'), reference: of('reference'), neither: of('neither') };
  return ({ side, low, high }) => ({
    mean: Math.min(high, Math.max(low, sides[side].mean)),
    apart: sides[side].apart,
  });
}
