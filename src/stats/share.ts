// A share of items from a sample of them, and the interval in which the share of all lies.
//   exact: Clopper and Pearson (1934), each end where the sample would be just too unlikely. Covers at least at its rate: for decisions.
//   mid-P: half of the observed count's own chance is left out (Lancaster 1961; Agresti and Coull 1998). Covers about at its rate,
//   sometimes less: for description only.
// From a finite population the same ends are taken with hypergeometric chances; once all is sampled, the share is known.
import { crossing } from './beta.ts';
import { binomialAtLeast, binomialAtMost, binomialChance, drawnAtMost, drawnChance } from './counts.ts';

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
  return around(count, confidence, 1);
}

/** Returns the two-sided mid-P interval at `confidence` (0.95): for description, not for decisions. */
export function midPInterval(count: Count, confidence: number): Interval {
  return around(count, confidence, 0.5);
}

/** Returns the largest share that an exact one-sided test at error rate `alpha` does not exclude. */
export const upperBound = (count: Count, alpha: number): number => upper(count, alpha, 1);

/** Returns the smallest share that an exact one-sided test at error rate `alpha` does not exclude. */
export const lowerBound = (count: Count, alpha: number): number =>
  1 - upper({ ...count, hits: count.n - count.hits }, alpha, 1);

function around(count: Count, confidence: number, own: number): Interval {
  const { hits, n } = count;
  const alpha = (1 - confidence) / 2;
  const low = 1 - upper({ ...count, hits: n - hits }, alpha, own);
  return { value: n === 0 ? 0 : hits / n, low, high: upper(count, alpha, own), n };
}

/** `own`: the part of the observed count's chance that speaks for the share under test, 1 or 1/2. */
function upper(count: Count, alpha: number, own: number): number {
  const { hits, n, population } = count;
  if (n === 0 || hits === n) return own === 1 || n === 0 ? 1 : highest(count, alpha, own);
  return population === null
    ? highest(count, alpha, own)
    : mostMarked(count, population, alpha, own) / population;
}

function highest({ hits, n, population }: Count, alpha: number, own: number): number {
  if (population !== null) return mostMarked({ hits, n, population }, population, alpha, own) / population;
  return crossing((p) => binomialAtMost(hits, n, p) - (1 - own) * binomialChance(hits, n, p) < alpha);
}

/** The largest number of marked items of `total` that `hits` of `n` do not exclude. */
function mostMarked({ hits, n }: Count, total: number, alpha: number, own: number): number {
  let possible = hits;
  let excluded = total - n + hits + 1; // more than this cannot be: the rest of the sample was seen not to hit
  while (excluded - possible > 1) {
    const marked = Math.floor((possible + excluded) / 2);
    const tail = drawnAtMost(hits, n, marked, total) - (1 - own) * drawnChance(hits, n, marked, total);
    if (tail < alpha) excluded = marked;
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
