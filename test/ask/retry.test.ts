import { expect, test } from 'vitest';
import { AskError, type Failure } from '../../src/ask/backend.ts';
import {
  LONGEST_RETRY_AFTER_MS,
  MAX_ATTEMPTS,
  MAX_ATTEMPTS_BUSY,
  MAX_ATTEMPTS_UNREACHED,
  waitBefore,
  withRetries,
} from '../../src/ask/retry.ts';

const never = new AbortController().signal;
const again = (more: Partial<Failure> = {}) =>
  new AskError({ failure: 'again', message: 'trouble', ...more });

test('waits double up to half a minute, with jitter that never exceeds them', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((tries) => waitBefore(tries, undefined, () => 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(waitBefore(3, undefined, () => 0)).toBe(2000);
});

test('the wait a server asks for is taken, up to a bound', () => {
  expect(waitBefore(1, 7000, () => 0)).toBe(7000);
  expect(waitBefore(1, 86_400_000, () => 0)).toBe(LONGEST_RETRY_AFTER_MS);
});

test('under every wait lies our own backoff: a server that asks for none gets it all the same', () => {
  const waits = [1, 2, 3, 4].map((tries) => waitBefore(tries, 0, () => 0));
  expect(waits).toEqual([500, 1000, 2000, 4000]);
  expect(waitBefore(5, 20_000, () => 0)).toBe(20_000);
});

/** What a request meets: how often it was sent, and how long it waited in all. */
async function untilGivingUp(
  error: unknown,
  reachedBefore = true,
): Promise<{ tries: number; waitedMs: number }> {
  const met = { tries: 0, waitedMs: 0 };
  const run = withRetries(
    async () => {
      met.tries++;
      throw error;
    },
    {
      signal: never,
      reachedBefore: () => reachedBefore,
      random: () => 0,
      wait: async (ms) => {
        met.waitedMs += ms;
      },
    },
  );
  await expect(run).rejects.toBe(error);
  return met;
}

test('gives up after so many tries, sooner where nobody ever answered, at once where trying cannot help', async () => {
  expect((await untilGivingUp(again())).tries).toBe(MAX_ATTEMPTS);
  const unreachable = new AskError({ failure: 'unreachable', message: 'no route' });
  expect((await untilGivingUp(unreachable, false)).tries).toBe(MAX_ATTEMPTS_UNREACHED);
  expect((await untilGivingUp(unreachable)).tries).toBe(MAX_ATTEMPTS);
  for (const failure of ['stop', 'too-large', 'thinking'] as const)
    expect((await untilGivingUp(new AskError({ failure, message: 'no' }))).tries).toBe(1);
  expect((await untilGivingUp(new TypeError('a bug'))).tries).toBe(1);
});

test('a storm of 429 that asks for no wait is sat out for minutes, not burnt through at once', async () => {
  const { tries, waitedMs } = await untilGivingUp(again({ busy: true, retryAfterMs: 0 }));
  expect(tries).toBe(MAX_ATTEMPTS_BUSY);
  expect(waitedMs).toBeGreaterThan(120_000);
});

test('and the first answer after it is taken', async () => {
  let tries = 0;
  const answer = await withRetries(
    async () => {
      if (++tries <= 12) throw again({ busy: true, retryAfterMs: 0 });
      return 'yes';
    },
    { signal: never, reachedBefore: () => false, wait: async () => {} },
  );
  expect([answer, tries]).toEqual(['yes', 13]);
});

test('an abort ends a wait at once, with the failure that led to it', async () => {
  const stop = new AbortController();
  const waits: number[] = [];
  const run = withRetries(() => Promise.reject(again({ retryAfterMs: 60_000 })), {
    signal: stop.signal,
    reachedBefore: () => true,
    onWait: (error, waitMs) => {
      waits.push(waitMs);
      expect(error.message).toBe('trouble');
      stop.abort();
    },
  });
  await expect(run).rejects.toThrow('trouble');
  expect(waits).toEqual([60_000]);
});

test('after an abort nothing is tried again', async () => {
  const stop = AbortSignal.abort();
  let tries = 0;
  const failing = () => {
    tries++;
    return Promise.reject(again());
  };
  await expect(withRetries(failing, { signal: stop, reachedBefore: () => true })).rejects.toThrow('trouble');
  expect(tries).toBe(1);
});

test('an address that answered once is tried as often as any other, from then on', async () => {
  let tries = 0;
  const run = withRetries(
    () => {
      tries++;
      return Promise.reject(new AskError({ failure: 'unreachable', message: 'no route' }));
    },
    { signal: never, reachedBefore: () => tries > 2, wait: async () => {} },
  );
  await expect(run).rejects.toThrow('no route');
  expect(tries).toBe(MAX_ATTEMPTS);
});
