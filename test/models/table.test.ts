// The table of models, and how a model is asked. The prices are those of the public list on the table's date; whoever changes one
// changes it here, too.
import { describe, expect, test } from 'vitest';
import { loadCatalog, parseTierName, UNKNOWN_MODEL } from '../../src/models/catalog.ts';
import { costUsd, NO_USAGE, priceInForce, promptTokens, ratesOf } from '../../src/models/cost.ts';
import { shortAnswerParameters, withThinking } from '../../src/models/parameters.ts';
import { EFFORTS, MODELS, shippedModel, TABLE_DATE, TIER_NAMES, TIERS } from '../../src/models/table.ts';
import { estimateTokens, maximumTokens } from '../../src/models/tokens.ts';

const at = new Date(TABLE_DATE);
const rates = (id: string, prompt = 0) => {
  const model = MODELS[id];
  const price = model && priceInForce(model, at);
  if (!price) throw new Error(`no price for ${id}`);
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = ratesOf(price, prompt);
  return [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
};

test.each([
  ['claude-fable-5-2', [8, 40, 0.2, 10, 16]],
  ['claude-mythos-5-2', [8, 40, 0.2, 10, 16]],
  ['claude-fable-5-1', [10, 50, 0.25, 12.5, 20]],
  ['claude-mythos-5-1', [10, 50, 0.25, 12.5, 20]],
  ['claude-fable-5', [10, 50, 1, 12.5, 20]],
  ['claude-mythos-5', [10, 50, 1, 12.5, 20]],
  ['claude-opus-5-5', [4, 20, 0.2, 5, 8]],
  ['claude-opus-5', [5, 25, 0.5, 6.25, 10]],
  ['claude-opus-4-8', [5, 25, 0.5, 6.25, 10]],
  ['claude-opus-4-7', [5, 25, 0.5, 6.25, 10]],
  ['claude-opus-4-6', [5, 25, 0.5, 6.25, 10]],
  ['claude-opus-4-5', [5, 25, 0.5, 6.25, 10]],
  ['claude-opus-4-1', [15, 75, 1.5, 18.75, 30]],
  ['claude-opus-4', [15, 75, 1.5, 18.75, 30]],
  ['claude-opus-3', [15, 75, 1.5, 18.75, 30]],
  ['claude-sonnet-5-5', [2, 10, 0.1, 2.5, 4]],
  ['claude-sonnet-5', [2, 10, 0.2, 2.5, 4]],
  ['claude-sonnet-4-6', [3, 15, 0.3, 3.75, 6]],
  ['claude-sonnet-4-5', [3, 15, 0.3, 3.75, 6]],
  ['claude-sonnet-4', [3, 15, 0.3, 3.75, 6]],
  ['claude-sonnet-3-7', [3, 15, 0.3, 3.75, 6]],
  ['claude-sonnet-3-5', [3, 15, 0.3, 3.75, 6]],
  ['claude-haiku-5-5', [0.1, 0.5, 0.01, 0.125, 0.2]],
  ['claude-haiku-4-5', [1, 5, 0.1, 1.25, 2]],
  ['claude-haiku-3-5', [0.8, 4, 0.08, 1, 1.6]],
  ['claude-haiku-3', [0.25, 1.25, 0.03, 0.3, 0.5]],
])('%s costs %j per million tokens: in, out, read, written for five minutes, for an hour', (id, expected) => {
  for (const [index, rate] of rates(id).entries())
    expect(rate).toBeCloseTo(expected[index] ?? Number.NaN, 12);
});

test('every model of the table is in the list above, and its tier in its name', () => {
  expect(Object.keys(MODELS)).toHaveLength(26);
  for (const [id, { tier }] of Object.entries(MODELS))
    expect(tier, id).toBe(id.replace('mythos', 'fable').split('-')[1]);
});

test.each([
  ['claude-haiku-5-5', 100_000, [0.1, 0.5], [0.5, 2.5]],
  ['claude-sonnet-4-5', 200_000, [3, 15], [6, 22.5]],
  ['claude-sonnet-4', 200_000, [3, 15], [6, 22.5]],
])('the rates of %s step up above %d tokens of prompt', (id, step, below, above) => {
  expect(rates(id, step).slice(0, 2)).toEqual(below);
  expect(rates(id, step + 1).slice(0, 2)).toEqual(above);
});

test('fast mode has its rates, whatever the length, where a model has it; elsewhere it costs the same', () => {
  const cost = (id: string, input: number) => costUsd(MODELS[id], { ...NO_USAGE, input }, { at, fast: true });
  expect(cost('claude-fable-5-2', 1_000_000)).toBeCloseTo(16, 12);
  expect(cost('claude-opus-5', 1_000_000)).toBeCloseTo(10, 12);
  expect(cost('claude-opus-4-7', 1_000_000)).toBeCloseTo(30, 12);
  expect(cost('claude-haiku-5-5', 100_000)).toBeCloseTo(0.01, 12);
  expect(cost('claude-haiku-5-5', 100_001)).toBeCloseTo(0.0500005, 12);
});

test('a prompt is all that is read, cached or not', () => {
  expect(promptTokens({ input: 1, cacheRead: 2, cacheWrite5m: 4, cacheWrite1h: 8 })).toBe(15);
}); // biome-ignore format: one line

test('an endpoint bound to a region costs a tenth more since the 4.5 models, and no more for others', () => {
  const cost = (id: string) =>
    costUsd(MODELS[id], { ...NO_USAGE, input: 1_000_000, webSearches: 1 }, { at, regional: true });
  expect(cost('claude-opus-5-5')).toBeCloseTo(4.41, 12);
  expect(cost('claude-haiku-4-5')).toBeCloseTo(1.11, 12);
  expect(cost('claude-opus-4-1')).toBeCloseTo(15.01, 12);
  const regional = Object.entries(MODELS).filter(([, { hasRegionalPrice }]) => !hasRegionalPrice);
  expect(regional.map(([id]) => id)).toEqual(['claude-opus-4-1', 'claude-opus-4', 'claude-opus-3', 'claude-sonnet-4', 'claude-sonnet-3-7', 'claude-sonnet-3-5', 'claude-haiku-3-5', 'claude-haiku-3']); // biome-ignore format: a list
});

test('batches halve tokens and not web searches; US-only inference adds a tenth; both at once', () => {
  const usage = { ...NO_USAGE, input: 1_000_000, webSearches: 1 };
  const cost = (billing: object) => costUsd(MODELS['claude-opus-5-5'], usage, { at, ...billing });
  expect(cost({})).toBeCloseTo(4.01, 12);
  expect(cost({ batch: true })).toBeCloseTo(2.01, 12);
  expect(cost({ usOnly: true })).toBeCloseTo(4.41, 12);
  expect(cost({ batch: true, usOnly: true })).toBeCloseTo(2.21, 12);
});

test('a price begins on its day, and before the first one there is none', () => {
  const price = { input: 1, output: 1, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 };
  const model = { ...UNKNOWN_MODEL, prices: [{ ...price, from: '2026-02-01', input: 2 }, { ...price, from: '2026-01-01' }] };
  const input = (day: string) => priceInForce(model, new Date(day))?.input;
  expect([input('2026-02-01'), input('2026-01-31'), input('2026-01-01'), input('2025-12-31')]).toEqual([2, 1, 1, undefined]);
  expect(costUsd(model, NO_USAGE, { at: new Date('2025-12-31') })).toBeNull();
  expect(costUsd(undefined, NO_USAGE, { at })).toBeNull();
}); // biome-ignore format: one line per thing

test('a snapshot is its model; what only looks like one is not', () => {
  expect(shippedModel('claude-haiku-4-5-20251001')).toBe(MODELS['claude-haiku-4-5']);
  for (const id of [
    'claude-haiku-4-5-2025100',
    'claude-haiku-4-5-202510011',
    'claude-haiku-4-5-20251001x',
    'claude-haiku',
    '__proto__',
    'constructor-20251001',
  ])
    expect(shippedModel(id), id).toBeUndefined();
});

describe('how a model is asked for a short answer', () => {
  const of = (id: string, effort: (typeof EFFORTS)[number] = 'low') =>
    shortAnswerParameters(MODELS[id] ?? UNKNOWN_MODEL, effort);

  test.each([
    ['claude-haiku-5-5', { effort: 'low', thinking: 'disabled', structuredOutputs: true, thinkingRoomTokens: 0 }],
    ['claude-sonnet-5-5', { effort: 'low', thinking: 'between_tools', structuredOutputs: true, thinkingRoomTokens: 0 }],
    ['claude-opus-5-5', { effort: 'low', thinking: null, structuredOutputs: true, thinkingRoomTokens: 4000 }],
    ['claude-opus-4-8', { effort: 'low', thinking: null, structuredOutputs: true, thinkingRoomTokens: 0 }],
    ['claude-haiku-3-5', { effort: null, thinking: null, structuredOutputs: false, thinkingRoomTokens: 0 }],
    ['mine', { effort: null, thinking: null, structuredOutputs: false, thinkingRoomTokens: 0 }],
  ])('%s', (id, expected) => expect(of(id)).toEqual(expected)); // biome-ignore format: one case per line

  test('an effort that the model does not take is left out', () => {
    expect(of('claude-opus-4-6', 'xhigh').effort).toBeNull();
    expect(of('claude-opus-4-6', 'max').effort).toBe('max');
  });

  test('one that refuses thinking switched off gets room for it', () => {
    expect(withThinking(of('claude-haiku-5-5'))).toEqual({
      effort: 'low',
      thinking: null,
      structuredOutputs: true,
      thinkingRoomTokens: 4000,
    });
  });
});

test.each([
  ['never', ['claude-fable-5-2', 'claude-mythos-5-2', 'claude-fable-5-1', 'claude-mythos-5-1', 'claude-fable-5', 'claude-mythos-5', 'claude-opus-5-5', 'claude-opus-5']],
  ['between_tools', ['claude-sonnet-5-5']],
  ['disabled', ['claude-haiku-5-5']],
])('thinking is switched off by "%s" on these models alone, on all others by leaving it out', (off, ids) => {
  const switched = Object.entries(MODELS).filter(([, { thinkingOff }]) => thinkingOff === off);
  expect(switched.map(([id]) => id)).toEqual(ids);
  for (const { thinkingOff } of Object.values(MODELS))
    expect(['never', 'between_tools', 'disabled', 'omit']).toContain(thinkingOff);
}); // biome-ignore format: one case per line

test('these take no effort, these no schema; all others take the efforts of their time, a schema and images', () => {
  const idsOf = (holds: (model: (typeof MODELS)[string]) => boolean): string[] =>
    Object.entries(MODELS).flatMap(([id, model]) => (holds(model) ? [id] : []));
  expect(idsOf(({ efforts }) => efforts.length === 0)).toEqual([
    'claude-opus-4-5',
    'claude-opus-4-1',
    'claude-opus-4',
    'claude-opus-3',
    'claude-sonnet-4-5',
    'claude-sonnet-4',
    'claude-sonnet-3-7',
    'claude-sonnet-3-5',
    'claude-haiku-4-5',
    'claude-haiku-3-5',
    'claude-haiku-3',
  ]);
  expect(idsOf(({ efforts }) => efforts.join() === 'low,medium,high,max')).toEqual([
    'claude-opus-4-6',
    'claude-sonnet-4-6',
  ]);
  expect(idsOf(({ efforts }) => efforts.join() === EFFORTS.join())).toHaveLength(13);
  expect(idsOf(({ structuredOutputs }) => !structuredOutputs)).toEqual([
    'claude-opus-4-1',
    'claude-opus-4',
    'claude-opus-3',
    'claude-sonnet-4',
    'claude-sonnet-3-7',
    'claude-sonnet-3-5',
    'claude-haiku-3-5',
    'claude-haiku-3',
  ]);
  expect(idsOf(({ images }) => !images)).toEqual([]);
});

test('the tiers, cheapest first', () => {
  expect(TIER_NAMES).toEqual(['haiku', 'sonnet', 'opus', 'fable']);
  expect(Object.values(TIERS)).toEqual([
    { model: 'claude-haiku-5-5', effort: 'low', concurrency: 16 },
    { model: 'claude-sonnet-5-5', effort: 'low', concurrency: 8 },
    { model: 'claude-opus-5-5', effort: 'medium', concurrency: 4 },
    { model: 'claude-fable-5-2', effort: 'medium', concurrency: 4 },
  ]);
  expect(parseTierName('opus')).toBe('opus');
  expect(() => parseTierName('toString')).toThrow(
    'Unknown tier "toString". Expected one of: haiku, sonnet, opus, fable.',
  );
});

test('the index of efforts rises with the effort, high being 1', () => {
  const known = Object.values(MODELS).flatMap(({ effortCost }) => effortCost ?? []);
  expect(known).toHaveLength(5);
  for (const index of known) {
    expect(index.high).toBe(1);
    const costs = EFFORTS.map((effort) => index[effort]);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(5);
  }
});

test('a model that the user describes has the usual ratios of prices, and what is not said is cautious', () => {
  const { model } = loadCatalog('/nowhere', '/nowhere', {});
  expect(model('mine')).toBeUndefined();
  expect(UNKNOWN_MODEL).toMatchObject({
    tier: 'opus',
    prices: [],
    efforts: [],
    thinkingOff: 'omit',
    structuredOutputs: false,
    images: false,
  });
});

test('tokens are estimated at three bytes each, rounded up, and bounded by their bytes', () => {
  expect(['', 'a', 'abc', 'abcd', '漢'].map(estimateTokens)).toEqual([0, 1, 1, 2, 1]);
  expect(['', 'abcd', '漢'].map(maximumTokens)).toEqual([0, 4, 3]);
});
