// The books held against the client's own: what it counted and transcripts lack is booked by model, and what differs otherwise is
// told. Opus 5.5 costs $4 per million tokens in and $20 out; Haiku 5.5 $0.10 and $0.50, above 100,000 tokens $0.50 and $2.50.
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { compareWithClient, mismatches } from '../../src/usage/audit.ts';
import type { ClientTotals, CostState } from '../../src/usage/ledger-entry.ts';
import { pricedCalls } from '../../src/usage/price-calls.ts';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { agentCall, HAIKU, pricedCall } from '../support/priced-calls.ts';
import { threadsOf } from '../support/threads.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const OPUS = 'claude-opus-5-5';

const counted = (totals: Partial<ClientTotals>): ClientTotals => ({
  ...{ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, webSearches: 0, costUsd: 0 },
  ...totals,
});
const state = (models: Record<string, ClientTotals>, more: Partial<CostState> = {}): CostState => ({
  session: 's1',
  totalCostUsd: Object.values(models).reduce((sum, { costUsd }) => sum + costUsd, 0),
  lastCall: 'a',
  models,
  ...more,
});
const a = pricedCall({ id: 'a', input: 1000, output: 100, costUsd: 0.006 });

function compare(calls: PricedCall[], costStates: CostState[], copies: Record<string, string[]> = {}) {
  return compareWithClient(threadsOf(calls, costStates, copies), catalog);
}

describe('what only the client knows', () => {
  test('is booked by model, at the time and place of the session’s last call, and makes the books equal', () => {
    const models = {
      [OPUS]: counted({ input: 3000, output: 100, cacheWrite: 10, costUsd: 0.006 + 0.008 + 0.00005 }),
      'claude-haiku-5-5': counted({ input: 10_000, output: 20, costUsd: 0.00101 }),
    };
    const { clientTotals, rest } = compare([{ ...a, branch: 'main' }], [state(models)]);
    expect(clientTotals).toMatchObject({ compared: 1, equal: 1, different: [], outOfDate: 0 });
    expect(clientTotals.notInTranscripts).toMatchObject({
      sessions: 1,
      costUsd: expect.closeTo(0.00906, 12),
      byModel: { [OPUS]: { calls: 0, input: 2000, cacheWrite: 10 }, 'claude-haiku-5-5': { calls: 0, output: 20 } },
    });
    expect(rest[0]).toMatchObject({ who: 'not in transcripts', isRest: true, session: 's1', project: '/p', branch: 'main', at: a.at, tier: 'opus' });
  }); // biome-ignore format: one line each

  test('is nothing where all is in transcripts, whatever name the model has there', () => {
    const models = { 'us.anthropic.claude-opus-5-5': counted({ input: 1000, output: 100, costUsd: 0.006 }) };
    const regional = { ...a, requested: 'us.anthropic.claude-opus-5-5', costUsd: 0.0066, clientUsd: 0.006 };
    const { clientTotals, rest } = compare([regional], [state(models)]);
    expect(rest).toEqual([]);
    expect(clientTotals).toMatchObject({ equal: 1, notInTranscripts: { sessions: 0, costUsd: 0 } });
  });

  test('may be long prompts: the client’s price stands wherever the tokens can cost that', () => {
    const rest = (costUsd: number) =>
      compare([a], [state({ [OPUS]: counted({ input: 1000, output: 100, costUsd: 0.006 }), 'claude-haiku-5-5': counted({ input: 200_000, costUsd }) })]).clientTotals;
    expect(rest(0.02)).toMatchObject({ equal: 1, notInTranscripts: { costUsd: 0.02 } });
    expect(rest(0.1)).toMatchObject({ equal: 1, notInTranscripts: { costUsd: 0.1 } });
    // No price of the model comes to that: the tokens are booked at the list, and the rest is told.
    expect(rest(0.3)).toMatchObject({ equal: 0, different: [{ why: 'price' }], notInTranscripts: { costUsd: expect.closeTo(0.02, 12) } });
  }); // biome-ignore format: one line each

  test('of a fork is what its parent did not have already', () => {
    const parent = pricedCall({ id: 'p', session: 'parent', input: 1000, costUsd: 0.004 });
    const own = pricedCall({ id: 'f', session: 'fork', input: 1000, costUsd: 0.004, at: '2026-11-20T11:00:00.000Z' });
    const advisor = agentCall('advisor', { id: 'p#advisor1', session: 'parent', input: 1000, costUsd: 0.004, at: '2026-11-20T09:00:00.000Z' });
    const states = [
      state({ [OPUS]: counted({ input: 4000, costUsd: 0.016 }) }, { session: 'fork', lastCall: 'f' }),
      state({ [OPUS]: counted({ input: 2500, costUsd: 0.01 }) }, { session: 'parent', lastCall: 'p' }),
    ];
    // Parent: 500 beside its call and its advisor. The fork's 4,000 are those 2,500, its own 1,000, and 500 more.
    const { rest, clientTotals } = compare([parent, advisor, own], states, { fork: ['p', 'p#advisor1'] });
    expect(rest.map(({ session, input }) => [session, input])).toEqual([['parent', 500], ['fork', 500]]);
    expect(clientTotals).toMatchObject({ compared: 2, equal: 2 });
  }); // biome-ignore format: one line each
});

