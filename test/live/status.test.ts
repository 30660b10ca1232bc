import { expect, test } from 'vitest';
import { type StatusFacts, statusLine } from '../../src/live/status.ts';

const NOTHING: StatusFacts = { byTier: {}, costUsd: 0, savedUsd: 0, limits: [], runs: [], offer: null };

test('nothing to say is no line', () => {
  expect(statusLine(NOTHING, 0)).toBeUndefined();
});

test('what runs comes first, then the mix, the money and the limits', () => {
  const run = {
    ...{
      command: 'bulk-tag',
      share: 0.6,
      answered: 1200,
      failed: 0,
      inFlight: 32,
      spentUsd: 0.31,
      ceilingUsd: 5,
    },
    limitedAt: 1000,
  };
  const facts: StatusFacts = {
    ...{ byTier: { haiku: 3, opus: 1 }, costUsd: 1.234, savedUsd: 0.5, offer: null },
    limits: [
      { kind: 'five_hour', percentUsed: 42.4 },
      { kind: 'seven_day', percentUsed: 12 },
    ],
    runs: [run],
  };
  expect(statusLine(facts, 2000)).toBe(
    'bulk-tag 60%, 1,200 packs, 32 in flight, $0.31 of $5.00, held back by the limit · haiku 75% opus 25% · $1.23 · $0.50 saved · 5h 42% · week 12%',
  );
  expect(statusLine(facts, 61_001)).not.toContain('held back');
});
