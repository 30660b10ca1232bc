// A share of items from a sample of them, and the interval in which the share of all lies.
//   exact: Clopper and Pearson (1934), each end where the sample would be just too unlikely. Covers at least at its rate, for rare things
//   well above it: for decisions. From a finite population the ends are taken with hypergeometric chances.
//   score: Wilson (1927). Covers at about its rate on average over shares, for one share and few items up to some points less: for
//   description only (Agresti and Coull 1998). A finite population counts as a larger sample, (N - 1) / (N - n) times.
// Once all items are sampled, both are the share itself.
import { crossing } from './beta.ts';
import { binomialAtLeast, binomialAtMost, drawnAtMost } from './counts.ts';
import { normalQuantile } from './normal.ts';

/** A share or a difference of shares (0.02 is two points), the interval around it, and the items it rests on. */
export interface Interval {
  value: number;
  low: number;
  high: number;
  n: number;
}

export interface Count {
  hits: number;
  n: number;
  /** How many items the sample is from; null when there is no end to them. */
  population: number | null;
}

/** Returns the two-sided Clopper–Pearson interval at `confidence` (0.95). */
export function exactInterval(count: Count, confidence: number): Interval {
  const alpha = (1 - confidence) / 2;
  return { value: shareOf(count), low: lowerBound(count, alpha), high: upperBound(count, alpha), n: count.n };
}

/** Returns Wilson's two-sided interval at `confidence` (0.95): for description, not for decisions. */
export function scoreInterval(count: Count, confidence: number): Interval {
  const { n, population } = count;
  const value = shareOf(count);
  if (n === 0) return { value, low: 0, high: 1, n };
  if (n === population) return { value, low: value, high: value, n };
  const size = population === null ? n : (n * (population - 1)) / (population - n);
  const square = normalQuantile((1 + confidence) / 2) ** 2 / size;
  const middle = (value + square / 2) / (1 + square);
  const half = Math.sqrt(square * value * (1 - value) + square ** 2 / 4) / (1 + square);
  // None and all are an end of their interval, whatever is lost to rounding.
  return { value, low: value === 0 ? 0 : middle - half, high: value === 1 ? 1 : middle + half, n };
}

/** Returns the largest share that an exact one-sided test at error rate `alpha` does not exclude. */
export function upperBound({ hits, n, population }: Count, alpha: number): number {
  if (n === 0) return 1;
  if (population !== null) return mostMarked({ hits, n }, population, alpha) / population;
  return hits === n ? 1 : crossing((p) => binomialAtMost(hits, n, p) < alpha);
}

/** Returns the smallest share that an exact one-sided test at error rate `alpha` does not exclude. */
export const lowerBound = (count: Count, alpha: number): number =>
  1 - upperBound({ ...count, hits: count.n - count.hits }, alpha);

const shareOf = ({ hits, n }: Count) => (n === 0 ? 0 : hits / n);

/** The largest number of marked items of `total` that `hits` of `n` do not exclude. */
function mostMarked({ hits, n }: Pick<Count, 'hits' | 'n'>, total: number, alpha: number): number {
  let possible = hits;
  let excluded = total - n + hits + 1; // more than this cannot be: the rest of the sample was seen not to hit
  while (excluded - possible > 1) {
    const marked = Math.floor((possible + excluded) / 2);
    if (drawnAtMost(hits, n, marked, total) < alpha) excluded = marked;
    else possible = marked;
  }
  return possible;
}

/** Returns the exact one-sided p-value against "the share is at most `limit`", or "at least", by `side`. */
export function shareAgainst(
  side: 'at most' | 'at least',
  limit: number,
  { hits, n, population }: Count,
): number {
  if (population === null)
    return side === 'at most' ? binomialAtLeast(hits, n, limit) : binomialAtMost(hits, n, limit);
  // The nearest number of marked items that the claim under test allows.
  const marked =
    side === 'at most' ? Math.floor(limit * population + 1e-9) : Math.ceil(limit * population - 1e-9);
  return side === 'at most'
    ? 1 - drawnAtMost(hits - 1, n, marked, population)
    : drawnAtMost(hits, n, marked, population);
}
