import { UsageError } from '../../errors.ts';
import { tryLock } from '../../lock.ts';

/** Locks a plan against a second run. Returns what unlocks it. Throws UsageError when a run is under way. */
export function lockPlan(folder: string): () => void {
  const locked = tryLock(folder);
  if (typeof locked === 'function') return locked;
  throw new UsageError(
    `Another run of this plan is under way (process ${locked.heldBy}). Wait for it, or end it first.`,
  );
}
