// One holder at a time, among many processes that start at the same moment.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';
import { holderOf, tryLock } from '../src/lock.ts';

/** No process has this number: it is above what any kernel gives. */
const DEAD = 2 ** 30;

function folderOfOurs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Locks a folder. Throws when another holds it. */
function lock(folder: string): () => void {
  const locked = tryLock(folder);
  if (typeof locked === 'function') return locked;
  throw new Error(`held by ${locked.heldBy}`);
}

const answer = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('message', resolve));

async function contenders(folder: string, count: number): Promise<ChildProcess[]> {
  const program = join(folder, 'contender.mjs');
  await build({
    input: join(import.meta.dirname, './support/programs/lock-contender.ts'),
    platform: 'node',
    logLevel: 'silent',
    output: { file: program, format: 'esm' },
  });
  const children = Array.from({ length: count }, () => fork(program, { execArgv: [] }));
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  await Promise.all(children.map(answer));
  return children;
}

test.each([
  ['free', false],
  ['left by a killed run', true],
])('of many processes at once exactly one gets a lock that is %s', async (_, isLeft) => {
  const folder = folderOfOurs();
  const children = await contenders(folder, 6);
  for (let round = 0; round < 60; round++) {
    const plan = join(folder, `plan-${round}`);
    mkdirSync(plan);
    if (isLeft) writeFileSync(join(plan, 'lock'), `${DEAD} 1`);
    const at = Date.now() + 15;
    const answers = Promise.all(children.map(answer));
    for (const child of children) child.send({ folder: plan, at });
    const said = await answers;
    const losers = said.filter((one) => one !== 'held');
    expect([round, said.length - losers.length]).toEqual([round, 1]);
    for (const loser of losers) expect(loser).toMatch(/^held by \d+$/);
    const released = Promise.all(children.map(answer));
    for (const child of children) child.send('release');
    await released;
    expect(readdirSync(plan)).toEqual([]); // nothing is left behind
  }
});

test('a lock is held until it is released, also against the process that holds it', () => {
  const folder = folderOfOurs();
  const release = lock(folder);
  expect(holderOf(folder)).toBe(process.pid);
  expect(() => lock(folder)).toThrow(`held by ${process.pid}`);
  release();
  expect(holderOf(folder)).toBeNull();
  lock(folder)();
});

test.each([
  ['of a process that is gone', `${DEAD} 1`],
  ['of a process whose number another one has now', `${process.pid} 1`],
  ['that is empty', ''],
  ['that is no number', 'x y z'],
  ['that names every process', '-1'],
])('a lock %s is nobody’s', (_, text) => {
  const folder = folderOfOurs();
  writeFileSync(join(folder, 'lock'), text);
  expect(holderOf(folder)).toBeNull();
  const release = lock(folder);
  expect(holderOf(folder)).toBe(process.pid);
  release();
});

test('a live lock that another process has renamed by mistake still counts, and goes with its holder', () => {
  const folder = folderOfOurs();
  const release = lock(folder);
  // As a process leaves it that looked at a dead lock just before ours was made.
  renameSync(join(folder, 'lock'), join(folder, 'lock.aside-x'));
  expect(holderOf(folder)).toBe(process.pid);
  expect(() => lock(folder)).toThrow(`held by ${process.pid}`);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'the lock of a killed run whose parent does not look after it is free',
  async () => {
    const parent = spawn('/bin/sh', ['-c', 'sleep 600 & echo $!; exec sleep 600']);
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    const stat = (): string[] =>
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ');
    const folder = folderOfOurs();
    writeFileSync(join(folder, 'lock'), `${pid} ${stat()[19]} one`);
    expect(holderOf(folder)).toBe(pid);
    await expect.poll(() => readFileSync(`/proc/${parent.pid}/cmdline`, 'latin1')).toMatch(/^sleep/);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => stat()[0]).toBe('Z');
    expect(holderOf(folder)).toBeNull();
    lock(folder)();
  },
);
