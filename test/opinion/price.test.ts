// What an opinion costs, before anybody is asked.
import { expect, test } from 'vitest';
import type { Backend } from '../../src/ask/backend.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import { backendRespondent } from '../../src/opinion/backend-respondent.ts';
import { type PriceLine, priceOf } from '../../src/opinion/price.ts';
import { priceText } from '../../src/opinion/price-text.ts';
import { fairJudge, respondent, settingsFor } from '../support/opinion-settings.ts';

const nobody = (): never => {
  throw new Error('a price asks nobody');
};
const priced = (name: string) => respondent(name, nobody);
const unpriced = (name: string) => {
  const { price: _, ...voice } = respondent(name, nobody, { priced: false });
  return voice;
};
const shape = (lines: readonly PriceLine[]): string[] =>
  lines.map(({ role, who, requests, usd }) => {
    const cost = usd ? `${usd.usual}-${usd.most}` : '?';
    return `${role} ${who} ${requests.usual}-${requests.most} ${cost}`;
  });

test('of a question: each voice, the judge in both orders and again, the round', () => {
  const price = priceOf(settingsFor([priced('a'), unpriced('b')], { rebut: true }));
  expect(shape(price.lines)).toEqual([
    'voice a 1-1 1-2',
    'voice b 1-1 ?',
    'judge judge 2-12 2-24',
    'rebuttal a 1-1 1-2',
    'rebuttal b 1-1 ?',
  ]);
  expect(price).toMatchObject({ usualUsd: 4, ifTheyDifferUsd: null, mostUsd: 28, unpriced: ['b'] });
  expect(priceText(price)).toContain(
    'Usually about $4.00, at most $28.00. No price is known for b: not in these sums.',
  );
});

test('of a review: each voice, the judge, who checks', () => {
  const diff = { text: 'diff --git a/a b/a\n', origin: 'git diff', after: () => null };
  const material = { files: [], diff: { ...diff, folders: [] } as never };
  const more = { review: true, material, verifiers: [priced('haiku'), priced('sonnet')] };
  expect(shape(priceOf(settingsFor([priced('a'), priced('b')], more)).lines)).toEqual([
    'voice a 1-1 1-2',
    'voice b 1-1 1-2',
    'judge judge 1-2 1-4',
    'check haiku 1-2 1-4',
  ]);
});

test('with scouts: what they cost when they agree, and when they do not; one of the panel is paid once', () => {
  const scouts = { voices: [priced('haiku'), priced('codex')], judge: fairJudge() };
  const price = priceOf(settingsFor([priced('opus'), priced('codex')], { scouts }));
  expect(shape(price.lines)).toEqual([
    'scout haiku 1-1 1-2',
    'scout codex 1-1 1-2',
    'judge of scouts judge 2-8 2-16',
    'voice opus 1-1 1-2',
    'judge judge 2-12 2-24',
  ]);
  expect(price).toMatchObject({ usualUsd: 4, ifTheyDifferUsd: 7, mostUsd: 46 });
  expect(priceText(price)).toContain(
    'Usually about $4.00 when the scouts agree, $7.00 when they differ, at most $46.00.',
  );
});

test('one voice alone has no judge', () => {
  expect(shape(priceOf(settingsFor([priced('a')])).lines)).toEqual(['voice a 1-1 1-2']);
});

test('tokens are measured as all estimates measure them: three bytes each, at the list price', () => {
  const backend: Backend = { name: 'api', via: 'the test', billedTo: 'nobody', ask: async () => nobody() };
  const model = 'claude-opus-5-5';
  const opus = backendRespondent({ name: 'opus', backend, model, effort: null }, loadCatalog('/', '/', {}));
  const prompt = { system: '', user: 'x'.repeat(3_000_000 - 4), schema: null }; // and "null"
  const rates = loadCatalog('/', '/', {}).model(model)?.prices[0];
  expect(opus.price?.(prompt, 1000).usualUsd).toBeCloseTo(
    (rates?.input ?? 0) + (rates?.output ?? 0) / 1000,
    6,
  );
  expect(opus.price?.(prompt, 1000).mostUsd).toBeGreaterThan(3 * (rates?.input ?? 0));
});
