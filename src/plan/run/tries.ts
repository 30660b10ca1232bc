// What the tries of a step say: where the next one stands, what it goes on from, and what they cost.
import type { StepRung } from './escalation.ts';
import { sameRung } from './escalation.ts';
import type { StepState, Try } from './state.ts';

/** Returns the rungs that failed tries stood on: what escalation goes by. */
export const failedRungs = (state: StepState): StepRung[] => failedTries(state).map(({ rung }) => rung);

/** Returns the failed tries of the step's executor since it last started from its first rung. */
export const failedTries = ({ step, tries, before }: StepState): Try[] =>
  tries.slice(before).filter(({ status, executor }) => status === 'failed' && executor === step.executor);

/** Returns the files that the next try on a rung goes on from, as a git tree; null for those of the step's start. */
export function startTree({ step, tries, before, carry }: StepState, rung: StepRung): string | null {
  const last = tries.slice(before).findLast(({ status }) => status === 'failed');
  return last && last.executor === step.executor && sameRung(last.rung, rung) ? carry : null;
}

/** Returns what a step's tries cost in US dollars, as far as that is known. */
export const costOf = ({ tries, recorded }: StepState): number =>
  tries.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), recorded?.costUsd ?? 0);

/** Returns what they may have cost in US dollars: a try whose cost is not known counts with what was reserved for it. */
export const mayHaveCost = ({ tries, recorded }: StepState): number =>
  tries.reduce(
    (sum, { costUsd, reservedUsd }) => sum + (costUsd ?? reservedUsd ?? 0),
    recorded?.costUsd ?? 0,
  );
