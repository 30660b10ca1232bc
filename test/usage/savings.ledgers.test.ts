// Seven ledgers with their truth worked out by hand, as an accountant would sign it. Dollars per million tokens: Fable 5.2 8 in,
// Opus 5.5 4 in and 20 out (0.20 read, 5 and 8 written), Sonnet 5.5 half of that, Haiku 5.5 0.10 in and 0.50 out.
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { costUsd } from '../../src/models/cost.ts';
import type { FailureFacts } from '../../src/usage/failures.ts';
import { type PricedCall, usageOf } from '../../src/usage/priced-call.ts';
import { billingOf, type Savings, savingsOf } from '../../src/usage/savings.ts';
import type { Settled, WorkOutcome } from '../../src/usage/work-outcome.ts';
import { agentCall, FABLE, HAIKU, pricedCall, SONNET } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const MILLION = 1_000_000;

/** A call at its own price. */
function paid(call: PricedCall): PricedCall {
  return { ...call, costUsd: costUsd(catalog.model(call.served), usageOf(call), billingOf(call)) };
}
const main = (facts: Partial<PricedCall> = {}) => paid(pricedCall({ input: MILLION, ...facts }));
const agent = (who: string, facts: Partial<PricedCall> = {}) =>
  paid(agentCall(who, { input: 50_000, ...facts }));
const truth = (calls: PricedCall[], failures: Partial<FailureFacts> = {}): Savings =>
  savingsOf(calls, catalog, { outcomes: [], settled: [], cutOff: new Set(), ...failures });
const near = (usd: number) => expect.closeTo(usd, 10);

const OUTCOME: WorkOutcome = {
  ...{
    id: '',
    at: '2026-11-20T10:00:00.000Z',
    source: 'plan',
    project: '/p',
    kind: 'code',
    executor: 'claude',
  },
  ...{ tier: 'haiku', effort: 'low', tries: 1, passed: true, costUsd: 0 },
};
const tryOf = (step: string, number: number, facts: Partial<PricedCall>) =>
  pricedCall({
    ...{
      id: `plan|p|abc|${step}|${number}|170000000${number}`,
      source: 'plan',
      session: null,
      who: 'plan',
      isSum: true,
    },
    ...facts,
  });

test('1. six tries on Haiku that failed before Opus passed cost what they cost, and saved nothing', () => {
  // Each try: a million tokens in several requests, at $0.10 a million. Opus: the same, $4.
  const tries = [1, 2, 3, 4, 5, 6].map((number) => tryOf('a', number, { ...HAIKU, input: MILLION, costUsd: 0.1 }));
  const opus = tryOf('a', 7, { input: MILLION, costUsd: 4 });
  const outcomes = [
    { ...OUTCOME, id: 'plan|p|abc|a|f1|haiku/low', tries: 6, passed: false, costUsd: 0.6 },
    { ...OUTCOME, id: 'plan|p|abc|a|f1|opus/medium', tier: 'opus' as const, costUsd: 4 },
  ];
  expect(truth([...tries, opus], { outcomes })).toMatchObject({
    ...{ actualUsd: near(4.6), baselineUsd: near(4), grossUsd: near(0), failedUsd: near(0.6), netUsd: near(-0.6) },
    byKind: { code: { failedUsd: near(0.6), netUsd: near(-0.6) } },
  });
  // The third try on Haiku held: two tries for nothing, one in the place of $4.
  const third = [{ ...OUTCOME, id: 'plan|p|abc|a|f1|haiku/low', tries: 3, costUsd: 0.3 }];
  expect(truth(tries.slice(0, 3), { outcomes: third })).toMatchObject({ failedUsd: near(0.2), grossUsd: near(3.9), netUsd: near(3.7) });
  // A try that the program itself broke off failed, whatever came of the work.
  const broken = { ...tries[0], stop: 'failed' } as PricedCall;
  expect(truth([broken], {})).toMatchObject({ failedUsd: near(0.1), netUsd: near(-0.1) });
}); // biome-ignore format: one line each

test('2. a batch is at half price on both sides', () => {
  const batch = paid(pricedCall({ ...HAIKU, source: 'bulk', session: null, who: 'bulk', batch: true, input: 100_000, output: 10_000 }));
  // Haiku: (0.01 + 0.005) / 2. Opus: (0.4 + 0.2) / 2.
  expect(truth([batch])).toMatchObject({ actualUsd: near(0.0075), baselineUsd: near(0.3), netUsd: near(0.2925) });
}); // biome-ignore format: one line each

