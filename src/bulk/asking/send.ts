// Packs asked one by one, as they are answered: reserving money, keeping pace, trying again.
import { AskError, type Backend, type Reply } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { Pacer } from '../../ask/pacing.ts';
import { withRetries } from '../../ask/retry.ts';
import type { Item } from '../task/item.ts';
import type { PackReading, Requests } from './requests.ts';
import type { Tally } from './tally.ts';

export interface AskerOptions {
  backend: Backend;
  requests: Requests;
  budget: Budget;
  tally: Tally;
  pacer: Pacer;
  /** Ends waiting between tries. */
  signal: AbortSignal;
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
}

/** A function that asks about `items` in one request. It throws AskError or CeilingReached. */
export function createAsker(options: AskerOptions): (items: readonly Item[]) => Promise<PackReading> {
  const { backend, requests, budget, tally, pacer, signal, onWait } = options;

  async function send(items: readonly Item[]): Promise<{ reply: Reply; ids: number[] }> {
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
        return send(items);
      }
      throw error;
    }
  }

  const waiting = (error: AskError, waitMs: number): void => {
    pacer.failed(error, waitMs);
    onWait?.(error, waitMs);
  };

  return async (items) => {
    const reachedBefore = () => tally.requests > 0;
    const { reply, ids } = await withRetries(() => send(items), { signal, reachedBefore, onWait: waiting });
    return requests.read(reply, ids);
  };
}
