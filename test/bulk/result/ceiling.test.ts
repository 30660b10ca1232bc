// The ceiling that an estimate proposes.
import { expect, test } from 'vitest';
import { ceilingInWords, proposedCeiling, withoutCeiling } from '../../../src/bulk/result/ceiling.ts';
import { loadCatalog } from '../../../src/models/catalog.ts';
import { SCHEME } from '../../support/bulk.ts';

const settings = {
  task: SCHEME,
  tiers: ['haiku', 'opus'] as const,
  catalog: loadCatalog('/nowhere', '/nowhere', {}),
  backend: null,
  pack: { items: 20, tokens: 8000 },
};
const work = (requests: number) => ({
  ...{
    groups: 20 * requests,
    items: 20 * requests,
    answers: 20 * requests,
    requests,
    tokens: 400 * requests,
  },
});

test('it is over what is expected, and never below what one request may cost', () => {
  const ceiling = (dueUsd: number, more = {}) =>
    proposedCeiling(settings, { byRung: [work(10)], dueUsd, spentUsd: 0, batch: false, ...more });
  expect(ceiling(0.0001)).toBe(0.01);
  expect(ceiling(2)).toBe(3.1);
  expect(ceiling(2, { spentUsd: 1 })).toBe(4.1);
  // One request on opus may come back at its longest: 4,100 tokens of $20 a million, and what it reads.
  expect(ceiling(0.0001, { byRung: [work(10), work(1)] })).toBeGreaterThan(0.082);
  // All requests of a batch have to fit at once, at half the price.
  expect(ceiling(0.01, { byRung: [work(10), work(40)], batch: true })).toBeGreaterThan(20 * 0.082);
});

test('it is proposed where none is given, and a run says so where it costs something', () => {
  const known = { costUsd: 2, batchUsd: 1, batch: false, maxCostUsd: null, proposedMaxUsd: 3.1 };
  expect(ceilingInWords(known)).toBe('none is given; --max-cost 3.1 leaves room for all of it');
  expect(ceilingInWords({ ...known, maxCostUsd: 1 })).toBe('--max-cost 3.1 leaves room for all of it');
  expect(ceilingInWords({ ...known, proposedMaxUsd: null })).toBeNull();
  expect(withoutCeiling(known)).toMatch(/^About \$2\.00, and no ceiling: --max-cost 3\.1 would be one\./);
  expect(withoutCeiling({ ...known, costUsd: 0.01 })).toBeNull();
  expect(withoutCeiling({ ...known, maxCostUsd: 1 })).toBeNull();
});
