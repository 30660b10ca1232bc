// After the calibration: is a fall noticed, and how often is there an alarm for nothing?
import { recheck } from '../../src/calibrate/recheck.ts';
import { sentinel } from '../../src/calibrate/sentinel.ts';
import { randomFrom } from '../../src/stats/random.ts';
import { CONFIDENCE, percent, quantile, repeat, shareOf, table } from './ask.ts';

/** [items, how often an answer changes with nothing behind it] */
const CHURN = [
  [200, 0.02],
  [300, 0.02],
  [300, 0.05],
  [400, 0.02],
  [400, 0.05],
  [600, 0.05],
  [600, 0.08],
] as const;
const BEFORE = 0.95;

/** Returns how often a fall of so many points is called significant; with none, these are false alarms. */
export function recheckTable(repetitions: number): string {
  const rows = CHURN.map(([n, churn]) => {
    const found = (fall: number) =>
      percent(
        shareOf(
          repeat(repetitions, (seed) => repeated({ n, churn, fall }, randomFrom(seed))),
          ({ significant }) => significant,
        ),
      );
    return [n, percent(churn, 0), found(0), found(0.02), found(0.03), found(0.05)];
  });
  return table(['items', 'change anyway', 'false alarm', 'finds 2 points', '3 points', '5 points'], rows);
}

interface Repeat {
  n: number;
  churn: number;
  fall: number;
}

/** Half of the churn is right answers turned wrong, half the reverse, as long as nothing else changes; the fall comes on top. */
function repeated({ n, churn, fall }: Repeat, random: () => number) {
  const stored = Array.from({ length: n }, () => (random() < BEFORE ? 'right' : 'wrong'));
  const turn = { right: (churn / 2 + fall) / BEFORE, wrong: churn / 2 / (1 - BEFORE) };
  const again = stored.map((was) => (random() >= turn[was] ? was : was === 'right' ? 'wrong' : 'right'));
  return recheck({ stored, again, truths: stored.map(() => 'right') }, CONFIDENCE);
}

const USUAL = 0.02;
const ITEMS = 20;
const RUNS = 200;

/** Returns after how many runs a change is noticed; with none, these are false alarms. */
export function sentinelTable(repetitions: number): string {
  const rows = [0, 0.02, 0.05, 0.1, 0.2, 0.4].map((more) => {
    const firsts = repeat(Math.ceil(repetitions / 2), (seed) => firstAlarm(USUAL + more, randomFrom(seed)));
    const within = (runs: number) => percent(shareOf(firsts, (first) => first <= runs));
    const median = quantile(firsts, 0.5);
    return [
      percent(USUAL + more, 0),
      within(1),
      within(5),
      within(20),
      within(100),
      median > RUNS ? `over ${RUNS}` : median,
    ];
  });
  return table(
    ['answers that change', 'alarm in the first run', 'within 5', 'within 20', 'within 100', 'median'],
    rows,
  );
}

/** Which of the runs after the change has the first alarm, when ten quiet ones came before. */
function firstAlarm(share: number, random: () => number): number {
  const run = (changes: number) => ({
    asked: ITEMS,
    changed: Array.from({ length: ITEMS }, random).filter((at) => at < changes).length,
  });
  const runs = Array.from({ length: 10 }, () => run(USUAL));
  for (let after = 1; after <= RUNS; after += 1) {
    runs.push(run(share));
    if (sentinel(runs, USUAL).alarm) return after;
  }
  return RUNS + 1;
}
