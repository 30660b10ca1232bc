// Bets on a share, settled item by item (Waudby-Smith and Ramdas 2024; Stark's ALPHA, 2023, for finite populations).
// Who bets against "the share is at most m" at fair odds multiplies the capital by q(x) / m(x) with each item, q being a forecast made
// before it. While the claim holds, the capital grows 1 / alpha-fold at some time with chance at most alpha (Ville), so it may be
// looked at after every item. The forecast is the mean of a uniform prior over the shares beyond m, given the items so far: the
// Bernoulli mixture martingale. Without replacement, m is what the claim leaves for the items not yet drawn.
import { incompleteBeta, lnBeta } from './beta.ts';
import type { Interval } from './share.ts';

export type Side = 'above' | 'below';

/** Items in the order in which they were drawn at random, each a hit or not. */
export interface Draws {
  hits: readonly boolean[];
  /** How many items they are drawn from; null when there is no end to them. */
  population: number | null;
}

/** Returns after how many items it is shown, at error rate `alpha` over all looks, that the share of hits is `side` `limit`; else null. */
export function shownAfter(side: Side, limit: number, draws: Draws, alpha: number): number | null {
  return side === 'above'
    ? capitalReached(limit, draws, alpha)
    : capitalReached(1 - limit, { ...draws, hits: draws.hits.map((hit) => !hit) }, alpha);
}

/** Returns the interval of shares that no bet at `confidence` excludes at any of the looks so far (a confidence sequence). */
export function confidenceSequence(draws: Draws, confidence: number): Interval {
  const alpha = (1 - confidence) / 2;
  const n = draws.hits.length;
  const value = n === 0 ? 0 : draws.hits.filter(Boolean).length / n;
  const excluded = (side: Side) => (limit: number) => shownAfter(side, limit, draws, alpha) !== null;
  return {
    value,
    low: furthest(value, 0, excluded('above')),
    high: furthest(value, 1, excluded('below')),
    n,
  };
}

/** From `start`, which is not excluded, how far towards `end` nothing is, to a ten thousandth. */
function furthest(start: number, end: number, excluded: (limit: number) => boolean): number {
  let inside = start;
  let outside = end;
  while (Math.abs(outside - inside) > 1e-4) {
    const middle = (inside + outside) / 2;
    if (excluded(middle)) outside = middle;
    else inside = middle;
  }
  return outside;
}

/** After how many items the bet against "the share is at most `limit`" has grown 1 / alpha-fold. */
function capitalReached(limit: number, { hits, population }: Draws, alpha: number): number | null {
  const forecaster = new Forecaster(limit);
  const enough = Math.log(1 / alpha);
  let capital = 0;
  let found = 0;
  for (const [drawn, hit] of hits.entries()) {
    const left = claimed(limit, found, drawn, population);
    if (left <= 0 && hit) return drawn + 1; // more than the claim allows
    if (left > 0 && left < 1) {
      const forecast = Math.max(left, forecaster.next());
      capital += Math.log(hit ? forecast / left : (1 - forecast) / (1 - left));
    }
    if (capital >= enough) return drawn + 1;
    found += Number(hit);
    forecaster.saw(hit);
  }
  return null;
}

/** What the claim leaves for the next item: `limit`, or what is left of it in a finite population. */
function claimed(limit: number, found: number, drawn: number, population: number | null): number {
  if (population === null) return limit;
  return (Math.floor(limit * population + 1e-9) - found) / (population - drawn);
}

/** Mean of a Beta(1 + hits, 1 + misses) cut to shares above `limit`. */
class Forecaster {
  readonly #limit: number;
  #hits = 0;
  #misses = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  next(): number {
    const a = 1 + this.#hits;
    const b = 1 + this.#misses;
    // E[p | p > m] = m-free mean plus what the cut adds: a/(a+b) + m^a (1-m)^b / ((a+b) B(a,b) P(p > m)).
    const above = incompleteBeta(1 - this.#limit, b, a);
    const cut = a * Math.log(this.#limit) + b * Math.log1p(-this.#limit) - lnBeta(a, b) - Math.log(above);
    const mean = (a + Math.exp(cut)) / (a + b);
    return above > 1e-290 && mean < 1 ? mean : this.#limit; // too far off to compute: no bet
  }

  saw(hit: boolean): void {
    if (hit) this.#hits += 1;
    else this.#misses += 1;
  }
}
