// What one record says about cost, field by field.
import { describe, expect, test } from 'vitest';
import { type Finding, findCost } from '../../src/usage/transcript-record.ts';

const BEFORE = '2026-11-19T00:00:00.000Z';

const record = (top: object = {}, message: object = {}): string =>
  JSON.stringify({
    type: 'assistant',
    sessionId: 's1',
    cwd: '/p',
    timestamp: '2026-11-20T10:00:00.000Z',
    requestId: 'r1',
    message: {
      id: 'm1',
      model: 'claude-opus-5-5',
      usage: { input_tokens: 10, output_tokens: 5 },
      ...message,
    },
    ...top,
  });

const find = (line: string): Finding => findCost(line, BEFORE);
const callIn = (top: object = {}, message: object = {}) => {
  const finding = find(record(top, message));
  return finding?.kind === 'call' ? finding.call : null;
};

test('a call of the main thread, whole', () => {
  const top = { effort: 'high', attributionSkill: 'bulk-tag', requestedModel: 'claude-fable-5-2' };
  expect(callIn(top, { stop_reason: 'end_turn' })).toEqual({
    id: 'm1|r1',
    at: '2026-11-20T10:00:00.000Z',
    source: 'session',
    session: 's1',
    project: '/p',
    agent: null,
    skill: 'bulk-tag',
    requested: 'claude-fable-5-2',
    served: 'claude-opus-5-5',
    tier: 'opus',
    effort: 'high',
    input: 10,
    output: 5,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    costUsd: expect.closeTo(0.00014, 12),
    stop: 'end_turn',
    did: '',
    sent: Date.parse('2026-11-20T10:00:00.000Z'),
    ms: 0,
  });
});

test.each<[string, object, string | null]>([
  ['by its name', { isSidechain: true, attributionAgent: 'explorer' }, 'explorer'],
  ['by its skill where it is a fork', { isSidechain: true, attributionSkill: 'x' }, 'fork of x'],
  ['as unnamed otherwise', { isSidechain: true }, 'unnamed agent'],
  ['not at all on the main thread', { attributionSkill: 'x' }, null],
])('an agent is known %s', (_, top, agent) => {
  expect(callIn(top)).toMatchObject({ agent, source: 'isSidechain' in top ? 'subagent' : 'session' });
});

test('without a request id the message id stands alone', () => {
  expect(callIn({ requestId: undefined })?.id).toBe('m1');
  expect(callIn({ requestId: '' })?.id).toBe('m1');
});

test.each<[string, object, object]>([
  ['five minutes where nothing else is said', { cache_creation_input_tokens: 30 }, { cacheWrite5m: 30, cacheWrite1h: 0 }],
  ['an hour for a part', { cache_creation_input_tokens: 30, cache_creation: { ephemeral_1h_input_tokens: 10 } }, { cacheWrite5m: 20, cacheWrite1h: 10 }],
  ['an hour for no more than there is', { cache_creation_input_tokens: 30, cache_creation: { ephemeral_1h_input_tokens: 40 } }, { cacheWrite5m: 0, cacheWrite1h: 30 }],
  ['and reads', { cache_read_input_tokens: 7 }, { cacheRead: 7 }],
])('the cache is written for %s', (_, usage, expected) => {
  expect(callIn({}, { usage })).toMatchObject(expected);
}); // biome-ignore format: one case per line

test('thinking, web searches, fast mode and US-only inference', () => {
  const usage = {
    output_tokens: 100,
    output_tokens_details: { thinking_tokens: 60 },
    server_tool_use: { web_search_requests: 2 },
    speed: 'fast',
    inference_geo: 'us',
  };
  // 100 tokens at $40 a million in fast mode, a tenth more in the US, two searches at a cent.
  expect(callIn({}, { usage })).toMatchObject({
    thinking: 60,
    webSearches: 2,
    fast: true,
    usOnly: true,
    costUsd: expect.closeTo(0.0044 + 0.02, 12),
  });
  const plain = callIn({}, { usage: { speed: 'standard', inference_geo: 'eu' } });
  for (const field of ['webSearches', 'fast', 'usOnly']) expect(JSON.stringify(plain)).not.toContain(field);
});

