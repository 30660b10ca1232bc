import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { AskError } from '../../src/ask/backend.ts';
import { Pacer } from '../../src/ask/pacing.ts';

const busy = new AskError({ failure: 'again', message: '429', busy: true });
const broken = new AskError({ failure: 'again', message: 'reset' });
const never = new AbortController().signal;

function pacerOf(most: number) {
  const limit = pLimit(most);
  let time = 0;
  const pacer = new Pacer(limit, () => time);
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
