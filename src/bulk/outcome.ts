import type { TierName } from '../models/table.ts';

/** What one tier said about an item, for the person who has to decide. */
export interface TierAnswer {
  tier: TierName;
  model: string;
  tags: string[];
}

/** How one item ended. `failed` means it has no answer yet: the same command asks it again. */
export type Outcome =
  | { status: 'tagged'; tags: readonly string[]; by: TierName | 'rules' }
  | { status: 'review'; reason: string; answers: readonly TierAnswer[] }
  | { status: 'failed'; reason: string };

/** The `tags` and `tagged_by` of an output record. */
export function labelOf(outcome: Outcome): { tags: readonly string[]; by: string } {
  if (outcome.status === 'tagged') return outcome;
  return { tags: [], by: outcome.status === 'review' ? 'review' : '' };
}

type AnyTierAnswer = Readonly<Omit<TierAnswer, 'tags'>> & { tags: readonly string[] };

/** What a model's valid answer means for the items it stands for: abstaining is for a person, never a tag. */
export function outcomeOf({ tier, model, tags }: AnyTierAnswer, abstain: string | null): Outcome {
  if (abstain && tags[0] === abstain) {
    const answers = [{ tier, model, tags: [...tags] }];
    return { status: 'review', reason: 'the model found no tag that fits', answers };
  }
  return taggedBy(tier, tags);
}

// Hundreds of thousands of items share a handful of outcomes: one object each is enough.
const known = new Map<string, Outcome>();

/** The outcome `tagged`, the same object for the same tags and tier. */
export function taggedBy(by: TierName | 'rules', tags: readonly string[]): Outcome {
  const key = [by, ...tags].join('\0');
  const outcome = known.get(key) ?? { status: 'tagged', tags, by };
  known.set(key, outcome);
  return outcome;
}
