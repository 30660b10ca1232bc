import { expect, test } from 'vitest';
import { fellByChance } from '../../src/stats/paired.ts';

test('McNemar, exact', () => {
  expect(fellByChance(28, 8)).toBeCloseTo(0.0005966214812360704, 13); // scipy: binom.sf(27, 36, .5)
  expect(fellByChance(0, 0)).toBe(1);
  expect(fellByChance(5, 0)).toBeCloseTo(1 / 32, 13);
});
