// "Right at least so often", with labels one at a time in random order, or the truth of a whole sample beforehand.
import { walkSettings } from '../../src/calibrate/calibration.ts';
import { floorSoFar } from '../../src/calibrate/floor.ts';
import { randomFrom } from '../../src/stats/random.ts';
import { CONFIDENCE, percent, quantile, repeat, row, shareOf, table } from './ask.ts';
import { draw, trialsOf } from './world.ts';

const FLOOR = 0.95;
const MOST = 1000; // labels

/** Returns the tables for one setting and for three. */
export function absolute(repetitions: number): string {
  return [one(repetitions), several(repetitions)].join('\n\n');
}

function one(repetitions: number): string {
  const rows = [1, 0.99, 0.985, 0.97, 0.96, 0.95, 0.945, 0.93, 0.9].map((accuracy) => {
    const found = repeat(repetitions, (seed) => {
      const { truths, answers } = draw({ accuracies: [accuracy], shared: 0 }, MOST, randomFrom(seed));
      const labels = new Map(truths.entries());
      const question = { answers: answers[0] ?? [], floor: FLOOR, confidence: CONFIDENCE, population: null };
      const once = (n: number) => {
        const first = new Map([...labels].slice(0, n));
        return floorSoFar({
          ...question,
          answers: question.answers.slice(0, n),
          labels: first,
          looks: 'once',
        });
      };
      return {
        ...floorSoFar({ ...question, labels, looks: 'every' }),
        once: [200, 400].map((n) => once(n).decision),
      };
    });
    const used = found.map(({ labelsUsed }) => labelsUsed);
    const of = (decision: string) => percent(shareOf(found, (run) => run.decision === decision));
    const atOnce = [0, 1].map((i) =>
      percent(
        shareOf(
          found,
          ({ once }) => once[i] === (accuracy > FLOOR ? 'yes' : accuracy < FLOOR ? 'no' : 'yes'),
        ),
      ),
    );
    return row([
      percent(accuracy),
      of('yes'),
      of('no'),
      of('undecided'),
      quantile(used, 0.5),
      quantile(used, 0.9),
      accuracy <= FLOOR ? of('yes') : '-',
      ...atOnce,
    ]);
  });
  const head = ['accuracy', '"yes"', '"no"', 'undecided', 'labels, median', '90 % of runs', 'wrong "yes"'];
  return table([...head, 'decided with 200 at once', '400 at once'], rows);
}

const WORLDS: [string, number[]][] = [
  ['all do', [0.985, 0.99, 0.99]],
  ['the cheapest does not', [0.93, 0.985, 0.99]],
  ['the cheapest is at the floor', [0.95, 0.985, 0.99]],
  ['two are at the floor', [0.95, 0.95, 0.99]],
  ['all are at the floor', [0.95, 0.95, 0.95]],
];

function several(repetitions: number): string {
  const rows = WORLDS.map(([what, accuracies]) => {
    const best = accuracies.findIndex((accuracy) => accuracy > FLOOR);
    const found = repeat(repetitions, (seed) => labelled(accuracies, seed));
    const used = found.map(({ labels }) => labels);
    const recommends = (holds: (place: number | null) => boolean) =>
      percent(shareOf(found, (run) => holds(run.recommended)));
    return row([
      what,
      accuracies.map((accuracy) => percent(accuracy)).join(', '),
      best < 0 ? '-' : recommends((place) => place === best),
      recommends((place) => place !== null && (accuracies[place] ?? 0) <= FLOOR),
      quantile(used, 0.5),
      quantile(used, 0.9),
    ]);
  });
  return table(
    [
      'world',
      'right',
      'recommends the cheapest that does',
      'recommends one that does not',
      'labels, median',
      '90 % of runs',
    ],
    rows,
  );
}

/** Twenty labels at a time, as decisions hold at every look. */
function labelled(accuracies: number[], seed: number) {
  const { truths, answers } = draw({ accuracies, shared: 0.6 }, MOST, randomFrom(seed));
  const labels = new Map<number, string>();
  const asked = {
    question: { kind: 'floor', floor: FLOOR },
    trials: trialsOf(answers),
    confidence: CONFIDENCE,
    population: null,
    looks: 'every',
    labels,
  } as const;
  for (;;) {
    const walk = walkSettings(asked);
    if (walk.next.length === 0) return { ...walk, labels: labels.size };
    for (const item of walk.next.slice(0, 20)) labels.set(item, truths[item] ?? '');
  }
}
