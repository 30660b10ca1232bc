// The one place that decides whether, when and how often a failed request is sent again.
import { setTimeout as sleep } from 'node:timers/promises';
import { AskError } from './backend.ts';

export const MAX_ATTEMPTS = 8;
/** A server that says it is busy is there, and the run should go on when it does: about five minutes of waits. */
export const MAX_ATTEMPTS_BUSY = 16;
/** Where nobody has ever answered, the address or the network is likelier wrong than busy. */
export const MAX_ATTEMPTS_UNREACHED = 3;
export const FIRST_WAIT_MS = 1000;
/** The longest wait of our own, in first waits. */
const LONGEST_BACKOFF = 30;
/** A server may ask for a longer wait; an unattended run should not sleep for hours on one header. */
export const LONGEST_RETRY_AFTER_MS = 120_000;

export interface RetryOptions {
  /** Ends waiting at once; the failure that led to the wait is then thrown. */
  signal: AbortSignal;
  /** Whether the server has answered before. */
  reachedBefore: () => boolean;
  /** The first wait, in milliseconds; a second without it. */
  firstMs?: number | undefined;
  /** Called before each wait. */
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
  /** Where somebody else keeps the pace: called when the server is busy, instead of waiting. Returns whether another try is worth it. */
  whenBusy?: (error: AskError) => boolean;
  random?: () => number;
  /** Waits; rejects when `signal` aborts. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Calls `attempt` until it returns a result, the failure is final, or passing trouble has used up the tries it is worth. */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  { signal, reachedBefore, firstMs, onWait, whenBusy, random = Math.random, wait = pause }: RetryOptions,
): Promise<Result> {
  let tries = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (whenBusy && error instanceof AskError && error.busy && !signal.aborted) {
        if (!whenBusy(error)) throw error;
        continue;
      }
      tries++;
      if (!(error instanceof AskError) || tries >= triesWorth(error, reachedBefore) || signal.aborted)
        throw error;
      const waitMs = waitBefore(tries, error.retryAfterMs, random, firstMs);
      onWait?.(error, waitMs);
      await wait(waitMs, signal).catch(() => {
        throw error;
      });
    }
  }
}

const pause: NonNullable<RetryOptions['wait']> = (ms, signal) => sleep(ms, undefined, { signal });

/** Returns how often a request that fails like this is sent at most. */
function triesWorth({ failure, busy }: AskError, reachedBefore: () => boolean): number {
  if (failure === 'unreachable') return reachedBefore() ? MAX_ATTEMPTS : MAX_ATTEMPTS_UNREACHED;
  if (failure !== 'again') return 1;
  return busy ? MAX_ATTEMPTS_BUSY : MAX_ATTEMPTS;
}

/**
 * Returns the milliseconds to wait after failed try number `tries`: what the server asks for, bounded, but never less than our
 * own backoff, because a server that asked for too little asks for it again.
 */
export function waitBefore(
  tries: number,
  retryAfterMs: number | undefined,
  random: () => number,
  firstMs: number = FIRST_WAIT_MS,
): number {
  const backoffMs = firstMs * Math.min(2 ** (tries - 1), LONGEST_BACKOFF) * (0.5 + random() / 2);
  return Math.max(backoffMs, Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}

/** Returns the first wait, which doubles from try to try, in milliseconds: TIERWISE_RETRY_WAIT_MS, else a second. */
export function firstWaitMs(env: NodeJS.ProcessEnv): number {
  const said = Number(env.TIERWISE_RETRY_WAIT_MS);
  return said > 0 && Number.isFinite(said) ? said : FIRST_WAIT_MS;
}
