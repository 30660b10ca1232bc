// One pass on one rung: what every way of asking it needs, and why it may end early.
import { AskError, type Backend } from '../../ask/backend.ts';
import { type Budget, CeilingReached } from '../../ask/budget.ts';
import { UsageError } from '../../errors.ts';
import type { OpenPacksOptions } from '../survey/open-packs.ts';
import type { Advancer } from './advance.ts';
import type { Requests } from './requests.ts';
import type { Tally } from './tally.ts';
import type { Trust } from './trust.ts';

export interface PassOptions extends OpenPacksOptions {
  backend: Backend;
  requests: Requests;
  advancer: Advancer;
  /** Which packs are believed; null: nothing is compared. */
  trust: Trust | null;
  budget: Budget;
  /** What this tier's requests come to, over all its passes. */
  tally: Tally;
  /** Aborted by the user: nothing more is sent, requests in flight are awaited. */
  interrupted: AbortSignal;
  /** Called with the number of requests in flight whenever something has changed. */
  onProgress: (inFlight: number) => void;
  /** Called before a failed request is sent again. */
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
}

/** Why a run ended before every item had been asked. */
export interface Stopped {
  by: 'ceiling' | 'interrupted' | 'error';
  reason: string;
}

export const stoppedBy = (by: Stopped['by'], reason: string): Stopped => ({
  by,
  reason: reason.replace(/\.$/, ''),
});

/** Returns the end of the pass that an error means; null: only its pack has failed. Throws what is a bug of ours. */
export function endBy(error: unknown): Stopped | null {
  if (error instanceof CeilingReached) return stoppedBy('ceiling', error.message);
  // Nothing more may be paid for that could not be kept.
  if (error instanceof UsageError) return stoppedBy('error', error.message);
  if (!(error instanceof AskError)) throw error;
  return error.failure === 'stop' ? stoppedBy('error', error.message) : null;
}
