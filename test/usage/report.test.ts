// The ledger added up. Prices as in savings.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { readBooks } from '../../src/usage/books/books.ts';
import {
  appendCostStates,
  appendEntries,
  type CostState,
  type LedgerEntry,
} from '../../src/usage/ledger-entry.ts';
import { buildReport, type Report } from '../../src/usage/report.ts';
import { pricedCall } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const MILLION = 1_000_000;

/** A call that costs $4 per million tokens of input; the stored price is another, as the report prices anew. */
function entry(facts: Partial<LedgerEntry> = {}): LedgerEntry {
  const { who: _, ...call } = pricedCall({ input: MILLION, costUsd: 99, ...facts });
  return call;
}

interface Given {
  from?: string;
  to?: string;
  costStates?: CostState[];
  /** Ids in a session's transcripts beside those of its own calls. */
  copies?: Record<string, string[]>;
}

function report(
  calls: LedgerEntry[],
  { from, to = '2027-01-01', costStates = [], copies = {} }: Given = {},
): Report {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const copied = Object.entries(copies).flatMap(([session, ids]) =>
    calls.filter(({ id }) => ids.includes(id)).map((call) => ({ ...call, session })),
  );
  const made = calls.filter(({ session }) => copies[session ?? ''] === undefined);
  const later = calls.filter(({ session }) => copies[session ?? ''] !== undefined);
  appendEntries(home, [...made, ...copied, ...later]);
  appendCostStates(home, costStates);
  const first = from === undefined ? null : new Date(from);
  return buildReport(readBooks(home, first), {
    from: first,
    to: new Date(to),
    catalog,
    declaredTiers: new Map(),
  });
}

test('every kind of token is added up, and both lengths of cache writes are one figure', () => {
  const tokens = { input: 1, output: 2, cacheRead: 4, cacheWrite5m: 8, cacheWrite1h: 16, thinking: 32 };
  expect(report([entry(tokens), entry(tokens)]).totals).toEqual({
    calls: 2,
    input: 2,
    output: 4,
    cacheRead: 8,
    cacheWrite: 48,
    thinking: 64,
    seconds: 0,
    costUsd: expect.closeTo((2 * (1 * 4 + 2 * 20 + 4 * 0.2 + 8 * 5 + 16 * 8)) / MILLION, 15),
  });
});

test('both ends of the time count, and what lies outside does not', () => {
  const [first, second, third] = [1, 2, 3].map((day) => `2026-11-0${day}T10:00:00.000Z`) as [
    string,
    string,
    string,
  ];
  const calls = [first, second, third].map((at) => entry({ at }));
  const { totals, from, to, byDay } = report(calls, { from: second, to: third });
  expect(totals.calls).toBe(2);
  expect([from, to]).toEqual([second, third]);
  expect(Object.keys(byDay).sort()).toEqual(['2026-11-02', '2026-11-03']);
  expect(report(calls, { from: second, to: second }).totals.calls).toBe(1);
  expect(report(calls, { to: first })).toMatchObject({ from: null, totals: { calls: 1 } });
});

test('groupings: what has no value has a name, or none where it says nothing', () => {
  const { byTier, byModel, byAgent, bySkill, byProject, bySession, bySource } = report([
    entry({ skill: 'tierwise:bulk-tag' }),
    entry({ source: 'subagent', agent: 'explorer', served: 'mine', tier: null }),
    entry({ source: 'bulk', session: null, project: null }),
  ]);
  const calls = (group: Report['byTier']) =>
    Object.fromEntries(Object.entries(group).map(([name, sum]) => [name, sum.calls]));
  expect(calls(byTier)).toEqual({ opus: 2, unknown: 1 });
  expect(calls(byModel)).toEqual({ 'claude-opus-5-5': 2, mine: 1 });
  expect(calls(byAgent)).toEqual({ main: 1, explorer: 1, bulk: 1 });
  expect(calls(bySkill)).toEqual({ 'tierwise:bulk-tag': 1 });
  expect(calls(byProject)).toEqual({ '/p': 2, unknown: 1 });
  expect(calls(bySession)).toEqual({ s1: 2, 'outside a session': 1 });
  expect(calls(bySource)).toEqual({ session: 1, subagent: 1, bulk: 1 });
});

