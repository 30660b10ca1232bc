// "Within so many points": decided how often, with how many labels, and wrongly how often.

import { walkSettings } from '../../src/calibrate/calibration.ts';
import { withinSoFar } from '../../src/calibrate/within.ts';
import { randomFrom } from '../../src/stats/random.ts';
import { apart, ask, CONFIDENCE, percent, quantile, repeat, row, shareOf, table } from './ask.ts';
import { draw, finite, trialsOf } from './world.ts';

const TOP = 0.985;

/** [true gap, allowance, shared hardness, a third tier's accuracy, items, population, labels at most] */
const CASES: [number, number, number, number | null, number, number | null, number][] = [
  [0, 0.02, 0.7, null, 2000, null, 30],
  [0.005, 0.02, 0.7, null, 2000, null, 30],
  [0.005, 0.03, 0.7, null, 2000, null, 30],
  [0.005, 0.02, 0.4, null, 2000, null, 30],
  [0.005, 0.02, 0.4, 0.983, 2000, null, 30],
  [0.005, 0.03, 0.4, null, 2000, null, 30],
  [0.015, 0.03, 0.7, null, 2000, null, 60],
  [0.015, 0.03, 0.4, null, 2000, null, 60],
  [0.015, 0.03, 0.4, 0.98, 2000, null, 60],
  [0.015, 0.03, 0, null, 2000, null, 60],
  [0.015, 0.03, 0, 0.98, 2000, null, 60],
  [0.02, 0.02, 0.7, null, 2000, null, 2000],
  [0.03, 0.03, 0.7, null, 2000, null, 2000],
  [0.03, 0.03, 0.4, 0.98, 2000, null, 2000],
  [0.03, 0.03, 0.4, 0.98, 300, null, 300],
  [0.04, 0.03, 0.7, null, 2000, null, 2000],
  [0.005, 0.02, 0.4, null, 2000, 3000, 30],
  [0.015, 0.03, 0.4, null, 2000, 3000, 60],
  [0.0305, 0.03, 0.4, null, 2000, 3000, 2000],
];

type Case = (typeof CASES)[number];

/** Returns the table for one cheap tier. */
export function relative(repetitions: number): string {
  const head = ['true gap', 'allowance', 'items', 'of', 'they differ on', 'third opinion', 'labels at most'];
  const found = ['"yes"', '"no"', 'undecided', 'labels, median', '90 % of runs', 'wrong "yes"', 'wrong "no"'];
  return table(
    [...head, ...found],
    CASES.map((one) => row(relativeRow(one, repetitions))),
  );
}

function relativeRow(one: Case, repetitions: number): string[] {
  const [gap, allowance, , third, n, population, most] = one;
  const found = repeat(repetitions, (seed) => relativeRun(one, seed));
  const of = (decision: string) => shareOf(found, (run) => run.decision === decision);
  const labels = found.map((run) => run.labels);
  const differ = found.reduce((sum, run) => sum + run.apart, 0) / found.length;
  return [
    `${100 * gap}`,
    `${100 * allowance}`,
    `${n}`,
    population === null ? 'no end' : `${population}`,
    percent(differ),
    third === null ? 'none' : 'yes',
    `${most}`,
    percent(of('yes')),
    percent(of('no')),
    percent(of('undecided')),
    `${quantile(labels, 0.5)}`,
    `${quantile(labels, 0.9)}`,
    gap >= allowance ? percent(of('yes')) : '-',
    gap <= allowance ? percent(of('no')) : '-',
  ];
}

function relativeRun([gap, allowance, shared, third, n, population, most]: Case, seed: number) {
  const world = { accuracies: [TOP - gap, ...(third === null ? [] : [third]), TOP], shared };
  const random = randomFrom(seed);
  const { truths, answers } =
    population === null ? draw(world, n, random) : finite(world, { n, population, gap }, random);
  const [cheap = [], ...rest] = answers;
  const reference = rest.pop() ?? [];
  const question = { answers: cheap, reference, others: rest, allowance, confidence: CONFIDENCE, population };
  const found = ask(truths, most, (labels) => withinSoFar({ ...question, labels }));
  return { ...found, apart: apart(cheap, reference) };
}

/** [what, accuracies from the cheapest, allowance, the right recommendation] */
const TIER_CASES: [string, number[], number][] = [
  ['both do', [0.98, 0.983, 0.985], 0.02],
  ['the cheapest does not', [0.945, 0.98, 0.985], 0.02],
  ['the cheapest is at the limit', [0.965, 0.98, 0.985], 0.02],
  ['both are at the limit', [0.965, 0.965, 0.985], 0.02],
  ['neither does', [0.93, 0.955, 0.985], 0.02],
  ['only the cheapest does', [0.98, 0.95, 0.985], 0.02],
  ['four cheap ones, all do', [0.975, 0.978, 0.98, 0.983, 0.985], 0.02],
  ['four cheap ones, two do', [0.93, 0.955, 0.978, 0.983, 0.985], 0.02],
];

/** Returns the table for several cheap tiers: which one is recommended. */
export function tiers(repetitions: number): string {
  const rows = TIER_CASES.map(([what, accuracies, allowance]) => {
    const top = accuracies.at(-1) ?? 0;
    const does = (place: number) => top - (accuracies[place] ?? 0) < allowance - 1e-9;
    const best = accuracies.findIndex((_, place) => does(place));
    const found = repeat(repetitions, (seed) => tiersRun(accuracies, allowance, seed));
    const labels = found.map((run) => run.labels);
    return row([
      what,
      accuracies.join(' '),
      percent(shareOf(found, ({ recommended }) => recommended === best)),
      percent(shareOf(found, ({ recommended }) => recommended !== null && !does(recommended))),
      percent(shareOf(found, ({ decision }) => decision === 'undecided')),
      quantile(labels, 0.5),
      quantile(labels, 0.9),
    ]);
  });
  return table(
    [
      'world',
      'right',
      'recommends the cheapest that does',
      'recommends one that does not',
      'undecided',
      'labels, median',
      '90 % of runs',
    ],
    rows,
  );
}

function tiersRun(accuracies: number[], allowance: number, seed: number) {
  const { truths, answers } = draw({ accuracies, shared: 0.6 }, 2000, randomFrom(seed));
  const asked = {
    question: { kind: 'within', allowance },
    trials: trialsOf(answers),
    confidence: CONFIDENCE,
    population: null,
    looks: 'every',
  } as const;
  return ask(truths, 60, (labels) => walkSettings({ ...asked, labels }));
}
