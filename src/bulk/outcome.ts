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

/** What a model's valid answer means for the items it stands for: abstaining is for a person, never a tag. */
export function outcomeOf(
  { tier, model, tags }: Readonly<Omit<TierAnswer, 'tags'>> & { tags: readonly string[] },
  abstain: string | null,
): Outcome {
  if (abstain && tags[0] === abstain) {
    return {
      status: 'review',
      reason: 'the model found no tag that fits',
      answers: [{ tier, model, tags: [...tags] }],
    };
  }
  return { status: 'tagged', tags, by: tier };
}