test('the most expensive comes first, then what was called most', () => {
  const free = { input: 0 };
  const { byProject } = report([
    entry({ ...free, project: 'once' }),
    entry({ ...free, project: 'twice' }),
    entry({ ...free, project: 'twice' }),
    entry({ project: 'paid' }),
  ]);
  expect(Object.keys(byProject)).toEqual(['paid', 'twice', 'once']);
});

describe('the price of a call', () => {
  const cost = (facts: Partial<LedgerEntry>) => report([entry(facts)]).totals.costUsd;

  test.each<[string, Partial<LedgerEntry>, number]>([
    ['is worked out anew', {}, 4],
    ['is halved in a batch', { batch: true }, 2],
    ['is a tenth more in the US only', { usOnly: true }, 4.4],
    ['is that of fast mode', { fast: true }, 8],
    ['has web searches in it', { webSearches: 2 }, 4.02],
    ['stands as stored where the model is not known', { served: 'mine', tier: null }, 99],
    ['stands as stored where it is one of many requests', { isSum: true }, 99],
    ['is worked out for many requests where none is stored', { isSum: true, costUsd: null }, 4],
    ['stands where the server itself said it', { isBilled: true }, 99],
    ['is nothing where its usage is not known', { noUsage: true, costUsd: null, input: 0, output: 0 }, 0],
    ['is nothing where none is known at all', { served: 'mine', costUsd: null }, 0],
  ])('%s', (_, facts, expected) => {
    expect(cost(facts)).toBeCloseTo(expected, 12);
  });

  test('is not known: the model is named, with what it did, and nothing is added for it', () => {
    const { unpriced, totals } = report([entry(), entry({ served: 'mine', costUsd: null, output: 5 })]);
    expect(unpriced).toEqual({ mine: expect.objectContaining({ calls: 1, output: 5, costUsd: 0 }) });
    expect(totals).toMatchObject({ calls: 2, costUsd: 4 });
  });

  test('is not known as nobody said what it used: that is another matter than a price', () => {
    const facts = { noUsage: true, costUsd: null, input: 0, output: 0 };
    const { unpriced, silent } = report([entry(facts)]);
    expect([unpriced, silent]).toEqual([{}, { [entry().served]: expect.objectContaining({ calls: 1 }) }]);
    expect(report([entry()]).silent).toBeUndefined();
  });

  test('the tier of a known model is today’s; that of another stays as stored', () => {
    const { byTier } = report([entry({ tier: 'haiku' }), entry({ served: 'mine', tier: 'sonnet' })]);
    expect(Object.keys(byTier).sort()).toEqual(['opus', 'sonnet']);
  });
});

test('another model that answered is named with how often, the most frequent first', () => {
  const fallback = { requested: 'claude-opus-5-5', served: 'claude-sonnet-5-5' };
  const { audit } = report([
    entry({ requested: 'claude-haiku-4-5', served: 'claude-haiku-4-5-20251001' }),
    entry({ requested: 'claude-haiku-4-5-20251001', served: 'claude-haiku-4-5' }),
    entry({ requested: 'claude-opus-5', served: 'claude-opus-5-5' }),
    entry(fallback),
    entry(fallback),
    entry({ ...fallback, source: 'subagent', agent: 'explorer' }),
  ]);
  expect(audit.servedNotRequested).toEqual([
    { ...fallback, who: 'main', calls: 2 },
    { requested: 'claude-opus-5', served: 'claude-opus-5-5', who: 'main', calls: 1 },
    { ...fallback, who: 'explorer', calls: 1 },
  ]);
});

