// What submitting and collecting batches share.
import { AskError, type Batches } from '../../../ask/backend.ts';
import type { Reservation } from '../../../ask/budget.ts';
import type { withRetries } from '../../../ask/retry.ts';
import { UsageError } from '../../../errors.ts';
import type { Claims } from '../claims.ts';
import { type PassOptions, type Stopped, stoppedBy } from '../pass.ts';
import type { BatchRecord, BatchRecords } from './records.ts';

export interface BatchOptions extends PassOptions {
  batches: Batches;
  records: BatchRecords;
  /** Batches that this run submits or collects, so that no other run collects them, too. */
  claims: Claims;
  /** What is in a batch's record besides its requests. */
  about: Pick<BatchRecord, 'task' | 'tier' | 'store' | 'model' | 'command'>;
  /** Whether an earlier run has stored an answer of this pass, which it counted then. */
  isStored(fingerprint: string): boolean;
  /** Requests in flight at once where too few are left for a batch. */
  concurrency: number;
  note(line: string): void;
  /** Called with the number of pending requests, and how long the oldest has been waited for, in milliseconds. */
  onWaiting(requests: number, waitedMs: number): void;
  /** How often a batch is polled, in milliseconds. */
  pollMs: number;
}

/** A pending batch, with the money set aside for each of its requests. */
export interface Pending {
  record: BatchRecord;
  reservations: Reservation[];
  /** Milliseconds since the epoch. */
  submittedAt: number;
}

/** How calls to the batch API are tried again. */
export const retryOptions = ({
  interrupted,
  onWait,
  batches,
}: BatchOptions): Parameters<typeof withRetries>[1] => ({
  signal: interrupted,
  reachedBefore: () => true,
  firstMs: batches.firstWaitMs,
  onWait,
});

/** A failure that ends the pass. Throws what is a bug of ours. */
export function stoppedByError(error: unknown): Stopped {
  if (error instanceof AskError || error instanceof UsageError) return stoppedBy('error', error.message);
  throw error;
}
