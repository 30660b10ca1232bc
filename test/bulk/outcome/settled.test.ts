// How far tiers settled items, from where each waited before and what became of it.
import { expect, test } from 'vitest';
import { START } from '../../../src/bulk/outcome/ladder.ts';
import { doneBy, type Outcome } from '../../../src/bulk/outcome/outcome.ts';
import { watchSettled } from '../../../src/bulk/outcome/settled.ts';

const group = (outcome?: Outcome, rung = 0) => ({
  fingerprint: 'f',
  items: 7,
  outcome,
  ladderPosition: { ...START, rung },
});

test('an item counts on every tier it left in this run, and is settled on the last; what was known before does not count', () => {
  const review: Outcome = { status: 'review', reason: 'r', answers: [] };
  const groups = [
    group(doneBy('haiku', ['x'])), // stored before the run
    group(), // settled on haiku
    group(), // handed up, settled on opus
    group(), // left to a person
    group(undefined, 1), // waited on sonnet, settled there
    group(), // handed up once; the run ended
    group(), // never asked
  ];
  const settled = watchSettled(groups, ['haiku', 'sonnet', 'opus']);
  const became = [undefined, doneBy('haiku', ['x']), doneBy('opus', ['x']), review, doneBy('sonnet', ['x'])];
  for (const [index, outcome] of became.entries())
    if (outcome) (groups[index] as (typeof groups)[0]).outcome = outcome;
  (groups[5] as (typeof groups)[0]).ladderPosition = { ...START, rung: 1 };
  expect(settled()).toEqual([
    { tier: 'haiku', asked: 4, settled: 1 },
    { tier: 'sonnet', asked: 3, settled: 1 },
    { tier: 'opus', asked: 2, settled: 1 },
  ]);
  expect(watchSettled(groups, ['haiku'])()).toEqual([]);
});
