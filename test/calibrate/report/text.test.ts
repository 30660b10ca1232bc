// The one sentence says no more than the numbers.
import { expect, test } from 'vitest';
import type { CalibrationResult, Told } from '../../../src/calibrate/report/result.ts';
import { formatCalibration, verdict } from '../../../src/calibrate/report/text.ts';

const at = (value: number, n = 400) => ({ value, low: value - 0.01, high: Math.min(1, value + 0.01), n });
const setting = { effort: 'low' as const, pack: 40, votes: 1, accuracy: null, costPerCorrectUsd: null };
const RESULT: CalibrationResult = {
  question: 'within',
  allowance: 2,
  confidence: 95,
  sampled: 400,
  settings: [
    { ...setting, tier: 'haiku', model: 'h', agreement: at(0.961), costPer1000Usd: 0.01 },
    { ...setting, tier: 'opus', model: 'o', agreement: at(1), costPer1000Usd: 0.5 },
  ],
  disagreement: at(0.039),
  difference: null,
  decision: 'yes',
  recommended: { tier: 'haiku', model: 'h', effort: 'low', pack: 40, votes: 1 },
  labelsUsed: 12,
  labelsNeeded: 0,
  perTag: {},
  confusions: [],
  costUsd: 0.2,
  stored: 0,
};
const told = (result: Partial<CalibrationResult>, more: Partial<Told> = {}): Told => ({
  result: { ...RESULT, ...result },
  names: ['haiku', 'opus'],
  against: 'opus',
  recommended: 'haiku',
  about: 'haiku',
  population: 5000,
  itemsNeeded: 0,
  openBelow: null,
  costBasis: new Map(),
  rightIs: 'reference',
  stopped: null,
  ...more,
});

test('decided: by how much at most, how sure, and on what that rests', () => {
  expect(verdict(told({}))).toBe(
    'haiku is right at most 2 points less often than opus on such items (95 % confidence): they differ on 3.9 % of 400 items, and 12 labels say who is right there.',
  );
  expect(verdict(told({ decision: 'no', allowance: 1, labelsUsed: 1, recommended: null }))).toBe(
    'haiku is right less often than opus by more than 1 point on such items (95 % confidence): they differ on 3.9 % of 400 items, and 1 label says who is right there. Stay with opus.',
  );
});

test.each<[number | null, number | null, string]>([
  [36, 0, 'Not decided: about 36 more labels would show whether haiku is within 2 points of opus.'],
  [1, 0, 'Not decided: about 1 more label would show whether haiku is within 2 points of opus.'],
  [
    20,
    600,
    'Not decided: these items do not show whether haiku is within 2 points of opus; about 600 more would (--sample 1000), with about 20 labels.',
  ],
  [
    null,
    null,
    'Not decided: these items do not show whether haiku is within 2 points of opus, and no number of labels is expected to: it is too close to call.',
  ],
])('not decided, %s labels and %s items later it would be', (labelsNeeded, itemsNeeded, words) => {
  expect(verdict(told({ decision: 'undecided', recommended: null, labelsNeeded }, { itemsNeeded }))).toBe(
    words,
  );
});

test('agreement is never called accuracy, and the sentence is the last line', () => {
  const text = formatCalibration(told({}));
  expect(text).not.toMatch(/accura|correct/);
  expect(text.split('\n').at(-1)).toBe(verdict(told({})));
  expect(text).toContain('96.1 % (95.1–97.1)');
});
