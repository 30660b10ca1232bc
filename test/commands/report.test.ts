// The report as a command: what it is asked for, and what it says when there is nothing to say.
import { mkdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { writeCalibration } from '../../src/calibrate/kept/record.ts';
import { APPLIED } from '../support/calibration.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { pricedCall } from '../support/priced-calls.ts';
import { assistant, file } from '../support/transcript.ts';

function withHistory(): Sandbox {
  const box = sandbox();
  mkdirSync(box.file('home/.claude/projects/-p'), { recursive: true });
  const usage = { input_tokens: 1000, output_tokens: 1000 };
  const recent = new Date(Date.now() - 3_600_000).toISOString();
  box.write(
    'home/.claude/projects/-p/s1.jsonl',
    file(assistant({ at: recent, usage }), assistant({ at: '2026-01-05T00:00:00.000Z', usage })),
  );
  return box;
}

test('the first report reads what there was before the plugin, once', async () => {
  const box = withHistory();
  const first = await box.run(['report', '--since', 'all']);
  expect(first.stdout).toContain('2 calls in 1 session');
  expect(first.stderr).toContain('Read 1 transcript: what is on disk from before the plugin, this once.');
  box.write('home/.claude/projects/-p/s2.jsonl', file(assistant()));
  const second = await box.run(['report', '--since', 'all']);
  expect(second.stdout).toContain('2 calls in 1 session'); // no hook has told of the other one
  expect(second.stderr).not.toContain('Read');
  const again = await box.run(['report', '--since', 'all', '--backfill']);
  expect(again.stdout).toContain('3 calls');
});

test('nothing recorded: says so', async () => {
  const { code, stdout, stderr } = await sandbox().run(['report']);
  expect(code).toBe(0);
  expect(stdout).toBe('No model calls are recorded for this period.\n');
  expect(stderr).toBe('');
});

test('--since bounds the time, --by chooses the tables', async () => {
  const box = withHistory();
  const month = await box.run(['report', '--backfill', '--by', 'model', '--by', 'day']);
  expect(month.stdout).toContain('1 call in 1 session');
  expect(month.stdout).toContain('by model');
  expect(month.stdout).toContain('by day');
  expect(month.stdout).not.toContain('by tier');
  expect((await box.run(['report', '--since', 'all'])).stdout).toContain('2 calls in 1 session');
  expect((await box.run(['report', '--since', '2026-01-01'])).stdout).toContain('2 calls in 1 session');
  const { totals, from } = JSON.parse((await box.run(['report', '--since', '2h', '--json'])).stdout);
  expect(totals.calls).toBe(1);
  expect(Date.now() - Date.parse(from)).toBeLessThan(3 * 3_600_000);
});

test('CLAUDE_CONFIG_DIR moves the transcripts and the ledger', async () => {
  const box = sandbox();
  mkdirSync(box.file('cc/projects/-p'), { recursive: true });
  box.write('cc/projects/-p/s1.jsonl', file(assistant({ at: new Date().toISOString() })));
  const env = { CLAUDE_CONFIG_DIR: box.file('cc'), TIERWISE_HOME: '' };
  expect((await box.run(['report', '--backfill'], { env })).stdout).toContain('1 call ');
  expect(
    box.read(
      'cc/tierwise/ledger/cost-state.jsonl'.replace('cost-state', new Date().toISOString().slice(0, 7)),
    ),
  ).toContain('claude-opus-5-5');
});

test('a ledger that cannot be written is still read', async () => {
  const box = withHistory();
  await box.run(['report', '--backfill']);
  box.write('blocked', '');
  const { code, stderr } = await box.run(['report', '--backfill'], {
    env: { TIERWISE_HOME: box.file('blocked') },
  });
  expect(code).toBe(0);
  expect(stderr).toContain('cannot be brought up to date');
});

test.each([
  [['--since', 'yesterday'], 'Expected 7d, 24h, 2w, today, week, month, a date'],
  [['--by', 'colour'], 'Unknown grouping "colour". Expected one of: tier, model, agent'],
  [['--sicne', '7d'], "unknown option '--sicne'"],
])('%o is refused', async (args, message) => {
  const { code, stderr } = await sandbox().run(['report', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test.each(['report', 'doctor'])('%s says when a calibration is a quarter old', async (command) => {
  const box = sandbox();
  Object.assign(box.env, { PATH: '/usr/bin:/bin', OLLAMA_HOST: '127.0.0.1:9' });
  const said = async (days: number): Promise<string> => {
    const at = new Date(Date.now() - days * 86_400_000).toISOString();
    writeCalibration(box.env.TIERWISE_HOME as string, { ...APPLIED, at, appliedAt: at });
    const { stdout, stderr } = await box.run([command]);
    return stdout + stderr;
  };
  expect(await said(80)).not.toContain('calibration');
  expect(await said(92)).toContain('may be out of date: a quarter has passed');
});

test('--until ends the period, days are local, and what is printed has the form that was asked for', async () => {
  const box = sandbox();
  mkdirSync(box.file('home/.claude/projects/-p'), { recursive: true });
  const at = (moment: string) => assistant({ at: moment, usage: { input_tokens: 1000, output_tokens: 0 }, branch: 'ABC-1' });
  box.write(
    'home/.claude/projects/-p/s1.jsonl',
    file(at('2026-10-01T03:30:00.000Z'), at('2026-10-31T12:00:00.000Z'), at('2026-11-01T03:30:00.000Z'), at('2026-11-01T04:30:00.000Z')),
  );
  const before = process.env.TZ;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
  process.env.TZ = 'America/New_York';
  box.env.TZ = 'America/New_York';
  const period = ['--since', '2026-10', '--until', '2026-10'];
  const run = (...args: string[]) => box.run(['report', ...period, ...args]);
  const { totals, byDay, byWeek, byTicket, timeZone } = JSON.parse((await run('--backfill', '--format', 'json')).stdout);
  expect(totals.calls).toBe(2); // the last evening of September and the first of November are not of October
  expect(Object.keys(byDay)).toEqual(['2026-10-31']);
  expect([Object.keys(byWeek), Object.keys(byTicket), timeZone]).toEqual([['2026-W44'], ['ABC-1'], 'America/New_York']);
  expect((await run('--by', 'day', '--format', 'csv')).stdout).toContain('day,2026-10-31,2,2000,');
  expect((await run('--by', 'kind', '--format', 'md')).stdout).toContain('| kind | calls |');
  expect((await run()).stdout).toContain('2026-10-01 to 2026-10-31 (America/New_York)');
}); // biome-ignore format: one line each

test.each<[string[], string]>([
  [['--format', 'xml'], 'Allowed choices are text, md, csv, json'],
  [['--since', '2026-13'], 'Expected 7d'],
  [['--since', '2026-02-30'], 'Expected 7d'],
  [['--since', '2026-11', '--until', '2026-10'], '--since is later than --until'],
  [['--with', '/nowhere'], '/nowhere holds no ledger'],
  [['--outcomes', '--until', '2026-10'], '--until cannot be given with it'],
  [['--outcomes', '--format', 'csv'], 'Leave --format csv out'],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await sandbox().run(['report', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('another machine’s ledger and the user’s own Codex sessions stand beside this one’s', async () => {
  const box = withHistory();
  const now = new Date().toISOString();
  const { who: _, ...call } = pricedCall({ id: 'other', session: 's2', at: now, input: 1000 });
  mkdirSync(box.file('sync/laptop/ledger'), { recursive: true });
  box.write(`sync/laptop/ledger/${now.slice(0, 7)}.jsonl`, `${JSON.stringify(call)}\n`);
  mkdirSync(box.file('home/.codex/sessions'), { recursive: true });
  const lines = [
    { type: 'session_meta', payload: { id: 'c1', cwd: '/p' } },
    { type: 'turn_context', payload: { model: 'gpt-6.1-sol' } },
    { type: 'token_usage_record', timestamp: now, payload: { response_id: 'r', usage: { input_tokens: 7, output_tokens: 1 } } },
  ];
  box.write('home/.codex/sessions/rollout-1.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
  const { stdout } = await box.run(['report', '--backfill', '--with', box.file('sync/laptop'), '--json']);
  const { byMachine, bySource, unpriced } = JSON.parse(stdout);
  expect(byMachine).toMatchObject({ 'this machine': { calls: 2 }, laptop: { calls: 1 } });
  expect(bySource).toMatchObject({ codex: { calls: 1, input: 7 } });
  expect(Object.keys(unpriced)).toEqual(['gpt-6.1-sol']);
}); // biome-ignore format: one line each
