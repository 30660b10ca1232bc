import { expect, test } from 'vitest';
import { trialsOf } from '../../bench/calibrate/world.ts';
import { type Calibration, calibration, walkSettings } from '../../src/calibrate/calibration.ts';

const N = 1000;
const truths = Array.from({ length: N }, (_, item) => `tag-${item % 7}`);
/** Wrong on `wrong` items of the sample, from `first` on. */
const answers = (wrong: number, first: number) =>
  truths.map((truth, item) => (item >= first && item < first + wrong ? `wrong-${first}` : truth));

const base: Omit<Calibration, 'trials' | 'labels'> = {
  question: { kind: 'within', allowance: 0.03 },
  confidence: 0.95,
  population: null,
  looks: 'every',
};
const none = new Map<number, string>();

test('the cheapest of those that are shown without a gap is recommended', () => {
  const trials = trialsOf([answers(8, 0), answers(6, 100), answers(4, 200)]);
  const found = calibration({ ...base, trials, labels: none });
  expect(found).toMatchObject({
    decision: 'yes',
    recommended: 0,
    decisions: ['yes', 'yes'],
    next: [],
    labelsNeeded: 0,
  });
});

test('without labels there is agreement, and no accuracy, difference or cost per correct item', () => {
  const trials = trialsOf([answers(8, 0), answers(4, 200)]);
  const { settings } = calibration({ ...base, trials, labels: none });
  expect(settings[0]?.agreement).toMatchObject({ value: 0.988, n: N });
  for (const setting of settings)
    expect(setting).toMatchObject({ accuracy: null, difference: null, costPerCorrectUsd: null });
});

test('a cheap one that passes does not count when a more expensive one is not shown to', () => {
  const trials = trialsOf([answers(8, 0), answers(60, 100), answers(4, 200)]);
  const found = walkSettings({ ...base, trials, labels: none });
  expect(found).toMatchObject({
    decision: 'undecided',
    recommended: 2,
    decisions: ['yes', 'undecided'],
    open: 1,
  });
  expect(found.next.every((item) => (item >= 100 && item < 160) || (item >= 200 && item < 204))).toBe(true);
});

test('the reference is recommended when the cheap one is shown to be worse', () => {
  const trials = trialsOf([answers(100, 0), answers(4, 200)]);
  const labels = new Map(truths.entries());
  const found = calibration({ ...base, trials, labels, looks: 'once' });
  expect(found).toMatchObject({ decision: 'no', recommended: 1, decisions: ['no'], next: [] });
  expect(found.settings[0]?.difference).toMatchObject({ value: 0.096, n: N });
  expect(found.settings.map((setting) => setting.accuracy?.value)).toEqual([0.9, 0.996]);
  expect(found.settings[0]?.costPerCorrectUsd).toBeCloseTo(0.001 / 0.9, 12);
});

test('a cheaper one that looks as if it would not pass gets no labels once another is shown to', () => {
  const trials = trialsOf([answers(200, 300), answers(6, 100), answers(4, 200)]);
  expect(walkSettings({ ...base, trials, labels: none })).toMatchObject({
    decision: 'undecided',
    recommended: 1,
    open: 0,
  });
  const labels = new Map(truths.slice(300, 340).map((truth, i) => [300 + i, truth]));
  expect(walkSettings({ ...base, trials, labels })).toMatchObject({
    decision: 'yes',
    recommended: 1,
    open: null,
    next: [],
  });
});

test('the floor recommends none when the most expensive does not reach it', () => {
  const trials = trialsOf([answers(20, 0), answers(200, 100)]);
  const labels = new Map(truths.entries());
  const asked = { ...base, question: { kind: 'floor', floor: 0.95 }, trials, labels, looks: 'once' } as const;
  expect(calibration(asked)).toMatchObject({ decision: 'no', recommended: null, decisions: ['yes', 'no'] });
});
