// What the tiers saved. Dollars per million tokens on that day: Opus 5.5 4 in, 20 out, 0.20 read, 5 and 8 written; Sonnet 5.5
// half of that; Haiku 5.5 0.10 in (0.50 above 100,000 tokens), 0.50 out; Fable 5.2 8 in, 40 out; Opus 5 5 in, 25 out.
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import type { WrittenAgain } from '../../src/usage/cache-rebuild.ts';
import { rank, usageOf } from '../../src/usage/priced-call.ts';
import { cacheRebuilds, price, savingsOf } from '../../src/usage/savings.ts';
import { agentCall, FABLE, HAIKU, pricedCall, SONNET } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const MILLION = 1_000_000;

describe('the comparison', () => {
  test('is with the same tokens on the tier of the main thread', () => {
    const savings = savingsOf(
      [pricedCall({ costUsd: 3 }), agentCall('a', { ...SONNET, input: MILLION, costUsd: 2 })],
      catalog,
    );
    expect(savings).toMatchObject({
      actualUsd: 5,
      baselineUsd: 7, // 3 as it was, and a million tokens at $4
      grossUsd: 2,
      netUsd: 2,
      ...{ failedUsd: 0, cacheRebuildUsd: 0, verificationUsd: 0 },
      byKind: {
        'main thread': { actualUsd: 3, netUsd: 0 },
        agents: { actualUsd: 2, grossUsd: 2, netUsd: 2 },
      },
      assumption: expect.stringContaining("the model that most calls of the session's main thread used"),
    });
  });

  const work = { ...HAIKU, output: MILLION, costUsd: 0.5 };
  const main = pricedCall({ costUsd: 0 });
  const opus5 = pricedCall({ served: 'claude-opus-5', costUsd: 0 });

  const fable = pricedCall({ ...FABLE, costUsd: 0 });
  test.each([
    ['the model of most calls, though a dearer one was touched once', [main, main, fable], 20],
    ['the model of most calls, though it is the dearer one', [fable, fable, main], 40],
    ['the later of two that were used as often', [fable, main], 20],
    ['the later of two that were used as often, the other way round', [main, fable], 40],
    ['the later of two models of one tier', [main, opus5], 25],
    ['that of its own session, not of another', [main, pricedCall({ ...FABLE, session: 's2', costUsd: 0 })], 20],
    ['no agent’s', [main, agentCall('a', { ...FABLE, costUsd: 0 })], 20],
    ['that of all sessions where its own has no main thread', [pricedCall({ ...FABLE, session: 's2', costUsd: 0 })], 40],
    ['Opus where there is no main thread at all', [], 20],
    ['none where the main thread is on a model nobody knows', [pricedCall({ served: 'mine', tier: null, costUsd: 0 })], 0.5],
  ])('takes %s', (_, others, expected) => {
    expect(savingsOf([...others, agentCall('a', work)], catalog).baselineUsd).toBeCloseTo(expected, 12);
  }); // biome-ignore format: one case per line

  test('of direct calls is with the usual model of all sessions', () => {
    const direct = pricedCall({ ...work, source: 'bulk', session: null, who: 'bulk' });
    const { baselineUsd } = savingsOf(
      [main, fable, pricedCall({ ...FABLE, session: 's2', costUsd: 0 }), direct],
      catalog,
    );
    expect(baselineUsd).toBeCloseTo(40, 12);
  });

  test('leaves calls as they were that ran on the usual tier or above it', () => {
    const calls = [
      pricedCall({ ...SONNET, costUsd: 1 }),
      agentCall('a', { ...SONNET, served: 'claude-sonnet-5', input: MILLION, costUsd: 7 }),
      agentCall('b', { ...FABLE, input: MILLION, costUsd: 8 }),
    ];
    expect(savingsOf(calls, catalog)).toMatchObject({ actualUsd: 16, baselineUsd: 16, netUsd: 0 });
  });

  test('leaves out calls without a price, and takes those of an unknown tier by their tokens', () => {
    const calls = [main, agentCall('a', { ...work, costUsd: null }), agentCall('b', { served: 'mine', tier: null, input: MILLION, costUsd: 1 })];
    expect(savingsOf(calls, catalog)).toMatchObject({ actualUsd: 1, baselineUsd: 4, netUsd: 3 });
  }); // biome-ignore format: calls in one line

  test('is negative where the mix cost more', () => {
    expect(savingsOf([main, agentCall('a', { ...work, costUsd: 30 })], catalog).netUsd).toBe(-10);
  });

  test('counts web searches on both sides', () => {
    expect(usageOf(pricedCall()).webSearches).toBe(0);
    const search = agentCall('a', { ...HAIKU, webSearches: 3, costUsd: 0.03 });
    expect(savingsOf([main, search], catalog).baselineUsd).toBeCloseTo(0.03, 12);
  });
});

test('a price is that of the day of the call; none where no price is known', () => {
  const usage = { ...usageOf(pricedCall()), cacheRead: MILLION };
  const at = (day: string) => price('claude-sonnet-5-5', usage, pricedCall({ at: day }), catalog);
  expect(at('2026-10-06T23:59:59.999Z')).toBeCloseTo(0.2, 12);
  expect(at('2026-10-07T00:00:00.000Z')).toBeCloseTo(0.1, 12);
  expect(price('mine', usage, pricedCall(), catalog)).toBeNull();
});

