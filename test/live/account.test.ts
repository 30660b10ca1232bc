// The client's own account of a session against what it has told of its requests.
import { expect, test } from 'vitest';
import { Account, nothing, stateIn, untoldEntry } from '../../src/live/account.ts';
import { costState, USED } from '../support/counted.ts';

const OPUS = 'claude-opus-5-5';
const REQUEST = { ...USED, requested: OPUS, costUsd: 0.000514 };
const stateOf = (models: Record<string, number>) =>
  stateIn(costState('s1', models), 's1') as NonNullable<ReturnType<typeof stateIn>>;

test('the account is the last one of that session, wherever in the end of a transcript it stands', () => {
  const text = [
    'half a line"}',
    costState('s1', { [OPUS]: 1 }),
    costState('s1', { [OPUS]: 2 }),
    costState('s0', {}),
  ];
  expect(stateIn(text.join('\n'), 's1')?.models[OPUS]?.costUsd).toBe(2);
  expect(stateIn(text.join('\n'), 's2')).toBeNull();
});

test('what is not told is what the client counted, without what it counted before and what it told', () => {
  const account = new Account();
  account.begin(stateOf({ [OPUS]: 1 }), 1);
  account.tell(REQUEST);
  expect(account.untold(stateOf({ [OPUS]: 1.000514 }))).toEqual(new Map());
  const [rest, ...others] = account.untold(stateOf({ [OPUS]: 1.001514, 'claude-haiku-5-5': 0 })) ?? [];
  expect([rest?.[0], others]).toEqual([OPUS, []]);
  expect(rest?.[1].costUsd).toBeCloseTo(0.001, 12);
});

test('a line that no longer stands for a request is not told', () => {
  const account = new Account();
  account.begin(null, 0);
  account.tell(REQUEST);
  account.tell(REQUEST, -1);
  expect(account.untold(stateOf({ [OPUS]: 0.000514 }))?.size).toBe(1);
});

test('nothing is made up where the client’s account is not known from its beginning, or has less than was told', () => {
  const account = new Account();
  expect(account.untold(stateOf({ [OPUS]: 1 }))).toBeNull();
  account.begin(null, 0.5); // it has counted something that nobody has seen
  expect(account.untold(stateOf({ [OPUS]: 1 }))).toBeNull();
  account.begin(null, 0);
  account.tell({ ...REQUEST, requested: 'claude-sonnet-5-5' });
  expect(account.untold(stateOf({ [OPUS]: 1 }))).toBeNull();
});

test('what is not told goes on top of the request that was interrupted, or stands by itself', () => {
  const place = { session: 's1', project: '/p', agents: new Map() };
  const rest = { input: 10, output: 4, cacheRead: 0, cacheWrite: 3, webSearches: 0, costUsd: 0.001 };
  const known = { ...nothing(OPUS, '2026-11-22T00:00:00.000Z', place), input: 1, costUsd: 0.0005 };
  expect(untoldEntry(rest, known)).toMatchObject({
    ...{ step: 'untold', input: 11, output: 4, cacheWrite5m: 3, costUsd: 0.0015, isSum: true },
  });
});
