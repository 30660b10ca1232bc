import { expect, test } from 'vitest';
import { AskError } from '../../src/ask/backend.ts';
import {
  LONGEST_RETRY_AFTER_MS,
  MAX_ATTEMPTS,
  MAX_ATTEMPTS_UNREACHED,
  waitBefore,
  withRetries,
} from '../../src/ask/retry.ts';

const never = new AbortController().signal;
const again = (retryAfterMs = 0) => new AskError({ failure: 'again', message: 'busy', retryAfterMs });

test('waits double up to half a minute, with jitter that never exceeds them', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((tries) => waitBefore(tries, undefined, () => 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(waitBefore(3, undefined, () => 0)).toBe(2000);
});

test('the wait a server asks for is taken, up to a bound', () => {
  expect(waitBefore(1, 7000, () => 0)).toBe(7000);
  expect(waitBefore(1, 86_400_000, () => 0)).toBe(LONGEST_RETRY_AFTER_MS);
});

async function attemptsUntilGivingUp(error: unknown, reachedBefore: boolean): Promise<number> {
  let attempts = 0;
  const run = withRetries(
    async () => {
      attempts++;
      throw error;
    },
    { signal: never, reachedBefore: () => reachedBefore, random: () => 0 },
  );
  await expect(run).rejects.toBe(error);
  return attempts;
}

test('gives up after so many tries, sooner where nobody ever answered, at once where trying cannot help', async () => {
  expect(await attemptsUntilGivingUp(again(), true)).toBe(MAX_ATTEMPTS);
  expect(await attemptsUntilGivingUp(again(), false)).toBe(MAX_ATTEMPTS); // a busy server did answer
  const unreachable = new AskError({ failure: 'unreachable', message: 'no route', retryAfterMs: 0 });
  expect(await attemptsUntilGivingUp(unreachable, false)).toBe(MAX_ATTEMPTS_UNREACHED);
  expect(await attemptsUntilGivingUp(unreachable, true)).toBe(MAX_ATTEMPTS);
  for (const failure of ['stop', 'too-large', 'thinking'] as const) {
    expect(await attemptsUntilGivingUp(new AskError({ failure, message: 'no' }), true)).toBe(1);
  }
  expect(await attemptsUntilGivingUp(new TypeError('a bug'), true)).toBe(1);
});

test('an abort ends a wait at once, and nothing is tried after it', async () => {
  const stop = new AbortController();
  let attempts = 0;
  const run = withRetries(
    () => {
      attempts++;
      return Promise.reject(again(60_000));
    },
    { signal: stop.signal, reachedBefore: () => true, onWait: () => stop.abort() },
  );
  await expect(run).rejects.toThrow('busy');
  expect(attempts).toBe(1);
});

test('what comes back after trouble is the result, and each wait is told before it begins', async () => {
  const trouble = [again(3), again(0)];
  const told: [AskError, number][] = [];
  const result = await withRetries(
    async () => {
      const error = trouble[told.length];
      if (error) throw error;
      return 'answer';
    },
    { signal: never, reachedBefore: () => true, onWait: (error, waitMs) => told.push([error, waitMs]) },
  );
  expect(result).toBe('answer');
  expect(told).toEqual([
    [trouble[0], 3],
    [trouble[1], 0],
  ]);
});

test('without a word from the server the waits grow, each by its own jitter', async () => {
  const told: number[] = [];
  const random = [0, 0.002, 1];
  const stop = new AbortController();
  const run = withRetries(() => Promise.reject(new AskError({ failure: 'again', message: 'no' })), {
    signal: stop.signal,
    reachedBefore: () => true,
    random: () => random[told.length] as number,
    onWait(_, waitMs) {
      told.push(waitMs);
      if (told.length === 2) stop.abort();
    },
  });
  await expect(run).rejects.toThrow('no');
  expect(told).toEqual([500, 1002]);
});

test('who is interrupted already tries once and waits for nothing', async () => {
  let attempts = 0;
  const waits: number[] = [];
  const run = withRetries(
    () => {
      attempts++;
      return Promise.reject(again(0));
    },
    { signal: AbortSignal.abort(), reachedBefore: () => true, onWait: (_, waitMs) => waits.push(waitMs) },
  );
  await expect(run).rejects.toThrow('busy');
  expect({ attempts, waits }).toEqual({ attempts: 1, waits: [] });
});

test('an address that answered once is tried as often as a busy one, from then on', async () => {
  let attempts = 0;
  const run = withRetries(
    () => {
      attempts++;
      return Promise.reject(new AskError({ failure: 'unreachable', message: 'no route', retryAfterMs: 0 }));
    },
    { signal: never, reachedBefore: () => attempts > 2 },
  );
  await expect(run).rejects.toThrow('no route');
  expect(attempts).toBe(MAX_ATTEMPTS);
});
