// How much more often one answerer is right than another, on the same items. Each sampled item counts +1 (only the first is right),
// -1 (only the second) or 0, and T is the sum. The exact p-value of "the gap is at least g" is the largest chance of a sum at most T
// that any gap from g on allows. That chance also depends on how often the two differ at all; following Berger and Boos (1994), those
// shares are searched that a bound at error rate GAMMA does not exclude, and GAMMA is added.
//
// The sum alone is a poor witness where the two hardly ever differ: 0 is what many differences that cancel out give, too. A gap of g takes
// at least a share of g on which only the first is right, so few of those exclude it whatever the sum. Both belong to one region, whose
// chance is taken as a whole.
//
// Counts of which some items are still open are filled in against the claim. The p-value only falls as items are settled, whichever
// are settled first: to stop as soon as it is small enough costs no error (a curtailed test; Alling 1963).
import { binomialAtMost, binomialChance, drawnAtMost, drawnChance } from './counts.ts';
import { upperBound } from './share.ts';

const NUISANCES = 9; // points searched, both ends among them
/** The part of the error rate that goes to the bound on how often the two differ. */
const GAMMA_PART = 0.05;
/** At most this part of it goes to "too few on which only the first is right"; mostly the sum is as small then, and it costs nothing. */
const FEW_PART = 0.5;

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
  const { population, n, sum } = count;
  if (population === n) return sum <= limit * n + 1e-9;
  return isExcluded(population === null ? limit : itemsIn(limit, population) + 1, count, alpha);
}

/** Returns whether the counts exclude, at error rate `alpha`, every gap of at most `limit`. */
export function gapIsAbove(limit: number, count: GapCount, alpha: number): boolean {
  const { population, sum, n } = count;
  if (population === n) return sum > limit * n + 1e-9;
  // The same test with the two answerers exchanged.
  return isExcluded(
    -(population === null ? limit : itemsIn(limit, population)),
    { ...count, sum: -sum },
    alpha,
  );
}

const itemsIn = (share: number, population: number) => Math.floor(share * population + 1e-9);

/** Returns the gaps that the counts do not exclude at `confidence`, given the least and the most that open items may count. */
export function gapInterval(
  least: GapCount,
  most: GapCount,
  confidence: number,
): { low: number; high: number } {
  const alpha = (1 - confidence) / 2;
  const mirrored = { ...least, sum: -least.sum };
  return { low: -highestGap(mirrored, alpha), high: highestGap(most, alpha) };
}

/** The highest gap that the counts do not exclude, to a ten thousandth. */
function highestGap(count: GapCount, alpha: number): number {
  const { sum, n, population } = count;
  if (population === n) return sum / n;
  let [possible, out] = [sum / n, 1];
  while (out - possible > 1e-4) {
    const middle = (possible + out) / 2;
    const gap = population === null ? middle : Math.ceil(middle * population - 1e-9);
    if (excluded(gap, count, alpha)) out = middle;
    else possible = middle;
  }
  return out;
}

/** What was found out already: a sum up to `yes` is excluded, one from `no` on is not. While labels come in, the same is asked often. */
const known = new Map<string, { yes: number; no: number }>();
const MOST_KNOWN = 10_000;

function isExcluded(gap: number, count: GapCount, alpha: number): boolean {
  const { sum, apart, n, population } = count;
  const key = [gap, apart, n, population, alpha].join(' ');
  if (known.size >= MOST_KNOWN) known.clear();
  const found = known.get(key) ?? { yes: Number.NEGATIVE_INFINITY, no: Number.POSITIVE_INFINITY };
  known.set(key, found);
  if (sum > found.yes && sum < found.no) {
    if (excluded(gap, count, alpha)) found.yes = sum;
    else found.no = sum;
  }
  return sum <= found.yes;
}

/** Whether a count like this is too unlikely at `gap` (a share, or items of a finite population) and above. */
function excluded(gap: number, count: GapCount, alpha: number): boolean {
  const { sum, apart, n, population } = count;
  const size = population ?? 1;
  if (sum / n >= gap / size) return false;
  const few = tooFew(gap, count, alpha * FEW_PART);
  if ((sum + apart) / 2 < few + 1) return true; // so many count +1 at most
  const gamma = alpha * GAMMA_PART;
  const mostApart = upperBound({ hits: apart, n, population }, gamma) * size;
  const least = Math.max(0, -gap); // of "only the second is right", so that "only the first" is not below 0
  const most = (mostApart - gap) / 2;
  if (most < least) return true; // they do not differ often enough for such a gap
  for (let point = NUISANCES - 1; point >= 0; point -= 1) {
    const minus = least + ((most - least) * point) / (NUISANCES - 1);
    const second = population === null ? minus : Math.floor(minus);
    if (gamma + chanceOf({ sum, few }, { plus: second + gap, minus: second }, count) > alpha) return false;
  }
  return true;
}

/** The most items on which only the first is right that are too unlikely at `gap`, where that are all that differ; -1 for none. */
function tooFew(gap: number, { n, population }: GapCount, alpha: number): number {
  if (gap <= 0) return -1;
  const atMost = (hits: number) =>
    population === null ? binomialAtMost(hits, n, gap) : drawnAtMost(hits, n, gap, population);
  let few = -1;
  while (atMost(few + 1) <= alpha) few += 1;
  return few;
}

/** The chance of a sum at most `sum`, or of at most `few` that count +1, when `plus` and `minus` (shares, or items) count +1 and -1: over
 * how many count -1. */
function chanceOf(
  { sum, few }: { sum: number; few: number },
  { plus, minus }: { plus: number; minus: number },
  { n, population }: GapCount,
): number {
  const mean = (n * minus) / (population ?? 1);
  const spread = 8 * Math.sqrt(mean) + 16;
  const last = Math.min(n, Math.ceil(mean + spread));
  let chance = 0;
  for (let k = Math.max(0, Math.floor(mean - spread)); k <= last; k += 1) {
    const most = Math.floor(Math.max(sum + k, few)); // may count +1
    chance +=
      population === null
        ? binomialChance(k, n, minus) * binomialAtMost(most, n - k, plus / (1 - minus))
        : drawnChance(k, n, minus, population) * drawnAtMost(most, n - k, plus, population - minus);
  }
  return chance;
}
