import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCatalog } from '../../src/models/catalog.ts';
import { costUsd, NO_USAGE, type Usage } from '../../src/models/cost.ts';
import { shortAnswerParameters } from '../../src/models/parameters.ts';
import { MODELS, TIERS } from '../../src/models/table.ts';
import { estimateTokens, maximumTokens } from '../../src/models/tokens.ts';

const today = { at: new Date('2026-11-20T12:00:00Z') };
const usage = (tokens: Partial<Usage>): Usage => ({ ...NO_USAGE, ...tokens });
const catalog = loadCatalog('/nowhere', '/nowhere', {});
const cost = (model: string, tokens: Partial<Usage>, billing = {}) =>
  costUsd(catalog.model(model), usage(tokens), { ...today, ...billing });

test.each<[string, Partial<Usage>, object, number]>([
  ['claude-haiku-5-5', { input: 1_000_000 / 10, output: 1000 }, {}, 0.0105],
  // The step is at 100,000 prompt tokens, cached ones counted: one more and the whole request costs five times as much.
  ['claude-haiku-5-5', { input: 50_000, cacheRead: 50_000, output: 1000 }, {}, 0.006],
  ['claude-haiku-5-5', { input: 50_001, cacheRead: 50_000, output: 1000 }, {}, 0.0300005],
  ['claude-haiku-5-5', { cacheWrite5m: 8000, cacheWrite1h: 8000 }, {}, 0.001 + 0.0016],
  ['claude-haiku-5-5', { input: 10, output: 8 }, {}, 0.000005],
  ['claude-opus-5-5', { input: 1000, output: 1000 }, {}, 0.024],
  ['claude-opus-5-5', { input: 1000, output: 1000 }, { batch: true }, 0.012],
  ['claude-opus-5-5', { input: 1000, output: 1000 }, { usOnly: true }, 0.0264],
  ['claude-opus-5-5', { input: 1000, output: 1000 }, { fast: true }, 0.048],
  ['claude-sonnet-5-5', { cacheRead: 1_000_000 }, {}, 0.1],
  ['claude-sonnet-5-5', { cacheRead: 1_000_000 }, { at: new Date('2026-10-06T23:59:59Z') }, 0.2],
  ['claude-sonnet-5-5', { cacheRead: 1_000_000 }, { at: new Date('2026-10-07T00:00:00Z') }, 0.1],
  ['claude-haiku-4-5-20251001', { input: 1_000_000 }, {}, 1],
  ['claude-fable-5-2', { output: 1_000_000, webSearches: 3 }, {}, 40.03],
])('%s %o %o costs $%d', (model, tokens, billing, expected) => {
  expect(cost(model, tokens, billing)).toBeCloseTo(expected, 10);
});

test('a model that neither table nor settings know is unpriced, however much its name looks like another', () => {
  expect(cost('claude-opus-5-6', { input: 1 })).toBeNull();
  expect(cost('claude-haiku-5-5-fast', { input: 1 })).toBeNull();
});

test('every tier stands for a model in the table, each more expensive than the one below', () => {
  const outputs = Object.values(TIERS).map(({ model }) => MODELS[model]?.prices[0]?.output);
  expect(outputs).toEqual([0.5, 10, 20, 40]);
});

test('parameters follow what the model takes', () => {
  const of = (id: string) => shortAnswerParameters(MODELS[id] as never, 'low');
  expect(of('claude-haiku-5-5')).toMatchObject({
    effort: 'low',
    thinking: 'disabled',
    thinkingRoomTokens: 0,
  });
  expect(of('claude-sonnet-5-5')).toMatchObject({ effort: 'low', thinking: 'between_tools' });
  expect(of('claude-opus-5-5')).toMatchObject({ effort: 'low', thinking: null, thinkingRoomTokens: 4000 });
  expect(of('claude-haiku-4-5')).toMatchObject({ effort: null, thinking: null, thinkingRoomTokens: 0 });
});

test('a trusted project overrides the user, who overrides the environment, which overrides the table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')] as const;
  mkdirSync(home);
  mkdirSync(join(project, '.claude'), { recursive: true });
  writeFileSync(
    join(home, 'tierwise.md'),
    `---\ntrust: [${project}]\ntiers: { haiku: { model: mine, effort: high }, opus: { model: big } }\n---\n`,
  );
  writeFileSync(
    join(project, '.claude', 'tierwise.md'),
    '---\ntiers: { haiku: { model: ours } }\nmodels: { ours: { input: 2, output: 4 } }\n---\nProse.\n',
  );
  const env = { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'env-haiku', ANTHROPIC_DEFAULT_SONNET_MODEL: 'env-sonnet' };
  const { tiers, model } = loadCatalog(home, project, env);
  expect(tiers).toMatchObject({
    haiku: { model: 'ours', effort: 'high' },
    sonnet: { model: 'env-sonnet', effort: 'low' },
    opus: { model: 'big', effort: 'medium' },
    fable: { model: 'claude-fable-5-2' },
  });
  // Cache prices not given follow the usual ratios.
  expect(model('ours')?.prices[0]).toEqual({
    input: 2,
    output: 4,
    cacheRead: 0.2,
    cacheWrite5m: 2.5,
    cacheWrite1h: 4,
  });
});

test('the token estimate lies below the bound, whatever the script', () => {
  for (const text of ['plain words', 'жук', '漢字', '🙂']) {
    expect(estimateTokens(text)).toBeLessThanOrEqual(maximumTokens(text));
  }
  expect(maximumTokens('漢字')).toBe(6);
});
