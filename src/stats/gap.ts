// How much more often one answerer is right than another, on the same items. Each sampled item counts +1 (only the first is right),
// -1 (only the second) or 0, and T is the sum. The exact p-value of "the gap is at least g" is the largest chance of a sum at most T
// that any gap from g on allows. That chance also depends on how often the two differ at all; following Berger and Boos (1994), those
// shares are searched that a bound at error rate GAMMA does not exclude, and GAMMA is added.
//
// Counts of which some items are still open are filled in against the claim. The p-value only falls as items are settled, whichever
// are settled first: to stop as soon as it is small enough costs no error (a curtailed test; Alling 1963).
import { binomialAtMost, binomialChance, drawnAtMost, drawnChance } from './counts.ts';
import { upperBound } from './share.ts';

const NUISANCES = 9; // points searched, both ends among them
/** The part of the error rate that goes to the bound on how often the two differ. */
const GAMMA_PART = 0.05;

export interface GapCount {
  /** The sum of the items' +1, -1 and 0. */
  sum: number;
  /** Items that do not count 0. */
  apart: number;
  n: number;
  /** How many items the sample is from; null when there is no end to them. */
  population: number | null;
}

/** Returns whether the counts exclude, at error rate `alpha`, every gap above `limit` (0.02 is two points). */
export function gapIsWithin(limit: number, count: GapCount, alpha: number): boolean {
  const { population } = count;
  if (population === count.n) return count.sum <= limit * count.n + 1e-9;
  const gap = population === null ? limit : Math.floor(limit * population + 1e-9) + 1;
  return excluded(gap, count, alpha);
}

/** Returns whether the counts exclude, at error rate `alpha`, every gap of at most `limit`. */
export function gapIsAbove(limit: number, count: GapCount, alpha: number): boolean {
  const { population, sum, n } = count;
  if (population === n) return sum > limit * n + 1e-9;
  const gap = population === null ? limit : Math.floor(limit * population + 1e-9);
  // The same test with the two answerers exchanged.
  return excluded(-gap, { ...count, sum: -sum }, alpha);
}

/** Returns the gaps that the counts do not exclude at `confidence`, given the least and the most that open items may count. */
export function gapInterval(
  least: GapCount,
  most: GapCount,
  confidence: number,
): { low: number; high: number } {
  const alpha = (1 - confidence) / 2;
  return {
    low: -lowestLimit((limit) => gapIsAbove(-limit, least, alpha)),
    high: lowestLimit((limit) => gapIsWithin(limit, most, alpha)),
  };
}

/** The least limit in [-1, 1] at which `holds`, to a ten thousandth. */
function lowestLimit(holds: (limit: number) => boolean): number {
  let [no, yes] = [-1, 1];
  while (yes - no > 1e-4) {
    const middle = (no + yes) / 2;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** Whether a sum this small is too unlikely at `gap` (a share, or items of a finite population) and above. */
function excluded(gap: number, count: GapCount, alpha: number): boolean {
  const { sum, apart, n, population } = count;
  const size = population ?? 1;
  if (sum / n >= gap / size) return false;
  const gamma = alpha * GAMMA_PART;
  const mostApart = upperBound({ hits: apart, n, population }, gamma) * size;
  const least = Math.max(0, -gap); // of "only the second is right", so that "only the first" is not below 0
  const most = (mostApart - gap) / 2;
  if (most < least) return true; // they do not differ often enough for such a gap
  for (let point = NUISANCES - 1; point >= 0; point -= 1) {
    const minus = least + ((most - least) * point) / (NUISANCES - 1);
    const second = population === null ? minus : Math.floor(minus);
    if (gamma + sumAtMost(sum, second + gap, second, count) > alpha) return false;
  }
  return true;
}

/** The chance of a sum at most `sum`, when `plus` and `minus` (shares, or items) count +1 and -1: over how many count -1. */
function sumAtMost(sum: number, plus: number, minus: number, { n, population }: GapCount): number {
  const mean = (n * minus) / (population ?? 1);
  const spread = 8 * Math.sqrt(mean) + 16;
  const last = Math.min(n, Math.ceil(mean + spread));
  let chance = 0;
  for (let k = Math.max(0, Math.floor(mean - spread)); k <= last; k += 1) {
    const most = Math.floor(sum + k); // may count +1
    chance +=
      population === null
        ? binomialChance(k, n, minus) * binomialAtMost(most, n - k, plus / (1 - minus))
        : drawnChance(k, n, minus, population) * drawnAtMost(most, n - k, plus, population - minus);
  }
  return chance;
}
