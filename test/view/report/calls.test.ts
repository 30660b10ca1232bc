// What a filter of the report's page leaves: sums by name, tier, day and session.
import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/report/columns.ts';
import type { PricedCall } from '../../../src/usage/priced-call.ts';
import { fromHash, toHash } from '../../../src/view/report/address.ts';
import { Calls, type Filter, NO_FILTER, TIER_COUNT } from '../../../src/view/report/calls.ts';
import { type Dimension, type ReportHead, TIERS } from '../../../src/view/report/data.ts';
import { dayFrom, nextOf, perStep, startOf } from '../../../src/view/report/days.ts';
import { agentCall, HAIKU, pricedCall } from '../../support/priced-calls.ts';

const CALLS = [
  pricedCall({ at: '2026-11-18T10:00:00.000Z', project: '/a', costUsd: 4 }),
  agentCall('Explore', { at: '2026-11-19T10:00:00.000Z', project: '/a', costUsd: 1, ...HAIKU }),
  agentCall('Explore', {
    at: '2026-11-20T10:00:00.000Z',
    project: '/b',
    session: 's2',
    costUsd: 2,
    calls: 3,
  }),
  agentCall('planner', {
    at: '2026-11-20T10:30:00.000Z',
    project: '/b',
    session: 's2',
    costUsd: null,
    tier: null,
  }),
];

function page(calls: PricedCall[] = CALLS): { head: ReportHead; calls: Calls } {
  const { names, blocks } = columnsOf(calls, (folder) => folder);
  const head = { names } as ReportHead;
  return { head, calls: new Calls(head, blocks) };
}

const picked = (change: Partial<Record<Dimension, string[]>>): Filter => ({
  ...NO_FILTER,
  picked: { ...NO_FILTER.picked, ...change },
});

/** Dollars per name of a dimension. */
function sums(filter: Filter, dimension: Dimension): Record<string, number> {
  const { head, calls } = page();
  const { usd } = calls.matching(filter).by[dimension];
  return Object.fromEntries(
    head.names[dimension].map((name, at) => [
      name,
      usd.subarray(at * TIER_COUNT, (at + 1) * TIER_COUNT).reduce((sum, one) => sum + one, 0) / 1e6,
    ]),
  );
}

test('without a filter all calls count, groups with each of theirs, by name and tier', () => {
  const matching = page().calls.matching(NO_FILTER);
  expect([matching.calls, matching.usd, matching.lines.length]).toEqual([6, 7e6, 4]);
  expect(sums(NO_FILTER, 'agent')).toEqual({ main: 4, Explore: 3, planner: 0 });
  const days = perStep(matching.byDay, 'day').map(({ usd }) => usd.map((one) => one / 1e6));
  const at = (tier: (typeof TIERS)[number]): number => TIERS.indexOf(tier);
  expect(days.map((usd) => [usd[at('haiku')], usd[at('opus')]])).toEqual([
    [0, 4],
    [1, 0],
    [0, 2],
  ]);
});

test('a filter narrows every other table, and in its own leaves what could be chosen besides', () => {
  const filter = picked({ agent: ['Explore'] });
  expect(sums(filter, 'project')).toEqual({ '/a': 1, '/b': 2 });
  expect(sums(filter, 'agent')).toEqual({ main: 4, Explore: 3, planner: 0 });
  const both = picked({ agent: ['Explore'], project: ['/b'] });
  expect(page().calls.matching(both).calls).toBe(3);
  expect(sums(both, 'agent')).toEqual({ main: 0, Explore: 2, planner: 0 });
  expect(sums(both, 'project')).toEqual({ '/a': 1, '/b': 2 });
});

test('days bound what counts, the first and the last included', () => {
  const day = dayFrom('2026-11-19');
  expect(page().calls.matching({ ...NO_FILTER, from: day, to: day }).usd).toBe(1e6);
  expect(page().calls.matching({ ...NO_FILTER, from: day }).calls).toBe(5);
});

test('steps have no gaps, weeks begin on Monday, months are as long as they are', () => {
  const day = (text: string): number => dayFrom(text) as number;
  expect(startOf(day('2026-11-22'), 'week')).toBe(day('2026-11-16'));
  expect(startOf(day('2026-11-16'), 'week')).toBe(day('2026-11-16'));
  expect(nextOf(day('2026-02-01'), 'month')).toBe(day('2026-03-01'));
  const usd = Float64Array.from(TIERS, () => 1);
  const byDay = new Map([
    [day('2026-11-02'), usd],
    [day('2026-11-20'), usd],
  ]);
  expect(perStep(byDay, 'week').map((one) => one.usd[0])).toEqual([1, 0, 1]);
});

test('the address keeps the filter; names that the page does not have are left out', () => {
  const { head } = page();
  const filter = { ...picked({ agent: ['Explore'], project: ['/a'] }), from: dayFrom('2026-11-19') };
  expect(fromHash(`#${toHash(filter)}`, head)).toEqual(filter);
  expect(fromHash('#agent=nobody&from=x', head)).toEqual(NO_FILTER);
});
