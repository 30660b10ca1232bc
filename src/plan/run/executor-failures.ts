// What the failure of an executor says about the step: often nothing.
import type { CliFailure } from '../../ask/coding-cli.ts';
import type { TryFailure } from './events.ts';

type FailureKind = CliFailure['failure'];

const NEVER_ASKED: readonly FailureKind[] = ['missing', 'login', 'limit'];
const LIMITS: Partial<Record<FailureKind, TryFailure>> = {
  timeout: 'time',
  budget: 'budget',
  refused: 'refused',
};

/** Whether the executor never began, which the next try could not change: it is missing, logged out or has no allowance left. */
export const wasNeverAsked = ({ failure }: CliFailure): boolean => NEVER_ASKED.includes(failure);

/** Whether a failure says nothing about the step: its work was not done, for reasons of the executor's own. */
export const saysNothing = ({ failure }: CliFailure): boolean =>
  [...NEVER_ASKED, 'failed', 'aborted'].includes(failure);

/** Returns the limit that a try ran into; null for another failure, as of one that ended well and said nothing. */
export const limitReached = ({ failure }: CliFailure): TryFailure | null => LIMITS[failure] ?? null;
