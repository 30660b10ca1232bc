// Chances of counts: what a simple random sample of `n` shows of something that a share of all items has.
// From an endless source the count is binomial, from a finite one hypergeometric.
import { incompleteBeta, lnFactorial } from './beta.ts';

/** Returns the chance of at most `hits` in `n` draws of which each hits with chance `p`. */
export function binomialAtMost(hits: number, n: number, p: number): number {
  if (hits < 0) return 0;
  return hits >= n ? 1 : 1 - incompleteBeta(p, hits + 1, n - hits);
}

/** Returns the chance of at least `hits` in `n` draws of which each hits with chance `p`. */
export function binomialAtLeast(hits: number, n: number, p: number): number {
  if (hits <= 0) return 1;
  return hits > n ? 0 : incompleteBeta(p, hits, n - hits + 1);
}

/** Returns the chance of exactly `hits` in `n` draws of which each hits with chance `p`. */
export function binomialChance(hits: number, n: number, p: number): number {
  if (hits < 0 || hits > n) return 0;
  if (p <= 0) return hits === 0 ? 1 : 0;
  if (p >= 1) return hits === n ? 1 : 0;
  return Math.exp(lnChoose(n, hits) + hits * Math.log(p) + (n - hits) * Math.log1p(-p));
}

/** Returns the chance of exactly `hits` in `n` draws without replacement from `total` items of which `marked` hit. */
export function drawnChance(hits: number, n: number, marked: number, total: number): number {
  if (hits < Math.max(0, n - (total - marked)) || hits > Math.min(n, marked)) return 0;
  return Math.exp(lnChoose(marked, hits) + lnChoose(total - marked, n - hits) - lnChoose(total, n));
}

/** Returns the chance of at most `hits` in `n` draws without replacement from `total` items of which `marked` hit. */
export function drawnAtMost(hits: number, n: number, marked: number, total: number): number {
  const least = Math.max(0, n - (total - marked));
  const most = Math.min(n, marked);
  if (hits < least) return 0;
  if (hits >= most) return 1;
  const below = hits < (n * marked) / total; // the shorter tail, so that no small chance is lost in 1 - x
  const tail = below
    ? tailFrom(hits, least, { n, marked, total })
    : tailFrom(hits + 1, most, { n, marked, total });
  return Math.min(1, Math.max(0, below ? tail : 1 - tail));
}

interface Draw {
  n: number;
  marked: number;
  total: number;
}

/** The chances from `first` to `last`, each from its neighbor. */
function tailFrom(first: number, last: number, { n, marked, total }: Draw): number {
  let chance = drawnChance(first, n, marked, total);
  let sum = chance;
  const step = first > last ? -1 : 1;
  for (let hits = first; hits !== last; hits += step) {
    const up = step > 0 ? hits : hits - 1;
    const ratio = ((marked - up) * (n - up)) / ((up + 1) * (total - marked - n + up + 1));
    chance *= step > 0 ? ratio : 1 / ratio;
    sum += chance;
    if (chance < 1e-17 * sum) break;
  }
  return sum;
}

const lnChoose = (n: number, k: number): number => lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
