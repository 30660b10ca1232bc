import type { RungName } from '../../models/table.ts';
import { keyOf, type Value } from '../task/task.ts';

/** What one tier said about an item and why it did not decide it; for the person who may have to. */
export interface TierAnswer {
  tier: RungName;
  model: string;
  /** Null when there was no valid answer. */
  value: Value | null;
  why: string;
}

/** Who decided an item. */
export type Decider = RungName | 'rules' | 'person';

/** How one item ended. `done`: tagged or mapped; `failed`: it has no answer yet, and the same command asks it again. */
export type Outcome =
  | { status: 'done'; value: Value; by: Decider }
  | { status: 'review'; reason: string; answers: readonly TierAnswer[] }
  | { status: 'failed'; reason: string };

/** The answer in an output record, and who gave it. */
export function labelOf(outcome: Outcome): { value: Value | null; by: string } {
  if (outcome.status === 'done') return outcome;
  return { value: null, by: outcome.status === 'review' ? 'review' : '' };
}

export const DISAGREED = 'two passes disagree';
export const REFUSED = 'the model refused it';
export const TOO_LARGE = 'it is too large for the model';
export const CUT_OFF = 'the reply was cut off';

/** Items that a person decides, after the last tier that could be asked: `haiku, sonnet: no tag fits; opus: the model refused it`. */
export function forReview(answers: readonly TierAnswer[]): Outcome {
  const tiersByReason = new Map<string, Set<RungName>>();
  for (const { tier, why } of answers)
    tiersByReason.set(why, (tiersByReason.get(why) ?? new Set()).add(tier));
  const reasons = [...tiersByReason].map(([why, tiers]) => `${[...tiers].join(', ')}: ${why}`);
  return { status: 'review', reason: reasons.join('; '), answers };
}

/** What tiers said that a person can weigh; who found no answer said nothing else. */
export const saidAnswers = (answers: readonly TierAnswer[], abstention: string): TierAnswer[] =>
  answers.filter(({ value, why }) => value !== null && why !== abstention);

// Hundreds of thousands of items share a handful of tags: one object each is enough.
const known = new Map<string, Outcome>();
const knownByList = new WeakMap<object, Map<Decider, Outcome>>();

/** The outcome `done`; the same object for the same tags and tier. */
export function doneBy(by: Decider, value: Value): Outcome {
  if (!Array.isArray(value)) return { status: 'done', value, by };
  const ofList = knownByList.get(value) ?? new Map<Decider, Outcome>();
  const again = ofList.get(by);
  if (again) return again;
  const key = `${by} ${keyOf(value)}`;
  const outcome = known.get(key) ?? { status: 'done', value, by };
  known.set(key, outcome);
  knownByList.set(value, ofList.set(by, outcome));
  return outcome;
}
