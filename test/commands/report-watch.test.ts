// `tierwise report --live`: once without a terminal, and on one until it is stopped.
import { EventEmitter } from 'node:events';
import { appendFileSync, mkdirSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { agentCall, HAIKU } from '../support/priced-calls.ts';

const ledgerLine = (agent: string): string => {
  const { who: _, ...call } = agentCall(agent, HAIKU);
  return `${JSON.stringify({ ...call, at: new Date().toISOString(), input: 10, output: 20 })}\n`;
};
const ledger = (box: Sandbox): string =>
  box.file(`home/tierwise/ledger/${new Date().toISOString().slice(0, 7)}.jsonl`);

function withSession(): Sandbox {
  const box = sandbox();
  mkdirSync(box.file('home/tierwise/ledger'), { recursive: true });
  appendFileSync(ledger(box), ledgerLine('Explore'));
  return box;
}

test('without a terminal the running sessions are printed once, with their budgets; other options are refused', async () => {
  const box = withSession();
  box.write('home/tierwise/tierwise.md', '---\nbudgets: { session: 5 }\n---\n');
  const { code, stdout, stderr } = await box.run(['report', '--live']);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('1 running session');
  expect(stdout).toMatch(/ {2}Explore +haiku +1 call /);
  expect(stdout).toMatch(/budget session: \$\S+ of \$5\.00/);
  expect(stdout).not.toContain('\x1b');
  expect((await sandbox().run(['report', '--live'])).stdout).toContain('No session called a model');
  const refused = await box.run(['report', '--live', '--by', 'day']);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('--by cannot be given with it'),
  ]);
});

test('on a terminal it follows the ledger, and Ctrl-C ends it cleanly', async () => {
  const box = withSession();
  let shown = '';
  const terminal = (): Writable & { isTTY: true; columns: number } =>
    Object.assign(
      new Writable({
        write(chunk, _, done) {
          shown += chunk;
          done();
        },
      }),
      { isTTY: true as const, columns: 100 },
    );
  const signals = new EventEmitter();
  const world = {
    env: box.env,
    cwd: box.folder,
    stdin: Readable.from([]),
    stdout: terminal(),
    stderr: terminal(),
  };
  const ended = run(['report', '--live'], { ...world, signals: signals as NodeJS.Process });
  await expect.poll(() => shown, { timeout: 30_000 }).toContain('Explore');
  expect(shown).not.toContain('planner');
  appendFileSync(ledger(box), ledgerLine('planner'));
  await expect.poll(() => shown, { timeout: 30_000 }).toContain('planner');
  signals.emit('SIGINT', 'SIGINT');
  expect(await ended).toBe(0);
  expect(signals.listenerCount('SIGINT')).toBe(0);
}, 60_000);
