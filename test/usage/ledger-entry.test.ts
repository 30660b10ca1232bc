// A ledger line that stands for many requests.
import { expect, test } from 'vitest';
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { appendOutcomes, readOutcomes } from '../../src/usage/outcomes.ts';
import { sandbox } from '../support/command.ts';

const entry: LedgerEntry = {
  id: 'plan|1',
  at: new Date().toISOString(),
  source: 'plan',
  session: null,
  project: '/p',
  agent: null,
  skill: null,
  requested: 'claude-haiku-5-5',
  served: 'claude-haiku-5-5',
  tier: 'haiku',
  effort: 'medium',
  input: 150_000, // ten requests of 15,000 tokens, none of them a long prompt
  output: 1000,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  thinking: 0,
  costUsd: 0.0155,
  stop: 'complete',
};

test('is not priced anew as one long prompt', async () => {
  const box = sandbox();
  appendEntries(box.env.TIERWISE_HOME as string, [
    { ...entry, isSum: true },
    { ...entry, id: 'one request' },
  ]);
  const { stdout } = await box.run(['report', '--json']);
  expect(JSON.parse(stdout).totals.costUsd).toBeCloseTo(0.0155 + 0.0775, 9);
});

test('outcomes are read once each, the last one standing, and are not calls', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  const outcome = {
    id: 'a',
    at: entry.at,
    source: 'plan',
    project: '/p',
    kind: 'code',
    executor: 'claude',
    tier: 'haiku',
    effort: 'low',
    tries: 1,
    passed: false,
    costUsd: null,
  } as const;
  appendOutcomes(home, [outcome, { ...outcome, id: 'b' }]);
  appendOutcomes(home, [{ ...outcome, tries: 2, passed: true }]);
  expect(readOutcomes(home).map(({ id, tries, passed }) => [id, tries, passed])).toEqual([
    ['a', 2, true],
    ['b', 1, false],
  ]);
  expect((await box.run(['report'])).stdout).toContain('No model calls are recorded');
});