test('a call that another model answered is the client’s under the one that was asked for, at its price', () => {
  const other = { ...a, served: 'claude-sonnet-5-5', costUsd: 0.003 };
  const priced = pricedCalls({ calls: [other] }, catalog);
  expect(priced[0]).toMatchObject({ costUsd: 0.003, clientUsd: 0.006 });
  const { clientTotals, rest } = compare([other], [state({ [OPUS]: counted({ input: 1000, output: 100, costUsd: 0.006 }) })]);
  expect(rest).toEqual([]);
  expect(clientTotals).toMatchObject({ equal: 1, different: [] });
}); // biome-ignore format: one line each

describe('what differs', () => {
  test('by price is told, and nothing is booked', () => {
    const { clientTotals, rest } = compare([a], [state({ [OPUS]: counted({ input: 1000, output: 100, costUsd: 0.02 }) })]);
    expect(rest).toEqual([]);
    expect(clientTotals.different).toEqual([{ session: 's1', oursUsd: 0.006, clientUsd: 0.02, why: 'price' }]);
  }); // biome-ignore format: one line

  test('because transcripts have more is told', () => {
    const { clientTotals } = compare([a], [state({ [OPUS]: counted({ input: 900, output: 100, costUsd: 0.0056 }) })]);
    expect(clientTotals.different).toMatchObject([{ why: 'more here' }]);
  }); // biome-ignore format: one line

  test('with a total alone is told as before', () => {
    const { models: _, ...old } = state({ [OPUS]: counted({ costUsd: 1 }) });
    expect(compare([a], [old]).clientTotals.different).toMatchObject([{ why: 'total only' }]);
  });
});

test('an answer that was cut off may be written behind the total that has it', () => {
  const models = { [OPUS]: counted({ input: 1000, output: 105, costUsd: 0.0061 }) };
  const cut = (until: string) => compare([a], [state(models, { lastCall: null, until })]).clientTotals;
  expect(cut(a.at)).toMatchObject({ equal: 1, outOfDate: 0, notInTranscripts: { costUsd: expect.closeTo(0.0001, 12) } });
  expect(cut('2026-11-20T09:59:59.999Z')).toMatchObject({ compared: 0, outOfDate: 1 });
}); // biome-ignore format: one line

test.each<[string, string, string, boolean]>([
  ['a region of Bedrock', 'us.anthropic.claude-opus-5-5', OPUS, false],
  ['a version of Bedrock', 'anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5', false],
  [
    'a profile that names no model',
    'arn:aws:bedrock:us-east-1:1:application-inference-profile/x1',
    OPUS,
    false,
  ],
  ['the long window', 'claude-opus-5-5[1m]', OPUS, false],
  ['a gateway’s own name', 'house-large', OPUS, false],
  ['a date', 'gpt-5.4', 'gpt-5.4-2026-03-01', false],
  ['another model of the same cloud', 'us.anthropic.claude-opus-5-5', 'claude-sonnet-5-5', true],
  ['another model', OPUS, HAIKU.served, true],
  ['a model nobody knows in place of one', OPUS, 'mine', true],
  ['two names nobody knows', 'mine', 'yours', true],
])('%s: another model answered is %s → %s: %s', (_, requested, served, isOther) => {
  expect(mismatches([pricedCall({ requested, served })], catalog)).toHaveLength(isOther ? 1 : 0);
});
