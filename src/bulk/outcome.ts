import type { TierName } from '../models/table.ts';

/** What one tier said about an item and why it did not settle it; for the person who may have to decide. */
export interface TierAnswer {
  tier: TierName;
  model: string;
  /** Empty when there was no valid answer. */
  tags: readonly string[];
  why: string;
}

/** Who settled an item. */
export type Decider = TierName | 'rules' | 'person';

/** How one item ended. `failed` means it has no answer yet: the same command asks it again. */
export type Outcome =
  | { status: 'tagged'; tags: readonly string[]; by: Decider }
  | { status: 'review'; reason: string; answers: readonly TierAnswer[] }
  | { status: 'failed'; reason: string };

/** The `tags` and `tagged_by` of an output record. */
export function labelOf(outcome: Outcome): { tags: readonly string[]; by: string } {
  if (outcome.status === 'tagged') return outcome;
  return { tags: [], by: outcome.status === 'review' ? 'review' : '' };
}

export const ABSTAINED = 'no tag fits';
export const DISAGREED = 'two passes disagree';

/** Items for a person, after the last tier that could be asked: `haiku, sonnet: no tag fits; opus: the model refused it`. */
export function forReview(answers: readonly TierAnswer[]): Outcome {
  const tiersByReason = new Map<string, Set<TierName>>();
  for (const { tier, why } of answers)
    tiersByReason.set(why, (tiersByReason.get(why) ?? new Set()).add(tier));
  const reasons = [...tiersByReason].map(([why, tiers]) => `${[...tiers].join(', ')}: ${why}`);
  return { status: 'review', reason: reasons.join('; '), answers };
}

/** What tiers said that a person can weigh; who found that no tag fits said nothing else. */
export const saidTags = (answers: readonly TierAnswer[]): TierAnswer[] =>
  answers.filter(({ tags, why }) => tags.length && why !== ABSTAINED);

/** Whether two sets of tags are the same; both in the scheme's order. */
export const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.join('\0') === b.join('\0');

// Hundreds of thousands of items share a handful of outcomes: one object each is enough.
const known = new Map<string, Outcome>();

/** The outcome `tagged`, the same object for the same tags and tier. */
export function taggedBy(by: Decider, tags: readonly string[]): Outcome {
  const key = [by, ...tags].join('\0');
  const outcome = known.get(key) ?? { status: 'tagged', tags, by };
  known.set(key, outcome);
  return outcome;
}