test('3. so are fast mode, the US alone and a region', () => {
  const fast = agent('a', { ...SONNET, fast: true, usOnly: true }); // Sonnet has no fast rates: 0.1 × 1.1; Opus fast: 0.4 × 1.1
  expect(truth([main({ input: 0 }), fast])).toMatchObject({ actualUsd: near(0.11), baselineUsd: near(0.44) });
  const regional = agent('a', { ...HAIKU, requested: 'eu.anthropic.claude-haiku-5-5' });
  expect(truth([main({ input: 0 }), regional])).toMatchObject({
    actualUsd: near(0.0055),
    baselineUsd: near(0.22),
  });
});

test('4. the baseline is the usual model of the thread, not the dearest it touched once', () => {
  const calls = [main(), main(), main({ ...FABLE }), agent('a', HAIKU)];
  // 4 + 4 + 8 stay; the agent's 50,000 tokens are $0.005, on Opus $0.20 (on Fable it would be $0.40).
  expect(truth(calls)).toMatchObject({
    actualUsd: near(16.005),
    baselineUsd: near(16.2),
    netUsd: near(0.195),
  });
});

test('5. a switch rebuilds the cache while that lives, and not after', () => {
  const cached = main({ input: 0, cacheRead: MILLION }); // $0.20
  const switched = (at: string, facts: Partial<PricedCall> = {}) =>
    main({ ...SONNET, input: 0, cacheWrite5m: MILLION, at, ...facts }); // $2.50; read, $0.10 on Sonnet
  const usual = [cached, cached];
  expect(truth([...usual, switched('2026-11-20T10:05:00.000Z')])).toMatchObject({
    ...{ cacheRebuildUsd: near(2.4), grossUsd: near(0.1), netUsd: near(-2.3), baselineUsd: near(0.6) },
  });
  // After five minutes any model had to write it: on Opus for $5.
  expect(truth([...usual, switched('2026-11-20T10:05:00.001Z')])).toMatchObject({
    ...{ cacheRebuildUsd: near(0), grossUsd: near(2.5), netUsd: near(2.5), baselineUsd: near(5.4) },
  });
  // One written for an hour lives as long.
  const hour = main({ input: 0, cacheRead: 500_000, cacheWrite1h: 500_000 });
  expect(truth([hour, hour, switched('2026-11-20T11:00:00.000Z')]).cacheRebuildUsd).toBeCloseTo(2.4, 10);
  expect(truth([hour, hour, switched('2026-11-20T11:00:00.001Z')]).cacheRebuildUsd).toBeCloseTo(0, 10);
});

test('6. what a tier of a bulk run handed up was paid for twice', () => {
  const bulk = (facts: Partial<PricedCall>) => paid(pricedCall({ source: 'bulk', session: null, who: 'bulk', ...facts }));
  const calls = [bulk({ ...HAIKU, input: 100_000 }), bulk({ input: 30_000 })]; // $0.01 for all, $0.12 for those handed up
  const settled: Settled[] = [
    { at: '', project: '/p', task: 't', hash: 'h', kind: 'classification', tier: 'haiku', effort: 'low', asked: 100, settled: 70, costUsd: 0.01 },
  ];
  // 70 of 100 held: $0.28 on Opus in their place. 30 cost $0.003 for nothing.
  expect(truth(calls, { settled })).toMatchObject({ failedUsd: near(0.003), grossUsd: near(0.28 - 0.007), netUsd: near(0.27), baselineUsd: near(0.4) });
  expect(truth(calls, { settled: settled.map((one) => ({ ...one, project: '/q' })) }).failedUsd).toBe(0);
}); // biome-ignore format: one line each

test('7. checking cheaper work is its cost, and an agent that was cut off saved nothing', () => {
  const draft = agent('implementer', HAIKU); // $0.005, on Opus $0.20
  const review = agent('code-reviewer', {}); // $0.20
  const calibration = paid(
    pricedCall({ source: 'calibrate', session: null, who: 'calibrate', input: 100_000 }),
  ); // $0.40
  expect(truth([main(), draft, review, calibration])).toMatchObject({
    ...{ verificationUsd: near(0.6), grossUsd: near(0.195), netUsd: near(-0.405) },
  });
  // A review of work that was not cheaper would have been made in any case.
  expect(truth([main(), review, draft])).toMatchObject({ verificationUsd: 0 });
  expect(truth([main(), agent('implementer'), review])).toMatchObject({ verificationUsd: 0 });
  expect(truth([main(), draft], { cutOff: new Set([draft.id]) })).toMatchObject({
    ...{ failedUsd: near(0.005), grossUsd: 0, netUsd: near(-0.005) },
  });
  // What failed on the usual model would have been tried there in any case.
  const onOpus = agent('implementer');
  expect(truth([main(), onOpus], { cutOff: new Set([onOpus.id]) })).toMatchObject({
    failedUsd: 0,
    netUsd: near(0),
  });
});
