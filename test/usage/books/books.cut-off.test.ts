// A history read into the ledger while processes are killed, run at once, or find the disk full: in the end every call is there, once.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../../src/usage/ledger.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { REPOSITORY } from '../../support/repository.ts';
import { assistant, file } from '../../support/transcript.ts';

const SESSIONS = 20;
const CALLS = 30;

/** Sessions of two months, each call with two records. */
function history(): Sandbox {
  const box = sandbox();
  const folder = box.file('home/.claude/projects/-p');
  mkdirSync(folder, { recursive: true });
  for (let session = 0; session < SESSIONS; session++) {
    const records = Array.from({ length: CALLS }, (_, call) => {
      const at = new Date(Date.UTC(2026, 9 + (session % 2), 5, 0, session, call)).toISOString();
      const usage = { input_tokens: 100, output_tokens: 10 + call };
      const one = assistant({ id: `m${session}-${call}`, session: `s${session}`, at, usage });
      return [one, one];
    });
    writeFileSync(join(folder, `s${session}.jsonl`), file(...records.flat()));
  }
  return box;
}

const ARGS = [join(REPOSITORY, 'bin', 'tierwise'), 'report', '--since', 'all', '--backfill', '--json'];

const totalsIn = (stdout: string): unknown => {
  const { calls, input, output } = JSON.parse(stdout).totals;
  return { calls, input, output };
};
const finished = ({ env, folder }: Sandbox) =>
  spawnSync(process.execPath, ARGS, { env, cwd: folder, encoding: 'utf8' });
const WHOLE = {
  calls: SESSIONS * CALLS,
  input: SESSIONS * CALLS * 100,
  output: SESSIONS * (CALLS * 10 + (CALLS * (CALLS - 1)) / 2),
};

/** What the report says in the end, and that the ledger read call by call says so, too. */
function expectWhole(box: Sandbox): void {
  const { stdout, stderr } = finished(box);
  expect(totalsIn(stdout), stderr).toEqual(WHOLE);
  expect(totalsIn(finished(box).stdout)).toEqual(WHOLE); // from what was stored
  const { calls } = readLedger(box.env.TIERWISE_HOME as string);
  expect(calls).toHaveLength(WHOLE.calls);
}

/** Runs the command, and kills it after a while if it has not ended. */
async function killedAfter({ env, folder }: Sandbox, ms: number): Promise<void> {
  const child = spawn(process.execPath, ARGS, { env, cwd: folder, stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
}

test('killed at any instant, again and again', { timeout: 60_000 }, async () => {
  const box = history();
  let seed = 7;
  for (let time = 0; time < 5; time++) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    await killedAfter(box, 60 + (seed % 200));
  }
  expectWhole(box);
});

test('several at once', { timeout: 60_000 }, async () => {
  const box = history();
  await Promise.all([1, 2].map(() => killedAfter(box, 60_000)));
  expectWhole(box);
});

test.skipIf(process.platform === 'win32')('on a disk that is full for a while', { timeout: 60_000 }, () => {
  const box = history();
  // No file may grow beyond so many kilobytes: what is written then is cut off in the middle of a line, as on a full disk.
  for (const kilobytes of [3, 77]) {
    const limited = ['-c', `ulimit -f ${kilobytes}; exec "$0" "$@"`, process.execPath, ...ARGS];
    spawnSync('bash', limited, { env: { ...box.env }, cwd: box.folder });
  }
  const ledger = join(box.env.TIERWISE_HOME as string, 'ledger');
  const months = readdirSync(ledger).filter((name) => /^\d{4}/.test(name));
  const sizes = months.map((name) => readFileSync(join(ledger, name)).length);
  expect(Math.max(...sizes)).toBe(77 * 1024); // it was cut off
  expectWhole(box);
});
