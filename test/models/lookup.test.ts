// Which prices a name stands for: the user's table before the organization's contract before the list. Haiku 5.5 is $0.10 in and
// $0.50 out per million tokens, Opus 5.5 $4 and $20.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCatalog, loadCatalogLeniently, UNKNOWN_MODEL } from '../../src/models/catalog.ts';
import { readContract } from '../../src/models/contract.ts';
import { costUsd, NO_USAGE } from '../../src/models/cost.ts';
import { modelLookup } from '../../src/models/lookup.ts';
import { shippedModel } from '../../src/models/table.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** The catalog of a user whose settings describe these models. */
function withModels(models: string) {
  const home = folder();
  writeFileSync(join(home, 'tierwise.md'), `---\nmodels:\n${models}\n---\n`);
  return loadCatalog(home, '/nowhere', { HOME: home });
}
const input = (catalog: { model: ReturnType<typeof modelLookup> }, id: string) =>
  catalog.model(id)?.prices[0]?.input;

describe("the user's table", () => {
  test('an alias has all of another model, its long-prompt step included', () => {
    const catalog = withModels('  fast-one: { as: claude-haiku-5-5 }');
    expect(catalog.model('fast-one')).toEqual(shippedModel('claude-haiku-5-5'));
    expect(catalog.nameOf('fast-one')).toBe('claude-haiku-5-5');
  });

  test('an alias may change a fact, and be multiplied', () => {
    const catalog = withModels('  fast-one: { as: claude-haiku-5-5, multiplier: 0.5, images: false }');
    expect(catalog.model('fast-one')).toMatchObject({ images: false, prices: [{ input: 0.05, longPrompt: { input: 0.25 } }] }); // biome-ignore format: one line
  });

  test('an alias of an alias is followed, a circle is not', () => {
    const catalog = withModels(
      '  a: { as: b }\n  b: { as: claude-opus-5-5 }\n  c: { as: d }\n  d: { as: c }',
    );
    expect(input(catalog, 'a')).toBe(4);
    expect(catalog.model('c')).toBeUndefined();
  });

  test('a pattern covers names, the later of two that fit, and a name itself goes before', () => {
    const catalog = withModels(
      '  "acme-*": { as: claude-opus-5-5 }\n  "acme-*-small": { as: claude-haiku-5-5 }\n  acme-x-small: { input: 7, output: 8 }',
    );
    expect(input(catalog, 'acme-big')).toBe(4);
    expect(input(catalog, 'acme-y-small')).toBe(0.1);
    expect(input(catalog, 'acme-x-small')).toBe(7);
    expect(catalog.model('other')).toBeUndefined();
  });

  test('a price of a model of the list covers each form of its name', () => {
    const catalog = withModels('  claude-opus-5-5: { input: 3, output: 15 }');
    for (const id of ['us.anthropic.claude-opus-5-5', 'anthropic/claude-opus-5.5', 'claude-opus-5-5[1m]'])
      expect(input(catalog, id)).toBe(3);
    expect(input(catalog, 'claude-opus-5')).toBe(5);
  });

  test('a contract of the user’s own: a share of the list for every model', () => {
    const catalog = withModels('  "claude-*": { multiplier: 0.8 }');
    const usage = { ...NO_USAGE, input: 1_000_000, webSearches: 1 };
    const cost = costUsd(catalog.model('claude-opus-5-5'), usage, { at: new Date() });
    expect(cost).toBeCloseTo(0.8 * 4.01, 12);
  });

  test.each([
    ['{ input: 1 }', 'expected both input and output'],
    ['{ images: true }', 'expected input and output, "as: <model>", or a multiplier'],
    ['{ as: x, multiplier: 0 }', 'models.m.multiplier'],
  ])('%s is a mistake that is named', (model, message) => {
    expect(() => withModels(`  m: ${model}`)).toThrow(message);
  });

  test('a project that is not trusted sets none of it', () => {
    const [home, project] = [folder(), folder()];
    mkdirSync(join(project, '.claude'));
    writeFileSync(
      join(project, '.claude', 'tierwise.md'),
      '---\nmodels: { "claude-*": { multiplier: 0.01 } }\n---\n',
    );
    expect(input(loadCatalogLeniently(home, project, { HOME: home }), 'claude-opus-5-5')).toBe(4);
  });
});

describe("the organization's contract", () => {
  function contract(settings: object, more: Record<string, object> = {}) {
    const managed = folder();
    mkdirSync(join(managed, 'managed-settings.d'));
    for (const [name, content] of Object.entries({ 'managed-settings.json': settings, ...more }))
      writeFileSync(join(managed, name), JSON.stringify(content));
    const read = readContract({ HOME: folder() }, managed);
    return modelLookup({ own: new Map(), contract: read, listed: shippedModel, unknown: UNKNOWN_MODEL });
  }
  const row = { input: 3, output: 15, cacheRead: 0.15, cacheWrite: 3.75 };
  const MILLION = 1_000_000;
  const at = new Date('2026-11-20T12:00:00Z');

  test('a row is charged as written: one price for cache writes, nothing added for fast mode or the US', () => {
    const model = contract({ modelPricing: { overrides: { 'claude-opus-5-5': row } } })(
      'us.anthropic.claude-opus-5-5',
    );
    const usage = { ...NO_USAGE, input: MILLION, cacheWrite1h: MILLION };
    expect(costUsd(model, usage, { at })).toBeCloseTo(6.75, 12);
    expect(costUsd(model, usage, { at, fast: true, usOnly: true, regional: true })).toBeCloseTo(6.75, 12);
    expect(model?.tier).toBe('opus');
  });

  test('a multiplier scales every model, web searches too', () => {
    const models = contract({ modelPricing: { multiplier: 0.85, overrides: { 'claude-opus-5-5': row } } });
    expect(costUsd(models('claude-opus-5-5'), { ...NO_USAGE, input: MILLION }, { at })).toBeCloseTo(0.85 * 3, 12);
    expect(costUsd(models('claude-sonnet-5-5'), { ...NO_USAGE, input: MILLION, webSearches: 1 }, { at })).toBeCloseTo(0.85 * 2.01, 12);
  }); // biome-ignore format: one line each

  test('a name of its own gateway means that one alone', () => {
    const models = contract({ modelPricing: { overrides: { 'Acme-Opus': row } } });
    expect(models('acme-opus')?.prices[0]).toMatchObject({ input: 3 });
    expect(models('acme-opus-2')).toBeUndefined();
  });

  test('what is wrong is passed over, the rest holds; the last file that sets anything wins', () => {
    const broken = {
      modelPricing: { multiplier: 99, overrides: { a: { input: 1 }, 'claude-opus-5-5': row } },
    };
    const models = contract(broken);
    expect(models('a')).toBeUndefined();
    expect(models('claude-opus-5-5')?.prices[0]?.input).toBe(3);
    const later = contract(broken, { 'managed-settings.d/10.json': { modelPricing: { multiplier: 0.5 } } });
    expect(later('claude-opus-5-5')?.prices[0]?.input).toBe(2);
    expect(contract({ model: 'opus' })('claude-opus-5-5')).toBe(shippedModel('claude-opus-5-5'));
  });
});
