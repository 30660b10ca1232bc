// The one place that decides whether, when and how often a failed request is sent again.
import { setTimeout as sleep } from 'node:timers/promises';
import { AskError } from './backend.ts';

export const MAX_ATTEMPTS = 8;
/** Where nobody has ever answered, the address or the network is likelier wrong than busy. */
export const MAX_ATTEMPTS_UNREACHED = 3;
const FIRST_WAIT_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;
/** A server may ask for a longer wait; an unattended run should not sleep for hours on one header. */
export const LONGEST_RETRY_AFTER_MS = 120_000;

export interface RetryOptions {
  /** Ends waiting at once; the failure that led to the wait is then thrown. */
  signal: AbortSignal;
  /** Whether the server has answered before. */
  reachedBefore: () => boolean;
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
  random?: () => number;
}

/** Calls `attempt` until it gives a result, passing trouble has lasted MAX_ATTEMPTS tries, or the failure is final. */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  { signal, reachedBefore, onWait, random = Math.random }: RetryOptions,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof AskError) || !['again', 'unreachable'].includes(error.failure)) throw error;
      const unreached = error.failure === 'unreachable' && !reachedBefore();
      if (tries >= (unreached ? MAX_ATTEMPTS_UNREACHED : MAX_ATTEMPTS) || signal.aborted) throw error;
      const waitMs = waitBefore(tries, error.retryAfterMs, random);
      onWait?.(error, waitMs);
      await sleep(waitMs, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** Milliseconds to wait after failed try number `tries`: the server's word, bounded, else exponential with jitter. */
export function waitBefore(tries: number, retryAfterMs: number | undefined, random: () => number): number {
  if (retryAfterMs !== undefined) return Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
  const backoffMs = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_BACKOFF_MS);
  return backoffMs * (0.5 + random() / 2);
}
