// Programs we start always end, with everything they started.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killMarked, markWithin, runProgram } from '../src/process.ts';
import { expectNoProcess, processesWith } from './support/processes.ts';

const env = { PATH: process.env.PATH ?? '' };
const shell = (script: string, options: Partial<Parameters<typeof runProgram>[2]> = {}) =>
  runProgram('/bin/sh', ['-c', script], { env, timeoutMs: 120_000, ...options });

const onLinux = test.skipIf(process.platform !== 'linux');

test('returns what it wrote and how it ended', async () => {
  const { code, stdout, stderr, ended } = await shell('cat; echo oh >&2; exit 3', { input: 'hello' });
  expect({ code, stdout, stderr, ended }).toEqual({ code: 3, stdout: 'hello', stderr: 'oh\n', ended: null });
});

test('standard input is closed, so nothing waits for it', async () => {
  expect((await shell('cat; echo done')).stdout).toBe('done\n');
});

test('a program that is not there is an error of its own', async () => {
  await expect(runProgram('/nowhere/program', [], { env, timeoutMs: 1000 })).rejects.toThrow('ENOENT');
});

onLinux(
  'at the end of its time it ends with its children, also those that lead sessions of their own',
  async () => {
    const { ended } = await shell('setsid sleep 98761 & (setsid setsid sleep 98761 &) ; sleep 98761', {
      timeoutMs: 700,
    });
    expect(ended).toBe('timeout');
    await expectNoProcess('98761');
  },
);

onLinux('what it leaves behind in the background ends with it, and does not keep us waiting', async () => {
  const { code, ended } = await shell('(setsid sleep 98762 &) ; echo started');
  expect({ code, ended }).toEqual({ code: 0, ended: null });
  await expectNoProcess('98762');
});

onLinux('an abort ends it', async () => {
  const controller = new AbortController();
  const running = shell('echo up; sleep 98763', {
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });
  expect((await running).ended).toBe('aborted');
  await expectNoProcess('98763');
});

onLinux('a later process finds by its mark what an earlier one started', async () => {
  const mark = `mark-${process.pid}`;
  const running = shell('sleep 98764', { mark, onOutput: () => {} });
  await expect.poll(() => processesWith('98764').length).toBeGreaterThan(0);
  killMarked(mark);
  expect((await running).code).toBeNull();
  await expectNoProcess('98764');
});

onLinux('a mark within another is ended with it, and alone it ends nothing beside it', async () => {
  const mark = `outer-${process.pid}`;
  const first = shell('sleep 98765', { mark: markWithin(mark) });
  const second = shell('echo up', { mark: markWithin(mark) });
  expect((await second).stdout).toBe('up\n');
  expect(processesWith('98765')).not.toEqual([]);
  killMarked(mark);
  expect((await first).code).toBeNull();
  await expectNoProcess('98765');
});

test.skipIf(process.platform !== 'linux')(
  'who escaped with its output in hand, and shed its mark, is not waited for',
  async () => {
    const escapee = `env -i setsid sh -c 'echo $$; exec sleep 600' & sleep 0.3; echo ended`;
    const { code, stdout, ended } = await runProgram('/bin/sh', ['-c', escapee], { env, timeoutMs: 300_000 });
    process.kill(Number(stdout.split('\n')[0]), 'SIGKILL');
    expect([code, ended, stdout]).toEqual([0, null, expect.stringMatching(/^\d+\nended\n$/)]);
  },
);

onLinux('what shed its mark and left its parent is found by where it works', async () => {
  const place = mkdtempSync(join(tmpdir(), 'tierwise-place-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  mkdirSync(join(place, 'below'));
  // The shell ends, and its group with it, only when what escapes has left it.
  const escaping = (seconds: number) =>
    `env -i setsid sh -c 'echo > left; exec sleep ${seconds}' > /dev/null 2>&1 & while [ ! -e left ]; do sleep 0.02; done`;
  await shell(`cd below; ${escaping(98765)}`, { cwd: place, place });
  await expectNoProcess('sleep\u000098765');
  await shell(`${escaping(98766)}`, { cwd: place });
  await expect.poll(() => processesWith('sleep\u000098766').length, { timeout: 30_000 }).toBe(1);
  killMarked('no-such-mark', `${place}-other`);
  expect(processesWith('sleep\u000098766')).toHaveLength(1);
  killMarked('no-such-mark', place);
  await expectNoProcess('sleep\u000098766');
});
