// One pack as one request: reserving money, keeping pace, trying again.
import { AskError, type Backend, type Reply } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { Pacer, Refused } from '../../ask/pacing.ts';
import { FIRST_WAIT_MS, withRetries } from '../../ask/retry.ts';
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

/**
 * Asks about `items` in one request, and returns what its reply says of each. `arrived` is called when it is there and paid for; it is
 * read once that has resolved. Throws AskError or CeilingReached.
 */
export async function sendPack(
  items: readonly Item[],
  options: SendOptions,
  arrived?: () => Promise<void> | undefined,
): Promise<PackReading> {
  const { backend, requests, signal, pacer } = options;
  for (;;) {
    try {
      const { reply, ids } = await tryOften(items, options);
      await arrived?.();
      return requests.read(reply, ids);
    } catch (error) {
      const isOver = !(error instanceof AskError) || signal.aborted || !backend.fallBack?.(error);
      if (isOver) throw error;
      pacer.startAnew();
    }
  }
}

function tryOften(items: readonly Item[], options: SendOptions): Promise<Answered> {
  const { backend, tally, signal, onWait } = options;
  const firstMs = backend.firstWaitMs ?? FIRST_WAIT_MS;
  let refused: Refused | undefined;
  return withRetries(
    () =>
      tryOnce(items, options, {
        isRetry: refused !== undefined,
        onFailed: (how) => {
          refused = how;
        },
      }),
    {
      ...{ signal, firstMs, onWait },
      reachedBefore: () => tally.requests > 0,
      whenBusy(error) {
        const { again, waitMs } = refused as Refused;
        if (again && waitMs >= firstMs) onWait?.(error, waitMs);
        return again;
      },
    },
  );
}

interface Answered {
  reply: Reply;
  ids: number[];
}

interface Try {
  /** It was sent before, and refused. */
  isRetry: boolean;
  onFailed(how: Refused): void;
}

async function tryOnce(items: readonly Item[], options: SendOptions, how: Try): Promise<Answered> {
  const { backend, requests, budget, pacer, signal } = options;
  const { request, ids } = requests.build(items);
  const number = await pacer.ready(signal, how.isRetry);
  const reservation = await budget.reserve(requests.worstUsd(request));
  if (signal.aborted) {
    reservation.settle(0); // the run was stopped while this waited for its turn, or for money
    throw new AskError({ failure: 'again', message: 'stopped before it was sent' });
  }
  try {
    const reply = await backend.ask(request);
    reservation.settle(requests.record(reply));
    pacer.answered(number, reply);
    return { reply, ids };
  } catch (error) {
    const lost = !(error instanceof AskError) || error.maybeBilled;
    reservation.settle(lost ? null : 0);
    if (!(error instanceof AskError)) throw error;
    how.onFailed(pacer.failed(number, error));
    if (error.failure === 'thinking' && request.thinking) {
      requests.leaveThinkingOn();
      return tryOnce(items, options, how);
    }
    throw error;
  }
}
