// What a workload costs, against arithmetic written out. Prices per million tokens on 2026-11-20, input/output/cache read: haiku
// .10/.50/.01 (with more than 100,000 tokens .50/2.50/.05), sonnet 2/10/.10, opus 4/20/.20, fable 8/40/.20. A batch is half of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Estimate, estimateWorkload } from '../../src/estimate/estimate.ts';
import { parseWorkload } from '../../src/estimate/workload.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import { inForce, NO_POLICY, tiersWith } from '../../src/routing/in-force.ts';
import { parsePolicy } from '../../src/routing/parse.ts';
import { REPOSITORY } from '../support/repository.ts';

const M = 1_000_000;
const catalog = loadCatalog('/nowhere', '/nowhere', {});
const options = (policy = '', models = catalog) => ({
  policy: inForce(
    policy ? parsePolicy(policy, 'tierwise.md') : NO_POLICY,
    NO_POLICY,
    tiersWith(models.tiers, models.model),
  ).policy,
  catalog: models,
  at: new Date('2026-11-20T12:00:00Z'),
});
const estimate = (text: string, ...more: Parameters<typeof options>): Estimate =>
  estimateWorkload(parseWorkload(text, 'work.yaml'), options(...more));
const example = (name: string): Estimate =>
  estimate(readFileSync(join(REPOSITORY, 'examples', `${name}.yaml`), 'utf8'));

/** Each class with its tier and cost in order, and the totals, to a millionth of a dollar. */
function expectCosts(
  { classes, totals }: Estimate,
  wanted: Record<string, [string, number]>,
  sums: Record<string, number>,
): void {
  expect(classes.map(({ name, tier }) => [name, tier])).toEqual(
    Object.entries(wanted).map(([name, [tier]]) => [name, tier]),
  );
  for (const { name, costUsd } of classes) expect(costUsd, name).toBeCloseTo(wanted[name]?.[1] as number, 6);
  for (const [tier, usd] of Object.entries(sums)) expect(totals[tier], tier).toBeCloseTo(usd, 6);
  expect(Object.keys(totals)).toEqual(['haiku', 'sonnet', 'opus', 'fable', 'policy']);
}

test('100,000 requests a month in four classes', () => {
  // 60,000 × (500 in, 50 out), 25,000 × (2,000, 300), 12,000 × (4,000, 1,200), 3,000 × (12,000, 3,000)
  const input = 60_000 * 500 + 25_000 * 2_000 + 12_000 * 4_000 + 3_000 * 12_000; // 164 million
  const output = 60_000 * 50 + 25_000 * 300 + 12_000 * 1_200 + 3_000 * 3_000; // 33.9 million
  expectCosts(
    example('requests-per-month'),
    {
      'classify a message': ['haiku', (60_000 * (500 * 0.1 + 50 * 0.5)) / M], // $4.50
      'summarize a document': ['haiku', (25_000 * (2_000 * 0.1 + 300 * 0.5)) / M], // $8.75
      'write a function': ['sonnet', (12_000 * (4_000 * 2 + 1_200 * 10)) / M], // $240
      'weigh an architecture': ['opus', (3_000 * (12_000 * 4 + 3_000 * 20)) / M], // $324
    },
    {
      haiku: (input * 0.1 + output * 0.5) / M, // $33.35
      sonnet: (input * 2 + output * 10) / M, // $667
      opus: (input * 4 + output * 20) / M, // $1,334
      fable: (input * 8 + output * 40) / M, // $2,668
      policy: 4.5 + 8.75 + 240 + 324,
    },
  );
});

test('the content pipeline: a tier of its own, a batch, a cached guide', () => {
  const draft = 1_000 * (2_000 * 2 + 2_500 * 10); // sonnet
  const meta = (1_000 * (3_000 * 0.1 + 80 * 0.5)) / 2; // haiku, half of it in a batch
  const review = 1_000 * (3_000 * 4 + 6_000 * 0.2 + 600 * 20); // opus, 6,000 of 9,000 from the cache
  const onHaiku = 1_000 * (2_000 * 0.1 + 2_500 * 0.5 + 3_000 * 0.1 + 6_000 * 0.01 + 600 * 0.5) + meta;
  expectCosts(
    example('content-pipeline'),
    { draft: ['sonnet', draft / M], meta: ['haiku', meta / M], review: ['opus', review / M] },
    { haiku: onHaiku / M, policy: (draft + meta + review) / M },
  );
});

test('four tasks; on haiku the last one is beyond the step of its price', () => {
  const edit = 2_000 * 2 + 500 * 10; // sonnet
  const tests = 8_000 * 2 + 3_000 * 10; // sonnet
  const debugging = 15_000 * 4 + 15_000 * 0.2 + 4_000 * 20; // opus, half of it from the cache
  const analysis = 150_000 * 4 + 8_000 * 20; // opus
  const short =
    2_000 * 0.1 + 500 * 0.5 + 8_000 * 0.1 + 3_000 * 0.5 + 15_000 * 0.1 + 15_000 * 0.01 + 4_000 * 0.5;
  const long = 150_000 * 0.5 + 8_000 * 2.5;
  expectCosts(
    example('tasks'),
    {
      'simple edit': ['sonnet', edit / M],
      'write tests': ['sonnet', tests / M],
      debugging: ['opus', debugging / M],
      'codebase analysis': ['opus', analysis / M],
    },
    { haiku: (short + long) / M, policy: (edit + tests + debugging + analysis) / M },
  );
});

const MILLION_IN = 'requests: 1, input: 1000, output: 0';

test('the policy decides where the class does not, and only what is said is repeated', () => {
  const policy =
    '---\nrules:\n  - { name: mine, when: { kind: tests }, use: { tier: opus, effort: high } }\n---\n';
  const { classes } = estimate(
    `- { name: a, ${MILLION_IN}, kind: tests }
- { name: b, ${MILLION_IN}, kind: tests, tier: haiku }
- { name: c, ${MILLION_IN}, kind: tests, retries: 0.1 }
- { name: d, ${MILLION_IN}, kind: tests, effort: low }`,
    policy,
  );
  expect(classes.map(({ tier, costUsd }) => [tier, Number(costUsd?.toFixed(8))])).toEqual([
    ['opus', 0.004],
    ['haiku', 0.0001],
    ['opus', 0.0044],
    ['opus', Number((0.004 / 0.48).toFixed(8))], // measured at low; high costs 1 / 0.48 of that on Opus 5.5
  ]);
});

test('what the policy submits in a batch costs half there, and only there', () => {
  const policy =
    '---\nrules:\n  - { name: mine, when: { kind: bulk }, use: { tier: opus, batch: true } }\n---\n';
  const { totals } = estimate(`- { name: a, ${MILLION_IN}, kind: bulk }`, policy);
  expect([totals.policy, totals.opus]).toEqual([0.002, 0.004]);
});

test('a model without a known price is null and named, never a number', () => {
  const unknown = {
    ...catalog,
    tiers: { ...catalog.tiers, opus: { ...catalog.tiers.opus, model: 'claude-opus-9' } },
  };
  const found = estimate(
    `- { name: a, ${MILLION_IN}, kind: debugging }\n- { name: b, ${MILLION_IN}, kind: search }`,
    '',
    unknown,
  );
  expect(found.classes.map(({ costUsd }) => costUsd)).toEqual([null, 0.0001]);
  expect(found.totals).toMatchObject({ haiku: 0.0002, opus: null, policy: null });
  expect(found.unpriced).toEqual([{ tier: 'opus', model: 'claude-opus-9' }]);
});
