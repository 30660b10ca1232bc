import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AskError } from '../../src/ask/backend.ts';
import { Pacer } from '../../src/ask/pacing.ts';

const busy = (retryAfterMs?: number) =>
  new AskError({ failure: 'again', message: '429', busy: true, limited: true, retryAfterMs });
const broken = new AskError({ failure: 'again', message: 'reset' });
const never = new AbortController().signal;
const answer = { rateLimit: null, usage: null };
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Which of `waiting` have been let go, in that order. */
function followed(...waiting: Promise<number>[]): number[] {
  const gone: number[] = [];
  for (const [index, one] of waiting.entries()) one.then(() => gone.push(index));
  return gone;
}

test('nothing waits until the server is busy', async () => {
  const pacer = new Pacer(1000, () => 0);
  const numbers = await Promise.all(Array.from({ length: 100 }, () => pacer.ready(never)));
  expect(new Set(numbers).size).toBe(100);
});

test('then all wait as long as it asks, and what was refused goes first', async () => {
  const pacer = new Pacer(1);
  const [first, second] = [await pacer.ready(never), await pacer.ready(never)];
  const before = performance.now();
  expect(pacer.failed(first, busy(50)).waitMs).toBeGreaterThan(40);
  const waiting = [pacer.ready(never), pacer.ready(never), pacer.ready(never, true)];
  const gone = followed(...waiting);
  pacer.answered(second, answer);
  await Promise.all(waiting);
  expect(performance.now() - before).toBeGreaterThanOrEqual(48);
  expect(gone[0]).toBe(2);
});

test('no wait that a server asks for is longer than two minutes', async () => {
  const pacer = new Pacer(1000, () => 0);
  expect(pacer.failed(await pacer.ready(never), busy(86_400_000)).waitMs).toBe(120_000);
});

test('a failure that is not about load holds nobody up', async () => {
  const pacer = new Pacer(1000, () => 0);
  expect(pacer.failed(await pacer.ready(never), broken)).toEqual({ again: true, waitMs: 0 });
  await pacer.ready(never);
});

test('an abort lets everybody go at once, and leaves nothing that would keep the process alive', async () => {
  const timers = process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length;
  const pacer = new Pacer(1000, () => 0);
  pacer.failed(await pacer.ready(never), busy(60_000));
  const stop = new AbortController();
  const waiting = [pacer.ready(stop.signal), pacer.ready(stop.signal)];
  const gone = followed(...waiting);
  await settled();
  expect(gone).toEqual([]);
  stop.abort();
  await Promise.all([...waiting, pacer.ready(stop.signal)]);
  expect(process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length).toBe(timers);
});

test('a refusal is worth another try until nobody has been answered for five minutes and many tries', async () => {
  let time = 0;
  const pacer = new Pacer(1000, () => time);
  pacer.answered(await pacer.ready(never), answer);
  const refusedAgain = (times: number) => {
    let last = false;
    for (let refusals = 0; refusals < times; refusals++) last = pacer.failed(0, busy()).again;
    return last;
  };
  time = 300_000;
  expect(refusedAgain(15)).toBe(true);
  expect(refusedAgain(1)).toBe(false);
  pacer.answered(0, answer);
  expect(refusedAgain(100)).toBe(true);
  time = 599_999;
  expect(refusedAgain(1)).toBe(true);
  time = 600_000;
  expect(refusedAgain(1)).toBe(false);
});

test('of another server nothing is known: it is asked at once', async () => {
  const pacer = new Pacer(1000, () => 0);
  pacer.failed(await pacer.ready(never), busy(60_000));
  const gone = followed(pacer.ready(never));
  await settled();
  expect(gone).toEqual([]);
  pacer.startAnew();
  await settled();
  expect(gone).toEqual([0]);
});

test('a clock that is set back does not make a wait longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const pacer = new Pacer(1);
  pacer.failed(await pacer.ready(never), busy(20));
  vi.setSystemTime(Date.now() - 86_400_000);
  const over = await Promise.race([
    pacer.ready(never).then(() => 'over'),
    sleep(5000, 'waits', { ref: false }),
  ]);
  expect(over).toBe('over');
});
