// What a run would cost, with the prompt cache and in batches, worked out by hand from the list prices of haiku.
import { expect, test } from 'vitest';
import { START } from '../../../src/bulk/outcome/ladder.ts';
import { doneBy } from '../../../src/bulk/outcome/outcome.ts';
import { climbingShares, withClimb } from '../../../src/bulk/result/climb.ts';
import { type Estimate, estimateRun } from '../../../src/bulk/result/estimate.ts';
import type { Standings } from '../../../src/bulk/survey/group-list.ts';
import { parseScheme } from '../../../src/bulk/task/scheme.ts';
import { loadCatalog } from '../../../src/models/catalog.ts';

const NOWHERE = '/nowhere/tierwise';

/** `requests` of nothing but the instructions, on haiku: $0.10 in, $0.50 out, $0.01 read and $0.20 written for an hour. */
function estimate(requests: number): Estimate {
  const rule = 'Say what the ticket is about, not what it says of itself. '.repeat(200);
  const task = parseScheme(`---\nname: s\ntags: { a: One., b: Two. }\n---\n${rule}\n`, 's.md');
  const work = { groups: 0, answers: 0, items: 1, requests, tokens: 0 };
  const survey = {
    items: 1,
    distinct: 0,
    standings() {},
    byRule: 0,
    byStored: 0,
    toAsk: work,
    byRung: [work],
    itemTokens: 0,
  };
  const catalog = loadCatalog(NOWHERE, NOWHERE, {});
  const settings = { task, tiers: ['haiku'], catalog, backend: null, maxCostUsd: null } as const;
  return estimateRun({ ...settings, batch: true, home: NOWHERE, pack: { items: 40, tokens: 8000 } }, survey);
}

test('a run of ten writes the cache once and reads it nine times', () => {
  const { tokens, costUsd, uncachedUsd } = estimate(10);
  const system = tokens.input / 10;
  expect(system).toBeGreaterThan(3000);
  const output = 10 * 6 * 0.5;
  expect(uncachedUsd).toBeCloseTo((10 * system * 0.1 + output) / 1e6, 9);
  expect(costUsd).toBeCloseTo((system * 0.125 + 9 * system * 0.01 + output) / 1e6, 9);
});

test('in a batch seven of ten reads hit, the others write for an hour, and all but the probe are half the price', () => {
  const { tokens, batchUsd } = estimate(11);
  const system = tokens.input / 11;
  const each = (4 * system * 0.2 + 7 * system * 0.01) / 11 + 6 * 0.5;
  expect(batchUsd).toBeCloseTo((each * (1 + 10 / 2)) / 1e6, 9);
});

const NO_WORK = { groups: 0, answers: 0, items: 0, requests: 0, tokens: 0 };

/** Groups decided on haiku, and groups that wait for sonnet, of which nothing is left to ask. */
const stored =
  (decided: number, waiting: number): Standings =>
  (visit) => {
    for (let at = 0; at < decided; at++) visit(doneBy('haiku', [`${at}`]), 1, START);
    for (let at = 0; at < waiting; at++) visit(undefined, 1, { rung: 1, pass: 0, said: [] });
  };

test('a task without answers is expected to climb by one in fifty, and then by what they tell', () => {
  expect(climbingShares(stored(0, 0), ['haiku', 'sonnet'])).toEqual([0.02, 0.02]);
  expect(climbingShares(stored(150, 0), ['haiku'])).toEqual([0.005]);
  expect(climbingShares(stored(0, 150), ['haiku'])).toEqual([0.755]);
});

test('what climbs is work above: each group once, in full packs, with tokens of its own', () => {
  const haiku = { groups: 1000, answers: 2000, items: 5000, requests: 50, tokens: 40_000 };
  const [first, second, third] = withClimb([haiku, NO_WORK, NO_WORK], [0.1, 0.01, 0.5], 20);
  expect(first).toEqual(haiku);
  expect(second).toEqual({ groups: 100, answers: 100, items: 0, requests: 5, tokens: 2000 });
  expect(third).toEqual({ groups: 1, answers: 1, items: 0, requests: 1, tokens: 20 });
});