test.each<[unknown, number]>([
  [7, 7],
  ['7', 7],
  ['12', 12],
  ['7.25', 7],
  [0, 0],
  [-1, 0],
  ['-1', 0],
  ['7 tokens', 0],
  ['x7', 0],
  ['', 0],
  [null, 0],
  [true, 0],
  [[7], 0],
  [2 ** 53 - 1, 2 ** 53 - 1],
  [2 ** 53, 0],
])('a count written as %j is %d', (value, expected) => {
  expect(callIn({}, { usage: { input_tokens: value } })?.input).toBe(expected);
});

test.each<[unknown, string]>([
  ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
  ['soon', BEFORE],
  ['', BEFORE],
  [undefined, BEFORE],
  [1_795_000_000, BEFORE],
  ['+012026-01-01T00:00:00Z', BEFORE],
])('a moment written as %j is %s', (timestamp, expected) => {
  expect(callIn({ timestamp })?.at).toBe(expected);
});

test('the price is that of the day of the record', () => {
  const usage = { cache_read_input_tokens: 1_000_000 };
  const cost = (timestamp?: string) => callIn({ timestamp }, { model: 'claude-sonnet-5-5', usage })?.costUsd;
  expect(cost('2026-10-06T23:00:00.000Z')).toBeCloseTo(0.2, 12);
  expect(cost()).toBeCloseTo(0.1, 12);
});

test('a model that is not known has neither tier nor price', () => {
  expect(callIn({}, { model: 'mine' })).toMatchObject({
    served: 'mine',
    requested: 'mine',
    tier: null,
    costUsd: null,
  });
});

describe('what speaks of no cost', () => {
  test.each([
    ['a user’s record', '{"type":"user","message":{"usage":{},"id":"a","model":"b"}}'],
    ['an error of the client', record({}, { model: '<synthetic>' })],
    ['an answer without usage', record({}, { usage: undefined })],
    ['an answer without a message', '{"type":"assistant"}'],
    ['an answer whose message is text', '{"type":"assistant","message":"hi"}'],
  ])('%s', (_, line) => expect(find(line)).toBeNull());
});

describe('what cannot be counted', () => {
  test.each([
    ['a torn line', '{"type":"assistant"'],
    ['null', 'null'],
    ['a number', '7'],
    ['no id', record({}, { id: undefined })],
    ['an id that is a number', record({}, { id: 7 })],
    ['no model', record({}, { model: '' })],
    ['usage in words', record({}, { usage: 'much' })],
    ['a total without a session', '{"type":"cost-state","totalCostUSD":1}'],
    ['a total in words', '{"type":"cost-state","sessionId":"s1","totalCostUSD":"$1"}'],
    ['a total with words behind it', '{"type":"cost-state","sessionId":"s1","totalCostUSD":"1 dollar"}'],
    ['a total of nothing', '{"type":"cost-state","sessionId":"s1"}'],
    ['a negative total', '{"type":"cost-state","sessionId":"s1","totalCostUSD":-1}'],
  ])('%s', (_, line) => expect(find(line)).toEqual({ kind: 'unusable' }));
});

test('the client’s own total', () => {
  const state = (modelUsage?: unknown) =>
    find(JSON.stringify({ type: 'cost-state', sessionId: 's1', totalCostUSD: 0.25, modelUsage }));
  expect(state()).toEqual({ kind: 'cost-state', state: { session: 's1', totalCostUsd: 0.25 } });
  const counted = { inputTokens: 1, outputTokens: 2, cacheReadInputTokens: 4, cacheCreationInputTokens: 8, webSearchRequests: 1, costUSD: 0.25, more: 1 };
  expect(state({ 'claude-opus-5-5': counted, odd: 'text' })).toMatchObject({
    state: {
      models: {
        'claude-opus-5-5': { input: 1, output: 2, cacheRead: 4, cacheWrite: 8, webSearches: 1, costUsd: 0.25 },
        odd: { input: 0, costUsd: 0 },
      },
    },
  });
}); // biome-ignore format: one line each

test('a count that is not whole is rounded: the ledger would not be read with it', () => {
  const usage = { input_tokens: 10.4, output_tokens: '5.5', cache_read_input_tokens: 5e-324 };
  expect(callIn({}, { usage })).toMatchObject({ input: 10, output: 6, cacheRead: 0 });
});