test('tiers rank from the cheapest up, the unknown one below all', () => {
  expect([null, 'haiku', 'sonnet', 'opus', 'fable'].map((tier) => rank(tier as never))).toEqual([
    -1, 0, 1, 2, 3,
  ]);
});

const writtenIn = (again?: WrittenAgain) => again && again.in5m + again.in1h;

describe('a rebuilt cache', () => {
  const before = pricedCall({ cacheRead: 1000 });

  test.each([
    ['a quarter of the prompt is not enough', { cacheWrite5m: 1000, input: 3000 }, undefined],
    ['more than a quarter is', { cacheWrite5m: 1000, input: 2999 }, 1000],
    ['what was read again is not rebuilt', { cacheWrite5m: 1000, cacheRead: 600 }, undefined],
    ['what was read again lowers it', { cacheWrite5m: 1000, cacheRead: 400 }, 600],
    ['more read than there was', { cacheWrite5m: 1000, cacheRead: 1001 }, undefined],
    ['no more than was written', { cacheWrite5m: 700 }, 700],
    ['both lengths of writing count', { cacheWrite5m: 300, cacheWrite1h: 300 }, 600],
    ['no more than there was', { cacheWrite5m: 5000, cacheWrite1h: 500 }, undefined],
    ['no more than there was, of a small prompt', { cacheWrite5m: 2000 }, 1000],
  ])('%s', (_, tokens, again) => {
    const after = pricedCall({ ...SONNET, ...tokens });
    expect(writtenIn(cacheRebuilds([before, after]).get(after))).toBe(again);
  });

  test('is measured by all that was cached: read and written for both lengths', () => {
    const first = pricedCall({ cacheRead: 100, cacheWrite5m: 20, cacheWrite1h: 3 });
    const after = pricedCall({ ...SONNET, cacheWrite5m: 200 });
    expect(writtenIn(cacheRebuilds([first, after]).get(after))).toBe(123);
  });

  const rewrite = { cacheWrite5m: 1000 };
  test.each([
    ['of the same model', [before, pricedCall(rewrite)]],
    ['of another session', [before, pricedCall({ ...SONNET, ...rewrite, session: 's2' })]],
    ['of an agent', [before, agentCall('a', { ...SONNET, ...rewrite })]],
    ['after an agent', [agentCall('a', { cacheRead: 1000 }), pricedCall({ ...SONNET, ...rewrite })]],
    ['of no session', [pricedCall({ session: null, cacheRead: 1000 }), pricedCall({ ...SONNET, ...rewrite, session: null })]],
    ['at the start', [pricedCall(rewrite)]],
    ['after a call of the same model in between', [before, pricedCall({ ...SONNET }), pricedCall({ ...SONNET, ...rewrite })]],
  ])('is not one %s', (_, calls) => {
    expect(cacheRebuilds(calls).size).toBe(0);
  }); // biome-ignore format: one case per line

  test('costs what writing costs above reading, and the saving is net of it', () => {
    const calls = [
      pricedCall({ costUsd: 0 }),
      pricedCall({ cacheRead: MILLION, costUsd: 0.2 }),
      // Sonnet writes 300,000 for an hour and 700,000 for five minutes: 300,000 × 4 + 700,000 × 2.5 = $2.95.
      pricedCall({ ...SONNET, cacheWrite1h: 300_000, cacheWrite5m: 700_000, costUsd: 2.95 }),
    ];
    const savings = savingsOf(calls, catalog);
    expect(savings.cacheRebuildUsd).toBeCloseTo(2.95 - 0.1, 12); // read on Sonnet: $0.10
    expect(savings.baselineUsd).toBeCloseTo(0.2 + 0.2, 12); // read on Opus: $0.20
    expect(savings.netUsd).toBeCloseTo(0.4 - 3.15, 12);
  });

  test('of a part: hour-long writes are taken first, the rest stays written', () => {
    const calls = [
      pricedCall({ costUsd: 0 }),
      pricedCall({ cacheRead: 500_000, costUsd: 0.1 }),
      pricedCall({ ...SONNET, cacheWrite1h: 400_000, cacheWrite5m: 300_000, costUsd: 2.35 }),
    ];
    // 500,000 read, 200,000 written for five minutes: on Sonnet 0.05 + 0.5, on Opus 0.1 + 1.
    const savings = savingsOf(calls, catalog);
    expect(savings.cacheRebuildUsd).toBeCloseTo(2.35 - 0.55, 12);
    expect(savings.baselineUsd).toBeCloseTo(0.1 + 1.1, 12);
  });

  test('on the top tier itself is taken out of the comparison as well', () => {
    const calls = [
      pricedCall({ ...SONNET, cacheRead: MILLION, costUsd: 0.1 }),
      pricedCall({ cacheWrite5m: MILLION, costUsd: 5 }),
    ];
    const savings = savingsOf(calls, catalog);
    expect(savings.cacheRebuildUsd).toBeCloseTo(4.8, 12);
    expect(savings.baselineUsd).toBeCloseTo(0.2 + 0.2, 12);
  });

  test('of a model without a known price costs nothing that we know', () => {
    const calls = [
      pricedCall({ cacheRead: 1000, costUsd: 1 }),
      pricedCall({ served: 'mine', tier: null, cacheWrite5m: 1000, costUsd: 2 }),
    ];
    expect(savingsOf(calls, catalog)).toMatchObject({ actualUsd: 3, cacheRebuildUsd: 0 });
  });
});
