// How good a way of choosing is, held against mixing the two models at random. Formulas only; bench.test.ts works them out by hand.
import { randomFrom } from '../../src/stats/random.ts';
import type { Item, Outcome } from './data.ts';

/** A way of choosing on a plane: mean cost and mean score. */
export type Point = Outcome;

/** What all ways are held against. */
export interface Frame {
  cheap: Point;
  expensive: Point;
}

/** Returns the score of the random mix that costs as much; beyond the expensive model, that model's. */
export function chordAt({ cheap, expensive }: Frame, usd: number): number {
  const share = Math.min(1, Math.max(0, (usd - cheap.usd) / (expensive.usd - cheap.usd)));
  return cheap.score + share * (expensive.score - cheap.score);
}

/** Returns how far a point lies above the chord, in score; below it where negative. */
export const heightOf = (point: Point, frame: Frame): number => point.score - chordAt(frame, point.usd);

/**
 * Returns the area between the chord and the line from the cheap model through the points to the expensive one, the cost between
 * the two counted as 1.
 */
export function areaAboveChord(points: readonly Point[], frame: Frame): number {
  const { cheap, expensive } = frame;
  const x = (usd: number): number =>
    Math.min(1, Math.max(0, (usd - cheap.usd) / (expensive.usd - cheap.usd)));
  const line = [
    { x: 0, height: 0 },
    ...points.map((point) => ({ x: x(point.usd), height: heightOf(point, frame) })).sort((a, b) => a.x - b.x),
    { x: 1, height: 0 },
  ];
  return line.slice(1).reduce((area, to, index) => {
    const from = line[index] as (typeof line)[number];
    return area + ((to.x - from.x) * (from.height + to.height)) / 2;
  }, 0);
}

/** Returns the cheapest of the best answers, which nobody can choose beforehand. */
export const oracle = ({ cheap, expensive }: Item): Outcome =>
  expensive.score > cheap.score ? expensive : cheap;

/** Returns how much score a point lacks to the oracle. */
export const regretOf = (point: Point, best: Point): number => best.score - point.score;

export function mean(outcomes: readonly Outcome[]): Point {
  let [score, usd] = [0, 0];
  for (const one of outcomes) {
    score += one.score;
    usd += one.usd;
  }
  return { score: score / outcomes.length, usd: usd / outcomes.length };
}

export interface Interval {
  low: number;
  high: number;
}

/**
 * Returns 95 % intervals by bootstrap over items: for each way, of `statistic` of its mean and those of the first two ways, which
 * are the cheap and the expensive model.
 */
export function bootstrap(
  ways: readonly (readonly Outcome[])[],
  statistic: (point: Point, frame: Frame) => number,
  { samples, seed }: { samples: number; seed: number },
): Interval[] {
  const n = ways[0]?.length ?? 0;
  const random = randomFrom(seed);
  const scores = ways.map((way) => Float64Array.from(way, ({ score }) => score));
  const costs = ways.map((way) => Float64Array.from(way, ({ usd }) => usd));
  const found = ways.map(() => new Float64Array(samples));
  const drawn = new Int32Array(n);
  for (let sample = 0; sample < samples; sample++) {
    for (let at = 0; at < n; at++) drawn[at] = Math.floor(random() * n);
    const means = ways.map((_, way) => meanOf(scores[way], costs[way], drawn));
    const [cheap, expensive] = means as [Point, Point];
    for (const [way, point] of means.entries())
      (found[way] as Float64Array)[sample] = statistic(point, { cheap, expensive });
  }
  return found.map((values) => quantiles(values.sort()));
}

function meanOf(scores = new Float64Array(), costs = new Float64Array(), drawn: Int32Array): Point {
  let [score, usd] = [0, 0];
  for (const at of drawn) {
    score += scores[at] as number;
    usd += costs[at] as number;
  }
  return { score: score / drawn.length, usd: usd / drawn.length };
}

const quantiles = (sorted: Float64Array): Interval => ({
  low: sorted[Math.floor(0.025 * (sorted.length - 1))] as number,
  high: sorted[Math.ceil(0.975 * (sorted.length - 1))] as number,
});
