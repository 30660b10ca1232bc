import { expect, test } from 'vitest';
import { recheck } from '../../src/calibrate/recheck.ts';

const N = 400;
const truths = Array.from({ length: N }, () => 'right');
const stored = truths.map((truth, item) => (item < 16 ? 'wrong' : truth));

test('a fall of five points on the same items is significant', () => {
  const again = truths.map((truth, item) => (item >= 8 && item < 44 ? 'wrong' : truth));
  const found = recheck({ stored, again, truths }, 0.95);
  expect(found).toMatchObject({ worse: 28, better: 8, significant: true });
  expect([found.before.value, found.after.value]).toEqual([0.96, 0.91]);
  expect(found.p).toBeCloseTo(0.0006, 4);
});

test('as many better as worse is no fall, and items without a truth are left out', () => {
  const again = truths.map((truth, item) => (item >= 8 && item < 24 ? 'wrong' : truth));
  expect(recheck({ stored, again, truths }, 0.95)).toMatchObject({ worse: 8, better: 8, significant: false });
  const half = truths.map((truth, item) => (item < 200 ? truth : null));
  expect(recheck({ stored, again: stored.map(() => null), truths: half }, 0.95)).toMatchObject({
    worse: 184,
    after: { value: 0, n: 200 },
  });
});
