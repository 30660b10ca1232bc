// What was done under another policy, each call with its own tokens.
import { expect, test } from 'vitest';
import { estimateLedger } from '../../src/estimate/from-ledger.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import { inForce, NO_POLICY } from '../../src/routing/in-force.ts';
import { agentCall, HAIKU, pricedCall } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const { policy } = inForce(NO_POLICY, NO_POLICY);
const TOKENS = { input: 1000, cacheRead: 9000, output: 100 };
// Opus 4/20/.20, sonnet 2/10/.10, haiku .10/.50/.01 per million tokens.
const OPUS = (1000 * 4 + 9000 * 0.2 + 100 * 20) / 1e6;
const ON_HAIKU = (1000 * 0.1 + 9000 * 0.01 + 100 * 0.5) / 1e6;

test('agents of a known role go where their rule puts them; others, the main thread and direct calls stay', () => {
  const calls = [
    pricedCall({ ...TOKENS, costUsd: OPUS }),
    agentCall('Explore', { ...TOKENS, costUsd: OPUS }),
    agentCall('Explore', { ...TOKENS, input: 3000, costUsd: OPUS }),
    agentCall('custom:unknown', { ...TOKENS, costUsd: OPUS }),
    pricedCall({ ...TOKENS, ...HAIKU, source: 'bulk', who: 'bulk', costUsd: ON_HAIKU / 2, batch: true }),
  ];
  const { classes, totals, leftOut } = estimateLedger(calls, policy, catalog);
  expect(leftOut).toBe(0);
  expect(
    classes.map(({ name, requests, input, output, tier }) => [name, requests, input, output, tier]),
  ).toEqual([
    ['main', 1, 10_000, 100, 'opus'],
    ['Explore', 2, 11_000, 100, 'haiku'],
    ['custom:unknown', 1, 10_000, 100, 'opus'],
    ['bulk', 1, 10_000, 100, 'haiku'],
  ]);
  expect(classes[1]?.costUsd).toBeCloseTo(2 * ON_HAIKU + (2000 * 0.1) / 1e6, 9);
  expect(totals.actual).toBeCloseTo(4 * OPUS + ON_HAIKU / 2, 9);
  expect(totals.haiku).toBeCloseTo(4.5 * ON_HAIKU + (2000 * 0.1) / 1e6, 9);
});

test('what cannot be compared is left out and counted', () => {
  const calls = [
    pricedCall({ ...TOKENS, costUsd: OPUS }),
    pricedCall({ tier: null }),
    pricedCall({ costUsd: null }),
    pricedCall({ isSum: true }),
  ];
  const { totals, leftOut } = estimateLedger(calls, policy, catalog);
  expect([totals.actual, leftOut]).toEqual([OPUS, 3]);
});
