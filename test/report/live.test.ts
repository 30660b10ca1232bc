// What running sessions do now, from the calls of a day.
import { expect, test } from 'vitest';
import { liveLines, runningSessions } from '../../src/report/live.ts';
import { NO_LIMITS } from '../../src/usage/limits.ts';
import { agentCall, HAIKU, pricedCall } from '../support/priced-calls.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const minutesAgo = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();
const FIVE_HOURS = { ...NO_LIMITS, fiveHour: { usedPercent: 30, resetsAt: minutesAgo(-60) } };

const CALLS = [
  pricedCall({ at: minutesAgo(600), costUsd: 5 }),
  pricedCall({ at: minutesAgo(30), costUsd: 2 }),
  // A group counts as what it is, and until its last call.
  agentCall('Explore', { at: minutesAgo(20), until: minutesAgo(2), calls: 3, costUsd: 1, ...HAIKU }),
  pricedCall({ session: 'ended', at: minutesAgo(16), costUsd: 3 }),
  pricedCall({ session: null, source: 'bulk', who: 'bulk', at: minutesAgo(1) }),
];

test('a session runs while its last call is younger than a quarter of an hour; its agents stand by who called last', () => {
  const [session, ...others] = runningSessions(CALLS, NO_LIMITS, NOW);
  expect(others).toEqual([]);
  expect(session).toMatchObject({ session: 's1', calls: 5, usd: 8 });
  expect(session?.agents).toMatchObject([
    { who: 'Explore', tier: 'haiku', calls: 3, usd: 1, ofLimit: null },
    { who: 'main', tier: 'opus', calls: 2, usd: 7, ofLimit: null },
  ]);
});

test('what is used of the five-hour limit is split by what was spent in it', () => {
  const [session] = runningSessions(CALLS, FIVE_HOURS, NOW);
  expect(session?.agents.map(({ ofLimit }) => ofLimit)).toEqual([5, 10]);
});

test('the lines say it, with budgets, in the width there is; a name cannot break out of its line', () => {
  const calls = [...CALLS, agentCall('a\nb\u001b[2J', { at: minutesAgo(1) })];
  const sessions = runningSessions(calls, FIVE_HOURS, NOW);
  const budgets = new Map([['s1', [{ name: 'day', limitUsd: 10, spentUsd: 8 }]]]);
  const lines = liveLines({ now: NOW, limits: FIVE_HOURS, sessions, budgets }, 100);
  const text = lines.join('\n');
  expect(text).toContain('5 hours: 30% used');
  expect(text).toMatch(/Explore +haiku +3 calls +\$1\.00 +about 4% of 5 hours +2 min ago/);
  expect(text).toContain('budget day: $8.00 of $10.00, 20% left');
  expect(text).toContain('a\\nb\\x1b[2J');
  const narrow = liveLines({ now: NOW, limits: FIVE_HOURS, sessions, budgets }, 30);
  expect(Math.max(...narrow.map(({ length }) => length))).toBe(30);
});
