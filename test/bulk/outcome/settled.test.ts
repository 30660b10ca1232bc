// How far tiers settled items, from where each waited before and what became of it.
import { expect, test } from 'vitest';
import { START } from '../../../src/bulk/outcome/ladder.ts';
import {
  CUT_OFF,
  DISAGREED,
  doneBy,
  forReview,
  type Outcome,
  REFUSED,
  TOO_LARGE,
} from '../../../src/bulk/outcome/outcome.ts';
import { watchSettled } from '../../../src/bulk/outcome/settled.ts';

const PROBLEMS = new Map([
  [3, 'it is a binary file'],
  [7, 'the item is too long to ask: about 3 tokens, at most 2'],
]);

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
  const settled = watchSettled({ groups, problems: new Map() }, ['haiku', 'sonnet', 'opus'], '');
  const became = [undefined, doneBy('haiku', ['x']), doneBy('opus', ['x']), review, doneBy('sonnet', ['x'])];
  for (const [index, outcome] of became.entries())
    if (outcome) (groups[index] as (typeof groups)[0]).outcome = outcome;
  (groups[5] as (typeof groups)[0]).ladderPosition = { ...START, rung: 1 };
  expect(settled(null)).toEqual([
    { tier: 'haiku', asked: 4, settled: 1, unsettled: {} },
    { tier: 'sonnet', asked: 3, settled: 1, unsettled: {} },
    { tier: 'opus', asked: 2, settled: 1, unsettled: {} },
  ]);
  const known = { groups: groups.slice(0, 1), problems: new Map<number, string>() };
  expect(watchSettled(known, ['haiku'], '')('ceiling')).toEqual([]);
});

test('what a tier did not settle counts by kind, once per item; what waits when a run ends, where it waits', () => {
  const groups = Array.from({ length: 9 }, () => group());
  const settled = watchSettled({ groups, problems: PROBLEMS }, ['haiku', 'opus'], 'no tag fits');
  const said = (tier: 'haiku' | 'opus', why: string) => ({ tier, model: 'm', value: null, why });
  const at = (index: number) => groups[index] as (typeof groups)[0];
  at(0).outcome = doneBy('opus', ['x']);
  at(0).ladderPosition = { rung: 1, pass: 0, said: [said('haiku', DISAGREED), said('haiku', DISAGREED)] };
  at(1).outcome = forReview([said('haiku', 'no tag fits'), said('opus', REFUSED)]);
  at(2).outcome = forReview([said('haiku', 'the reply left it out'), said('opus', CUT_OFF)]);
  at(3).outcome = { status: 'failed', reason: 'a timeout, on every try' };
  at(4).outcome = doneBy('haiku', ['x']);
  at(5).ladderPosition = { rung: 1, pass: 0, said: [said('haiku', TOO_LARGE)] };
  const haiku = { disagreed: 1, abstained: 1, invalid: 1, noAnswer: 1, tooLong: 2, unreadable: 1 };
  expect(settled('ceiling')).toEqual([
    { tier: 'haiku', asked: 5, settled: 1, unsettled: { ...haiku, ceiling: 3 } },
    { tier: 'opus', asked: 3, settled: 1, unsettled: { refused: 1, tooLong: 1, ceiling: 1 } },
  ]);
  // A sample leaves items on purpose.
  expect(settled(null)[0]?.unsettled).toEqual(haiku);
});
