// Bets on a share, settled item by item (Waudby-Smith and Ramdas 2024; Stark's ALPHA, 2023, for finite populations).
// Who bets against "the share is at most m" at fair odds multiplies the capital by q(x) / m(x) with each item, q being a forecast made
// before it. While the claim holds, the capital grows 1 / alpha-fold at some time with chance at most alpha (Ville), so it may be
// looked at after every item. The forecast is the mean of a uniform prior over the shares beyond m, given the items so far: the
// Bernoulli mixture martingale. Without replacement, m is what the claim leaves for the items not yet drawn.
import { incompleteBeta } from './beta.ts';
import type { Interval } from './share.ts';

/** A chance of a share beyond the limit at which a bet would win next to nothing. */
const NO_BET = 1e-6;

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

/** Mean of a Beta(1 + hits, 1 + misses) cut to shares above `limit`, carried from item to item by DLMF 8.17.20 and 8.17.21. */
class Forecaster {
  readonly #limit: number;
  #a = 1;
  #b = 1;
  /** The chance of a share above the limit, and what it grows by with a hit, times a: m^a (1-m)^b / B(a, b). */
  #above: number;
  #step: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#above = 1 - limit;
    this.#step = limit * (1 - limit);
  }

  next(): number {
    if (this.#above < NO_BET) return this.#limit;
    return (this.#a + this.#step / this.#above) / (this.#a + this.#b);
  }

  saw(hit: boolean): void {
    const both = this.#a + this.#b;
    if (hit) {
      this.#above += this.#step / this.#a;
      this.#step *= (this.#limit * both) / this.#a;
      this.#a += 1;
    } else {
      this.#above -= this.#step / this.#b;
      this.#step *= ((1 - this.#limit) * both) / this.#b;
      this.#b += 1;
    }
    // What is left after much was taken away has few correct digits; it is needed only once hits come again.
    if (hit && this.#above < 1e-6) this.#above = incompleteBeta(1 - this.#limit, this.#b, this.#a);
  }
}
