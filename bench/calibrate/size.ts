// How often "yes" and "no" are wrong exactly at the limit, with every disagreement labelled: summed up over all counts that can come out, not
// simulated. A curve over how often the two differ, of which the highest point is what the test promises to keep below 5 %.

import { binomialAtMost, binomialChance } from '../../src/stats/counts.ts';
import { gapIsAbove, gapIsWithin } from '../../src/stats/gap.ts';
import { CONFIDENCE, row, table } from './ask.ts';

/** [items, the gap and the allowance] */
const CASES: [number, number][] = [
  [200, 0.02],
  [300, 0.03],
  [500, 0.02],
  [1000, 0.02],
  [2000, 0.01],
  [2000, 0.02],
  [2000, 0.03],
  [2000, 0.05],
];
const STEPS = 60;
const MOST_MINUS = 0.08;

/** Returns the table. */
export function size(): string {
  const rows = CASES.map(([n, gap]) => {
    const [yes, no] = [worst(n, gap, 'yes'), worst(n, gap, 'no')];
    return row([`${n}`, `${100 * gap}`, inWords(yes), inWords(no)]);
  });
  return table(['items', 'gap and allowance', 'wrong "yes" at most', 'wrong "no" at most'], rows);
}

interface Worst {
  chance: number;
  differ: number;
}

const inWords = ({ chance, differ }: Worst): string =>
  `${(100 * chance).toFixed(2)} %, where they differ on ${(100 * differ).toFixed(1)} %`;

function worst(n: number, gap: number, side: 'yes' | 'no'): Worst {
  const most = criticals(n, gap, side);
  let found: Worst = { chance: 0, differ: 0 };
  for (let step = 0; step <= STEPS; step += 1) {
    const minus = MOST_MINUS * (step / STEPS) ** 2;
    const chance = chanceAt(n, { plus: gap + minus, minus }, most, side);
    if (chance > found.chance) found = { chance, differ: gap + 2 * minus };
  }
  return found;
}

/** For each number of items that do not count 0, the sum up to which "yes" is said, or from which "no" is. */
function criticals(n: number, gap: number, side: 'yes' | 'no'): number[] {
  const found: number[] = [];
  const alpha = 1 - CONFIDENCE;
  const says = (sum: number, apart: number) =>
    side === 'yes'
      ? gapIsWithin(gap, { sum, apart, n, population: null }, alpha)
      : gapIsAbove(gap, { sum, apart, n, population: null }, alpha);
  const differ = n * (gap + 2 * MOST_MINUS);
  for (let apart = 0; apart <= Math.min(n, differ + 6 * Math.sqrt(differ)); apart += 1) {
    let [said, unsaid] = side === 'yes' ? [-apart - 1, apart + 1] : [apart + 1, -apart - 1];
    while (Math.abs(unsaid - said) > 1) {
      const middle = Math.trunc((said + unsaid) / 2);
      if (says(middle, apart)) said = middle;
      else unsaid = middle;
    }
    found.push(said);
  }
  return found;
}

function chanceAt(
  n: number,
  { plus, minus }: { plus: number; minus: number },
  critical: readonly number[],
  side: 'yes' | 'no',
): number {
  let chance = 0;
  for (const [apart, sum] of critical.entries()) {
    const here = binomialChance(apart, n, plus + minus);
    if (here < 1e-12) continue;
    const first = plus / (plus + minus);
    chance +=
      here *
      (side === 'yes'
        ? binomialAtMost(Math.floor((sum + apart) / 2), apart, first)
        : 1 - binomialAtMost(Math.ceil((sum + apart) / 2) - 1, apart, first));
  }
  return chance;
}
