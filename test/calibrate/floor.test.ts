import { expect, test } from 'vitest';
import { accuracy, decideFloor } from '../../src/calibrate/floor.ts';

/** A sample in which every `wrong`th answer is wrong. */
function sample(n: number, wrong: number) {
  const truths = Array.from({ length: n }, (_, item) => `tag-${item % 7}`);
  const answers = truths.map((truth, item) => (item % wrong === 0 ? 'another' : truth));
  return { answers, labels: new Map(truths.entries()) };
}

const base = { floor: 0.95, confidence: 0.95, population: null };

test('truth that was there beforehand is looked at once, with exact bounds', () => {
  const once = (n: number, wrong: number) => decideFloor({ ...base, ...sample(n, wrong), looks: 'once' });
  expect(once(400, 40)).toEqual({ decision: 'yes', labelsUsed: 400, labelsNeeded: 0, next: [] });
  expect(once(400, 10).decision).toBe('no');
  expect(once(200, 40).decision).toBe('undecided'); // 195 of 200: the lower bound is 94.8 %
});

test('labels decide as soon as they suffice, and the rest are not asked for', () => {
  const found = decideFloor({ ...base, ...sample(1000, 100), looks: 'every' });
  expect(found).toMatchObject({ decision: 'yes', labelsNeeded: 0, next: [] });
  expect(found.labelsUsed).toBeLessThan(250);
  expect(decideFloor({ ...base, ...sample(1000, 8), looks: 'every' }).decision).toBe('no');
});

test('items are asked about in random order, and a label out of turn does not count', () => {
  const { answers, labels } = sample(300, 100);
  const first = decideFloor({ ...base, answers, labels: new Map(), looks: 'every' });
  expect(first.next).toHaveLength(300);
  expect(first.next.slice(0, 10)).not.toEqual(first.next.slice(0, 10).toSorted((a, b) => a - b));
  expect(first.labelsNeeded).toBeGreaterThan(50);
  const [head = 0, , third = 0] = first.next;
  const some = new Map([head, third].map((item) => [item, labels.get(item) ?? '']));
  const second = decideFloor({ ...base, answers, labels: some, looks: 'every' });
  expect(second.labelsUsed).toBe(1);
  expect(second.next[0]).toBe(first.next[1]);
});

test('it says about how many more labels would decide', () => {
  const { answers, labels } = sample(1000, 50);
  const order = decideFloor({ ...base, answers, labels: new Map(), looks: 'every' }).next;
  const some = new Map(order.slice(0, 100).map((item) => [item, labels.get(item) ?? '']));
  const found = decideFloor({ ...base, answers, labels: some, looks: 'every' });
  expect(found.decision).toBe('undecided');
  expect(found.labelsNeeded).toBeGreaterThan(10);
  const more = order
    .slice(0, 100 + 3 * (found.labelsNeeded ?? 0))
    .map((item) => [item, labels.get(item) ?? ''] as const);
  expect(decideFloor({ ...base, answers, labels: new Map(more), looks: 'every' }).decision).toBe('yes');
});

test('accuracy needs labels, and its interval is wider after many looks than after one', () => {
  const { answers, labels } = sample(200, 20);
  const question = { ...base, answers, labels };
  expect(accuracy({ ...question, labels: new Map(), looks: 'every' })).toBeNull();
  const once = accuracy({ ...question, looks: 'once' });
  const every = accuracy({ ...question, looks: 'every' });
  expect(once).toMatchObject({ value: 0.95, n: 200 });
  expect(every?.low).toBeLessThan(0.95);
  expect((every?.high ?? 0) - (every?.low ?? 0)).toBeGreaterThan((once?.high ?? 0) - (once?.low ?? 0));
});
