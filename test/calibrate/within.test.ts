import { expect, test } from 'vitest';
import type { Answer } from '../../src/calibrate/sample.ts';
import { decideWithin, difference, type Within, withinSoFar } from '../../src/calibrate/within.ts';

/** A sample in which the reference alone is right `b` times, the cheap one `c` times, and neither `x` times. */
function sample(n: number, [b, c, x]: readonly [number, number, number]) {
  const reference: Answer[] = Array.from({ length: n }, () => 'top');
  const answers = reference.map((top, item) => (item < b + c + x ? 'cheap' : top));
  const truth = (item: number) => (item < b ? 'top' : item < b + c ? 'cheap' : 'another');
  return { answers, reference, truth };
}

const base = { others: [], confidence: 0.95, population: null, labels: new Map<number, string>() };

/** Asks for one label at a time, until it is decided or nothing is left to ask. */
function askUntilDecided(question: Within, truth: (item: number) => string) {
  const labels = new Map<number, string>();
  for (;;) {
    const [item] = withinSoFar({ ...question, labels }).next;
    if (item === undefined) return decideWithin({ ...question, labels });
    labels.set(item, truth(item));
  }
}

test('few disagreements decide without a label', () => {
  const { answers, reference } = sample(2000, [20, 5, 5]);
  const found = decideWithin({ ...base, answers, reference, allowance: 0.03 });
  expect(found).toEqual({ decision: 'yes', labelsUsed: 0, labelsNeeded: 0, itemsNeeded: 0, next: [] });
});

test('the same answers everywhere are within any allowance that the sample can show', () => {
  const { answers, reference } = sample(400, [0, 0, 0]);
  expect(decideWithin({ ...base, answers, reference, allowance: 0.015 }).decision).toBe('yes');
  expect(decideWithin({ ...base, answers, reference, allowance: 0.005 }).decision).toBe('undecided'); // 400 are too few
});

test.each([200, 2000])('%i items that are answered alike are within 2 points, without a label', (n) => {
  const { answers, reference } = sample(n, [0, 0, 0]);
  const found = decideWithin({ ...base, answers, reference, allowance: 0.02 });
  expect(found).toEqual({ decision: 'yes', labelsUsed: 0, labelsNeeded: 0, itemsNeeded: 0, next: [] });
});

test('only disagreements are asked about, and labels on them decide', () => {
  const { answers, reference, truth } = sample(2000, [20, 15, 15]);
  const question = { ...base, answers, reference, allowance: 0.02 };
  const first = decideWithin(question);
  expect(first.decision).toBe('undecided');
  expect(first.next.every((item) => item < 50)).toBe(true);
  const last = askUntilDecided(question, truth);
  expect(last.decision).toBe('yes');
  expect(last.labelsUsed).toBeLessThan(40);
});

test('a setting that is worse than allowed is shown to be', () => {
  const { answers, reference, truth } = sample(2000, [120, 10, 10]);
  expect(askUntilDecided({ ...base, answers, reference, allowance: 0.03 }, truth).decision).toBe('no');
});

test('a whole population in the sample leaves nothing to chance', () => {
  const { answers, reference } = sample(400, [8, 0, 0]);
  const question = { ...base, answers, reference, allowance: 0.02 };
  expect(decideWithin(question).decision).toBe('undecided');
  expect(decideWithin({ ...question, population: 400 }).decision).toBe('yes');
});

test('an answer that is missing is never right', () => {
  const { reference } = sample(1000, [0, 0, 0]);
  const answers = reference.map((top, item) => (item < 100 ? null : top));
  const labels = new Map(Array.from({ length: 100 }, (_, item) => [item, 'top']));
  expect(decideWithin({ ...base, answers, reference, allowance: 0.03, labels }).decision).toBe('no');
});

test('those come first on which a third opinion sides with the cheap setting', () => {
  const { answers, reference } = sample(1000, [20, 15, 5]);
  const third = reference.map((top, item) => (item === 7 || item === 31 ? 'cheap' : top));
  const { next } = decideWithin({ ...base, answers, reference, others: [third], allowance: 0.03 });
  expect(next.slice(0, 2).toSorted((a, b) => a - b)).toEqual([7, 31]);
});

test('when all labels together do not decide, it says how many more items would', () => {
  const { answers, reference, truth } = sample(500, [10, 2, 2]);
  const last = askUntilDecided({ ...base, answers, reference, allowance: 0.02 }, truth);
  expect(last.decision).toBe('undecided');
  expect(last.next).toEqual([]);
  expect(last.itemsNeeded).toBeGreaterThan(500);
  expect(last.labelsNeeded).toBeGreaterThan(14);
});

test('the difference is told with labels only, and its interval holds whatever the open ones are', () => {
  const { answers, reference, truth } = sample(2000, [20, 15, 15]);
  const question = { ...base, answers, reference, allowance: 0.02 };
  expect(difference(question)).toBeNull();
  const labelled = (items: number) =>
    new Map(Array.from({ length: items }, (_, item) => [49 - item, truth(49 - item)]));
  const some = difference({ ...question, labels: labelled(30) });
  const all = difference({ ...question, labels: labelled(50) });
  expect(some?.low).toBeLessThan(0.0025);
  expect(some?.high).toBeGreaterThan(0.0025);
  expect(all).toMatchObject({ value: 0.0025, n: 2000 });
  expect((all?.high ?? 0) - (all?.low ?? 0)).toBeLessThan((some?.high ?? 0) - (some?.low ?? 0));
  const whole = difference({ ...question, labels: labelled(50), population: 2000 });
  expect(whole).toEqual({ value: 0.0025, low: 0.0025, high: 0.0025, n: 2000 });
});
