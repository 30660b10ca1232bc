import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AskError } from '../../src/ask/backend.ts';
import { Pacer } from '../../src/ask/pacing.ts';

const busy = new AskError({ failure: 'again', message: '429', busy: true });
const broken = new AskError({ failure: 'again', message: 'reset' });
const never = new AbortController().signal;

function pacerOf(most: number) {
  const limit = pLimit(most);
  let time = 0;
  const pacer = new Pacer(limit, { now: () => time, date: () => time });
  return { limit, pacer, pass: (ms: number) => (time += ms) };
}

test('halves when the API is busy, once for a burst, and grows by one for each round of good replies', () => {
  const { limit, pacer, pass } = pacerOf(16);
  for (let failures = 0; failures < 5; failures++) pacer.failed(busy, 1000);
  expect(limit.concurrency).toBe(8);
  pass(1000);
  pacer.failed(busy, 1000);
  expect(limit.concurrency).toBe(4);
  pass(1000);
  for (let replies = 0; replies < 4; replies++) pacer.succeeded(null);
  expect(limit.concurrency).toBe(5);
  for (let replies = 0; replies < 200; replies++) pacer.succeeded(null);
  expect(limit.concurrency).toBe(16); // and never above what was asked for
});

test('never below one, and other failures change nothing', () => {
  const { limit, pacer, pass } = pacerOf(2);
  pacer.failed(broken, 1000);
  expect(limit.concurrency).toBe(2);
  for (let bursts = 0; bursts < 5; bursts++) {
    pacer.failed(busy, 10);
    pass(10);
  }
  expect(limit.concurrency).toBe(1);
});

test('follows what the API says is left', async () => {
  const { limit, pacer, pass } = pacerOf(16);
  pacer.succeeded({ requests: 900, resetAt: new Date(5) });
  expect(limit.concurrency).toBe(16);
  pacer.succeeded({ requests: 3, resetAt: new Date(5) });
  expect(limit.concurrency).toBe(3);
  pacer.succeeded({ requests: 0, resetAt: new Date(50) });
  expect(limit.concurrency).toBe(1);
  let released = false;
  const waiting = pacer.ready(never).then(() => {
    released = true;
  });
  await Promise.resolve();
  expect(released).toBe(false);
  pass(50);
  await waiting;
});

test('an abort ends the pause for everybody', async () => {
  const { pacer } = pacerOf(4);
  pacer.failed(busy, 60_000);
  const stop = new AbortController();
  const waiting = pacer.ready(stop.signal);
  stop.abort();
  await waiting;
});

/** Whether requests may be sent now. Time stands still, so what has to wait does not come back by itself. */
async function isReady(pacer: Pacer): Promise<boolean> {
  const stop = new AbortController();
  let released = false;
  const waiting = pacer.ready(stop.signal).then(() => {
    released = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  const ready = released;
  stop.abort();
  await waiting;
  return ready;
}

test('a pause lasts as long as the API asks, no longer than a minute, and a shorter one does not end it', async () => {
  const { pacer, pass } = pacerOf(4);
  expect(await isReady(pacer)).toBe(true);
  pacer.failed(busy, 600_000);
  pacer.failed(busy, 10);
  pass(59_999);
  expect(await isReady(pacer)).toBe(false);
  pass(1);
  expect(await isReady(pacer)).toBe(true);
  pacer.failed(busy, 10);
  pass(9);
  expect(await isReady(pacer)).toBe(false);
  pass(1);
  expect(await isReady(pacer)).toBe(true);
});

test('a failure that is not about load pauses nothing', async () => {
  const { pacer } = pacerOf(4);
  pacer.failed(broken, 1000);
  expect(await isReady(pacer)).toBe(true);
});

test('requests that are left are no reason to pause; none left is, until the limit is reset', async () => {
  const { limit, pacer, pass } = pacerOf(4);
  pacer.succeeded({ requests: 1, resetAt: new Date(1000) });
  expect(limit.concurrency).toBe(1);
  expect(await isReady(pacer)).toBe(true);
  pacer.succeeded({ requests: 0, resetAt: new Date(1000) });
  expect(await isReady(pacer)).toBe(false);
  pass(1000);
  expect(await isReady(pacer)).toBe(true);
  pacer.succeeded({ requests: 0, resetAt: new Date(500) }); // reset already, by its clock
  expect(await isReady(pacer)).toBe(true);
});

test('as many left as are in flight is a good reply, and one less is not', () => {
  const { limit, pacer, pass } = pacerOf(4);
  pacer.failed(busy, 10);
  pass(10);
  expect(limit.concurrency).toBe(2);
  pacer.succeeded({ requests: 2, resetAt: new Date(0) });
  pacer.succeeded({ requests: 2, resetAt: new Date(0) });
  expect(limit.concurrency).toBe(3);
  pacer.succeeded({ requests: 2, resetAt: new Date(0) });
  expect(limit.concurrency).toBe(2);
});

test('a round of good replies starts anew when the API is busy', () => {
  const { limit, pacer, pass } = pacerOf(4);
  pacer.failed(busy, 10);
  pass(10);
  pacer.succeeded(null); // one of two
  pass(10);
  pacer.failed(busy, 10);
  expect(limit.concurrency).toBe(1);
  pacer.succeeded(null);
  expect(limit.concurrency).toBe(2);
  pacer.succeeded(null);
  expect(limit.concurrency).toBe(2);
  pacer.succeeded(null);
  expect(limit.concurrency).toBe(3);
  pass(10);
  pacer.failed(busy, 10); // 1 again, with nothing counted toward the next round
  expect(limit.concurrency).toBe(1);
});

test('a pause ends by the clock, for requests that wait for it', async () => {
  const pacer = new Pacer(pLimit(2));
  pacer.failed(busy, 20);
  const before = Date.now();
  await pacer.ready(never);
  expect(Date.now() - before).toBeGreaterThanOrEqual(19);
});

test('a clock that is set back does not make a pause longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const pacer = new Pacer(pLimit(2));
  pacer.failed(busy, 20);
  vi.setSystemTime(Date.now() - 86_400_000);
  const over = await Promise.race([
    pacer.ready(never).then(() => 'over'),
    sleep(2000, 'waits', { ref: false }),
  ]);
  expect(over).toBe('over');
});
