// Months packed by the real command while it is killed, run at once, or finds the disk full: every call stays, and counts once.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLedger } from '../../../src/usage/ledger.ts';
import { appendEntries } from '../../../src/usage/ledger-entry.ts';
import { type Sandbox, sandbox } from '../../support/command.ts';
import { pricedCall } from '../../support/priced-calls.ts';
import { REPOSITORY } from '../../support/repository.ts';

const CALLS = 3000;
const ARGS = [join(REPOSITORY, 'bin', 'tierwise'), 'report', '--since', 'all', '--json'];
const LONG_AGO = Date.now() - 200 * 86_400_000;

/** Calls of some days half a year ago, and one of now. */
function history(): Sandbox {
  const box = sandbox();
  const calls = Array.from({ length: CALLS }, (_, number) => {
    const id = createHash('sha256').update(String(number)).digest('base64');
    const at = new Date(LONG_AGO + number * 60_000).toISOString();
    const { who: _who, ...call } = pricedCall({ id, at, session: `s${number % 50}` });
    return call;
  });
  const { who: _, ...now } = pricedCall({ id: 'now', at: new Date().toISOString() });
  appendEntries(homeOf(box), [...calls, now]);
  return box;
}
const homeOf = ({ env }: Sandbox): string => env.TIERWISE_HOME as string;
const months = (box: Sandbox): string[] =>
  readdirSync(join(homeOf(box), 'ledger')).filter((name) => /^\d/.test(name));
const isPacked = (box: Sandbox): boolean => months(box).filter((name) => !name.endsWith('.gz')).length === 1;

function expectWhole(box: Sandbox): void {
  const { stdout, stderr } = spawnSync(process.execPath, ARGS, { ...placeOf(box), encoding: 'utf8' });
  expect(JSON.parse(stdout || '{}').totals?.calls, stderr).toBe(CALLS + 1);
  expect(stderr).toBe('');
  expect(readLedger(homeOf(box)).calls).toHaveLength(CALLS + 1);
}
const placeOf = ({ env, folder }: Sandbox) => ({ env, cwd: folder });

/** Runs the command, and kills it after a while if it has not ended. */
async function killedAfter(box: Sandbox, ms: number): Promise<void> {
  const child = spawn(process.execPath, ARGS, { ...placeOf(box), stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
}

test('killed at any instant, then two at once', { timeout: 60_000 }, async () => {
  const box = history();
  for (const ms of [150, 190, 230]) await killedAfter(box, ms);
  await Promise.all([1, 2].map(() => killedAfter(box, 60_000)));
  expectWhole(box);
  expectWhole(box);
  expect(isPacked(box), months(box).join(' ')).toBe(true);
});

test.skipIf(process.platform === 'win32')('on a disk that is full for a while', { timeout: 60_000 }, () => {
  const box = history();
  const before = months(box);
  // No file may grow beyond so many kilobytes, and a packed one would.
  const limited = ['-c', 'ulimit -f 30; exec "$0" "$@"', process.execPath, ...ARGS];
  const { stdout } = spawnSync('bash', limited, { ...placeOf(box), encoding: 'utf8' });
  expect(JSON.parse(stdout).totals.calls).toBe(CALLS + 1);
  expect(months(box)).toEqual(before);
  expectWhole(box);
  expect(isPacked(box), months(box).join(' ')).toBe(true);
});
