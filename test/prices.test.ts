// Our prices beside two public lists, in the shapes that these have: what differs is told, and opens an issue by the exit code.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { differences, readLitellm, readModelsDev } from '../scripts/price-lists.ts';
import { start } from './support/process.ts';
import { REPOSITORY } from './support/repository.ts';

const at = new Date('2026-11-20T12:00:00Z');

const litellm = (facts: object = {}) => ({
  sample_spec: { litellm_provider: 'one of https://docs.litellm.ai/docs/providers', input_cost_per_token: 0 },
  'claude-opus-5-5': {
    ...{ litellm_provider: 'anthropic', mode: 'chat', max_input_tokens: 1_000_000 },
    ...{ input_cost_per_token: 4e-6, output_cost_per_token: 2e-5, cache_read_input_token_cost: 2e-7 },
    ...{ cache_creation_input_token_cost: 5e-6, cache_creation_input_token_cost_above_1hr: 8e-6 },
    ...facts,
  },
  'claude-opus-5-5-20260901': { litellm_provider: 'anthropic', input_cost_per_token: 1 },
  'claude-sonnet-4-5-20250929': {
    ...{ litellm_provider: 'anthropic', input_cost_per_token: 3e-6, output_cost_per_token: 1.5e-5 },
    ...{ input_cost_per_token_above_200k_tokens: 6e-6, output_cost_per_token_above_200k_tokens: 2.25e-5 },
  },
  'us.anthropic.claude-opus-5-5': { litellm_provider: 'bedrock_converse', input_cost_per_token: 4.4e-6 },
  'claude-next': { litellm_provider: 'anthropic', input_cost_per_token: 1e-6 },
});

const modelsDev = (cost: object = {}) => ({
  openai: { models: { 'gpt-6': { cost: { input: 1 } } } },
  anthropic: {
    models: {
      'claude-opus-5-5': {
        id: 'claude-opus-5-5',
        cost: { input: 4, output: 20, cache_read: 0.2, cache_write: 5, ...cost },
      },
      'claude-sonnet-4-5': { cost: { input: 3, output: 15, context_over_200k: { input: 6, output: 22.5 } } },
      'claude-free': {},
    },
  },
});

describe.each([
  ['LiteLLM', () => readLitellm(litellm()), () => readLitellm(litellm({ input_cost_per_token: 5e-6 }))],
  ['models.dev', () => readModelsDev(modelsDev()), () => readModelsDev(modelsDev({ input: 5 }))],
])('%s', (_, same, other) => {
  test('says the same as we do', () => {
    expect([...same().keys()]).toEqual(expect.arrayContaining(['claude-opus-5-5', 'claude-sonnet-4-5']));
    expect(differences(same(), at)).toEqual([]);
  });

  test('that differs is told, by model and kind of token', () => {
    expect(differences(other(), at)).toEqual([
      { model: 'claude-opus-5-5', what: 'input', oursUsd: 4, theirsUsd: expect.closeTo(5, 9) },
    ]);
  });
});

test('beyond the step of a price, and for an hour of cache, too', () => {
  expect(
    differences(readLitellm(litellm({ cache_creation_input_token_cost_above_1hr: 9e-6 })), at),
  ).toMatchObject([{ what: 'cacheWrite1h', oursUsd: 8 }]);
  expect(differences(readModelsDev(modelsDev({ context_over_200k: { input: 8 } })), at)).toMatchObject([
    { model: 'claude-opus-5-5', what: 'long input', oursUsd: 4, theirsUsd: 8 },
  ]);
});

test.each([{}, [], null, { anthropic: { models: {} } }])(
  'a list of another shape (%j) is no list without differences',
  (json) => {
    expect(() => readLitellm(json)).toThrow('Its format may have changed');
    expect(() => readModelsDev(json)).toThrow('Its format may have changed');
  },
);

test('the command: 0 where both say the same, 1 where one differs, 2 where one cannot be read', async () => {
  const lists: Record<string, unknown> = {
    '/same': litellm(),
    '/dev': modelsDev(),
    '/other': modelsDev({ output: 25 }),
  };
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(lists[url] ? 200 : 404).end(JSON.stringify(lists[url] ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tsx = join(REPOSITORY, 'node_modules', '.bin', 'tsx');
  const run = (path: string) =>
    start(
      [
        tsx,
        join(REPOSITORY, 'scripts', 'compare-prices.ts'),
        '--lists',
        '--litellm',
        `${base}/same`,
        '--models-dev',
        base + path,
      ],
      {
        cwd: REPOSITORY,
        env: { PATH: process.env.PATH ?? '', HOME: REPOSITORY },
      },
    );
  const [same, other, gone] = await Promise.all([run('/dev'), run('/other'), run('/gone')]);
  expect(same).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('LiteLLM: 0 differences in 2 models'),
  });
  expect(other).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('- claude-opus-5-5, output: 20 here, 25 there'),
  });
  expect(gone).toMatchObject({ code: 2, stdout: expect.stringContaining('/gone) cannot be read: HTTP 404') });
});

test('the workflow runs it every week, may open issues and nothing else, and opens one where lists differ', () => {
  const workflow = parse(readFileSync(join(REPOSITORY, '.github', 'workflows', 'prices.yml'), 'utf8'));
  expect(workflow.on.schedule).toHaveLength(1);
  expect(workflow.permissions).toEqual({ contents: 'read', issues: 'write' });
  const { steps } = workflow.jobs.compare;
  expect(steps.some(({ run = '' }) => run.includes('run prices --lists'))).toBe(true);
  const tell = steps.find(({ run = '' }) => run.includes('gh issue create'));
  expect(tell.if).toBe("steps.compare.outputs.code == '1'");
  for (const { uses } of steps) if (uses) expect(uses).toMatch(/@[0-9a-f]{40}$/);
});
