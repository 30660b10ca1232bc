// One pack as one request: reserving money, keeping pace, trying again.
import { AskError, type Backend, type Reply } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { Pacer } from '../../ask/pacing.ts';
import { withRetries } from '../../ask/retry.ts';
import type { Item } from '../task/item.ts';
import type { PackReading, Requests } from './requests.ts';
import type { Tally } from './tally.ts';

export interface SendOptions {
  backend: Backend;
  requests: Requests;
  budget: Budget;
  tally: Tally;
  pacer: Pacer;
  /** Ends waiting between tries. */
  signal: AbortSignal;
  /** Called before a failed request is sent again. */
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
}

/** Asks about `items` in one request, and returns what its reply says of each. Throws AskError or CeilingReached. */
export async function sendPack(items: readonly Item[], options: SendOptions): Promise<PackReading> {
  const { backend, requests, signal } = options;
  for (;;) {
    try {
      const { reply, ids } = await tryOften(items, options);
      return requests.read(reply, ids);
    } catch (error) {
      const isOver = !(error instanceof AskError) || signal.aborted || !backend.fallBack?.(error);
      if (isOver) throw error;
    }
  }
}

function tryOften(items: readonly Item[], options: SendOptions): ReturnType<typeof tryOnce> {
  const { backend, tally, pacer, signal, onWait } = options;
  return withRetries(() => tryOnce(items, options), {
    signal,
    reachedBefore: () => tally.requests > 0,
    firstMs: backend.firstWaitMs,
    onWait(error, waitMs) {
      pacer.failed(error, waitMs);
      onWait?.(error, waitMs);
    },
  });
}

async function tryOnce(
  items: readonly Item[],
  options: SendOptions,
): Promise<{ reply: Reply; ids: number[] }> {
  const { backend, requests, budget, pacer, signal } = options;
  const { request, ids } = requests.build(items);
  await pacer.ready(signal);
  const reservation = await budget.reserve(requests.worstUsd(request));
  if (signal.aborted) {
    reservation.settle(0); // the run was stopped while this waited for money
    throw new AskError({ failure: 'again', message: 'stopped before it was sent' });
  }
  try {
    const reply = await backend.ask(request);
    reservation.settle(requests.record(reply));
    pacer.succeeded(reply.rateLimit);
    return { reply, ids };
  } catch (error) {
    const lost = !(error instanceof AskError) || error.maybeBilled;
    reservation.settle(lost ? null : 0);
    if (error instanceof AskError && error.failure === 'thinking' && request.thinking) {
      requests.leaveThinkingOn();
      return tryOnce(items, options);
    }
    throw error;
  }
}