describe('Claude Code’s own total', () => {
  const state = (totalCostUsd: number, lastCall: string | null = 'a', session = 's1'): CostState => ({
    session,
    totalCostUsd,
    lastCall,
  });
  const totals = (calls: LedgerEntry[], given: Given) => report(calls, given).audit.clientTotals;
  const a = entry({ id: 'a' });

  test('is equal up to rounding', () => {
    const equal = { compared: 1, equal: 1, different: [], outOfDate: 0 };
    expect(totals([a], { costStates: [state(4)] })).toMatchObject(equal);
    expect(totals([a], { costStates: [state(4 + 3e-9)] })).toMatchObject(equal); // a billionth of $4 is 4e-9
    expect(totals([a], { costStates: [state(4 + 6e-9)] }).equal).toBe(0);
    const cheap = entry({ id: 'a', input: 10 }); // $0.00004: below a dollar the tolerance stays at 1e-9
    expect(totals([cheap], { costStates: [state(0.00004 + 5e-10)] }).equal).toBe(1);
    expect(totals([cheap], { costStates: [state(0.00004 + 2e-9)] }).equal).toBe(0);
  });

  test('that differs is listed, the largest difference first, in either direction', () => {
    const calls = ['s1', 's2', 's3'].map((session) => entry({ id: session, session }));
    const costStates = [state(4.1, 's1', 's1'), state(1, 's2', 's2'), state(6, 's3', 's3')];
    expect(totals(calls, { costStates }).different).toMatchObject([
      { session: 's2', oursUsd: 4, clientUsd: 1 },
      { session: 's3', oursUsd: 4, clientUsd: 6 },
      { session: 's1', oursUsd: 4, clientUsd: 4.1 },
    ]);
  });

  test('is compared with agents’ calls, and without those that the command made itself', () => {
    const agent = entry({ source: 'subagent', agent: 'x' });
    const bulk = entry({ source: 'bulk', input: 5 * MILLION });
    expect(totals([a, agent, bulk], { costStates: [state(8)] })).toMatchObject({ compared: 1, equal: 1 });
  });

  test('is out of date once the main thread went on, not once an agent did', () => {
    const later = entry({ id: 'b' });
    expect(totals([a, later], { costStates: [state(4)] })).toMatchObject({ compared: 0, outOfDate: 1 });
    const agent = entry({ id: 'b', source: 'subagent' });
    expect(totals([a, agent], { costStates: [state(8)] })).toMatchObject({ compared: 1, outOfDate: 0 });
    expect(totals([agent], { costStates: [state(4, null)] })).toMatchObject({ compared: 1, equal: 1 });
    expect(totals([agent], { costStates: [state(4, 'gone')] })).toMatchObject({ compared: 0, outOfDate: 1 });
  });

  test('counts all of a session that has a call in the time of the report, and no other session', () => {
    const later = entry({ id: 'b', at: '2026-12-02T10:00:00.000Z' });
    const costStates = [state(8, 'b'), state(4, 'c', 's2')];
    const calls = [a, later, entry({ id: 'c', session: 's2' })];
    expect(totals(calls, { costStates, from: '2026-12-01' })).toMatchObject({ compared: 1, equal: 1 });
  });

  test('of a fork starts from its parent’s: the parent’s own calls by their copies, its agents’ until the fork', () => {
    const parent = entry({ id: 'p', session: 'parent', at: '2026-11-20T09:00:00.000Z' });
    const early = entry({
      id: 'e',
      session: 'parent',
      source: 'subagent',
      at: '2026-11-20T09:30:00.000Z',
      input: 2 * MILLION,
    });
    const late = entry({ id: 'l', session: 'parent', source: 'subagent', at: '2026-11-20T10:00:00.000Z' });
    const stranger = entry({ id: 'x', session: 'other', source: 'subagent', at: '2026-11-20T09:30:00.000Z' });
    const own = entry({ id: 'a', session: 'fork', at: '2026-11-20T10:00:00.000Z' });
    const calls = [parent, early, late, stranger, own];
    const given = { copies: { fork: ['p'] }, costStates: [state(16, 'a', 'fork')] };
    expect(totals(calls, given)).toMatchObject({ compared: 1, equal: 1 });
  });

  test('of a fork that made no call of its own has none of its parent’s agents', () => {
    const parent = entry({ id: 'p', session: 'parent' });
    const agent = entry({ id: 'e', session: 'parent', source: 'subagent', at: '2026-11-20T09:30:00.000Z' });
    const given = { copies: { fork: ['p'] }, costStates: [state(4, 'p', 'fork')] };
    expect(totals([parent, agent], given)).toMatchObject({ compared: 1, equal: 1 });
  });
});
