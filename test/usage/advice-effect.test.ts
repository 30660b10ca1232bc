// Advice is remembered, and what following it came to is worked out from the calls after it. Prices as in savings.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { followedAdvice, type GivenAdvice, keepAdvice, readAdvice } from '../../src/usage/advice-effect.ts';
import type { Advice } from '../../src/usage/advice-types.ts';
import type { PricedCall } from '../../src/usage/priced-call.ts';
import { agentCall, HAIKU, pricedCall } from '../support/priced-calls.ts';

const catalog = loadCatalog('/nowhere', '/nowhere', {});
const given: GivenAdvice = {
  ...{ at: '2026-11-10T00:00:00.000Z', kind: 'mechanical-on-top', subject: 'explorer' },
  change: { from: 'opus', to: 'haiku' },
};
const on = (day: string, facts: Partial<PricedCall> = {}) =>
  agentCall('explorer', { at: `2026-11-${day}T12:00:00.000Z`, input: 50_000, costUsd: 0.2, ...facts });
const cheap = { ...HAIKU, costUsd: 0.005 };

test('what it saved is the same tokens as before less what they cost, from the first call that followed it', () => {
  const calls = [on('09', cheap), on('11'), on('12', cheap), on('13', cheap), agentCall('other', { ...cheap, at: '2026-11-13T12:00:00.000Z' })];
  expect(followedAdvice(calls, [given], catalog)).toEqual([
    { kind: 'mechanical-on-top', subject: 'explorer', from: 'opus', to: 'haiku', since: '2026-11-12T12:00:00.000Z', calls: 2, savedUsd: expect.closeTo(0.39, 10) },
  ]);
}); // biome-ignore format: one line each

test.each([
  ['no call since', [on('09', cheap)]],
  ['none on what was advised', [on('11'), on('12')]],
  ['half of the calls since on what they were before', [on('11', cheap), on('12')]],
])('with %s it was not followed', (_, calls) => {
  expect(followedAdvice(calls, [given], catalog)).toEqual([]);
});

test('a lower effort is measured by the client’s own index', () => {
  const less: GivenAdvice = { ...given, kind: 'thinking', subject: 'main', change: { from: 'high', to: 'medium', model: 'claude-opus-5-5' } };
  const calls = [pricedCall({ at: '2026-11-12T12:00:00.000Z', effort: 'medium', costUsd: 0.66 })];
  expect(followedAdvice(calls, [less], catalog)).toMatchObject([{ to: 'medium', savedUsd: expect.closeTo(0.34, 10) }]);
  expect(followedAdvice([{ ...(calls[0] as PricedCall), effort: 'max' }], [less], catalog)).toEqual([]);
}); // biome-ignore format: one line each

test('a piece of advice is kept once, with the day it was given first; what changes nothing is not kept', () => {
  const home = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const advice = (facts: Partial<Advice> = {}): Advice => ({
    ...{ kind: 'mechanical-on-top', subject: 'explorer', text: '', savesUsd: 1, evidence: null },
    ...{ setting: { file: '', line: '' }, change: { from: 'opus', to: 'haiku' } },
    ...facts,
  });
  const keep = (day: string, ...all: Advice[]) => keepAdvice(home, all, { given: readAdvice(home, () => {}), at: new Date(day) });
  keep('2026-11-10', advice(), advice({ kind: 'model-switch', change: null }));
  keep('2026-11-11', advice({ change: { from: 'fable', to: 'haiku' } }), advice({ subject: 'linter' }));
  expect(readAdvice(home, () => {}).map(({ at, subject }) => [at.slice(0, 10), subject])).toEqual([
    ['2026-11-10', 'explorer'],
    ['2026-11-11', 'linter'],
  ]);
}); // biome-ignore format: one line
