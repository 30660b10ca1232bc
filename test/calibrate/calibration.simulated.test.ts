// A short form of bench/calibrate.ts: worlds in which the truth is known and tiers err together.
import { expect, test } from 'vitest';
import { ask, shareOf } from '../../bench/calibrate/ask.ts';
import { draw, trialsOf } from '../../bench/calibrate/world.ts';
import { type Calibration, walkSettings } from '../../src/calibrate/calibration.ts';
import { randomFrom } from '../../src/stats/random.ts';

const RUNS = 100;

function runs(accuracies: number[], question: Calibration['question'], most: number) {
  return Array.from({ length: RUNS }, (_, run) => {
    const { truths, answers } = draw({ accuracies, shared: 0.6 }, 500, randomFrom(run * 104_729 + 1));
    const asked = {
      question,
      trials: trialsOf(answers),
      confidence: 0.95,
      population: null,
      looks: 'every',
    } as const;
    return ask(truths, most, (labels) => walkSettings({ ...asked, labels }));
  });
}

test('at the allowance, a cheap setting is rarely recommended, though every label is looked at', () => {
  const found = runs([0.945, 0.985], { kind: 'within', allowance: 0.04 }, 800);
  const wrong = shareOf(found, ({ recommended }) => recommended === 0);
  expect(wrong).toBeGreaterThan(0); // a test that never says "yes" would need no labels
  expect(wrong).toBeLessThanOrEqual(0.12); // 5 % and three standard errors
});

test('well within the allowance, few labels are needed', () => {
  const found = runs([0.98, 0.985], { kind: 'within', allowance: 0.04 }, 30);
  expect(
    shareOf(found, ({ recommended, decision }) => recommended === 0 && decision === 'yes'),
  ).toBeGreaterThan(0.9);
});
