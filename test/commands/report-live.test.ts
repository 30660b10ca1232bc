// report --live: this session alone, with what its module said a moment ago.
import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appendEntries, type LedgerEntry } from '../../src/usage/ledger-entry.ts';
import { sandbox } from '../support/command.ts';

const entry = (more: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ id: 'live|r1', at: new Date().toISOString(), source: 'session', session: 's1', project: '/p' },
  ...{ agent: null, skill: null, requested: 'claude-opus-5-5', served: 'claude-opus-5-5', tier: 'opus' },
  ...{ effort: 'medium', input: 0, output: 100_000, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  ...{ thinking: 0, costUsd: 2, stop: null },
  ...more,
});

const STATE = {
  v: 1,
  limits: [{ kind: 'five_hour', percentUsed: 42.5 }],
  runs: [
    {
      command: 'bulk-tag',
      answered: 1200,
      failed: 0,
      inFlight: 16,
      spentUsd: 0.31,
      ceilingUsd: 5,
      limitedAt: null,
    },
    { command: 7 },
  ],
  offer: null,
};

test('it is one session’s, agents by name, and says what runs', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  appendEntries(home, [
    entry({}),
    entry({ id: 'live|r2', source: 'subagent', agent: 'Explore', served: 'claude-haiku-5-5', tier: 'haiku' }),
    entry({ id: 'live|r3', session: 'another', output: 1_000_000 }),
  ]);
  mkdirSync(`${home}/live/s1`, { recursive: true });
  box.write('home/tierwise/live/s1/state.json', JSON.stringify(STATE));
  const env = { CLAUDE_CODE_SESSION_ID: 's1' };
  const { code, stdout } = await box.run(['report', '--live'], { env });
  expect(code).toBe(0);
  expect(stdout).toContain('$2.05');
  expect(stdout).toContain('Explore');
  expect(stdout).toContain('five_hour: 42.5% used');
  expect(stdout).toContain('bulk-tag: 1,200 packs answered, 16 in flight, $0.31 of $5.00');
  const json = JSON.parse((await box.run(['report', '--live', '--json'], { env })).stdout);
  expect(json.totals.calls).toBe(2);
  expect(json.live.runs).toHaveLength(1);
});

test('in a session without the plugin it shows what every running session does', async () => {
  const { code, stdout } = await sandbox().run(['report', '--live'], {
    env: { CLAUDE_CODE_SESSION_ID: 's1' },
  });
  expect(code).toBe(0);
  expect(stdout).toContain('No session called a model');
});
