// `tierwise statusline`: the client's input to one line; the shares it tells decide from then on; another status line comes first.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appendEntries } from '../../src/usage/ledger-entry.ts';
import { sandbox } from '../support/command.ts';
import { pricedCall } from '../support/priced-calls.ts';
import { REPOSITORY } from '../support/repository.ts';
import INPUTS from '../support/status-line.json' with { type: 'json' };

/** The client's input with windows that end in so many hours, and a cache that is warm for an hour. */
function input(fiveHour: number, folder: string): string {
  const now = Math.floor(Date.now() / 1000);
  return JSON.stringify({
    ...INPUTS['after it'],
    workspace: { project_dir: folder },
    prompt_cache: { warm: true, expires_at: now + 3590 },
    rate_limits: {
      five_hour: { used_percentage: fiveHour, resets_at: now + 2.5 * 3600 },
      seven_day: { used_percentage: 31, resets_at: now + 100 * 3600 },
    },
  });
}

test('limits are kept for decisions; budgets, batches and a warning from the ledger are shown', async () => {
  const box = sandbox();
  const home = box.env.TIERWISE_HOME as string;
  const line = async (percent: number) => {
    const { code, stdout, stderr } = await box.run(['statusline'], { input: input(percent, box.folder) });
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  expect(await line(62)).toBe('sonnet medium · 5h 62% · week 31% · cache warm 60 min\n');
  mkdirSync(`${home}/batches`, { recursive: true });
  box.write('home/tierwise/batches/a.json', '{}');
  box.write('home/tierwise/tierwise.md', '---\nbudgets: { day: 12 }\n---\n');
  const soon = new Date(Date.now() - 60_000).toISOString();
  appendEntries(home, [pricedCall({ at: soon, costUsd: 4 })]);
  expect(await line(80)).toMatch(
    /^sonnet medium · 5h 80%, full in 15 min at this pace · week 31% · day \$8\.00 left \(67%\) · cache warm 60 min · 1 batch\n$/,
  );
  await line(95);
  const { stdout } = await box.run(['route', 'Find out why the worker deadlocks', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    tier: 'sonnet',
    warnings: ["95% of the plan's limits is used"],
  });
});

test('--with: another status line with the same input comes first, in its colors; one that fails is left out', async () => {
  const box = sandbox();
  const run = (command: string) =>
    box.run(['statusline', '--with', command], { input: input(5, box.folder) });
  const other = `printf '\\033[31m'; grep -o 'Sonnet 5.5'`;
  expect((await run(other)).stdout).toBe(
    '\u001b[31mSonnet 5.5 · sonnet medium · 5h 5% · week 31% · cache warm 60 min\n',
  );
  expect((await run('exit 3')).stdout).toMatch(/^sonnet medium/);
});

test('input that is not the client’s is refused in one line', async () => {
  const { code, stdout, stderr } = await sandbox().run(['statusline'], { input: 'hello' });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(
    'The input is not the JSON that Claude Code writes to a status line. Expected an object',
  );
});

test('as the client calls it, it prints what the whole command prints', async () => {
  const box = sandbox();
  const direct = (input: string) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(REPOSITORY, 'bin', 'tierwise'), 'statusline'],
      {
        ...{ cwd: box.folder, env: { ...box.env, PATH: process.env.PATH }, encoding: 'utf8', input },
      },
    );
    return { code: status, stdout, stderr };
  };
  for (const policy of [null, '---\nbudgets: { day: 12 }\n---\n']) {
    if (policy) box.write('home/tierwise/tierwise.md', policy);
    for (const text of [input(62, box.folder), 'nonsense', '{}']) {
      const { code, stdout, stderr } = await box.run(['statusline'], { input: text });
      expect(direct(text)).toEqual({ code, stdout, stderr });
    }
  }
});
