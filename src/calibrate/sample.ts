// What a calibration looks at: a random sample of items, answered by several settings, and what a person said of some of them.

/** How a tier is asked. */
export interface Setting {
  tier: string;
  model: string;
  effort: string | null;
  pack: number;
  votes: number;
}

/** An answer in one canonical form, so that equal means equally right; null when there was none, which is never right. */
export type Answer = string | null;

/** What is right, by the item's place in the sample. */
export type Labels = ReadonlyMap<number, string>;

/** One setting, and its answers to all items of the sample. */
export interface Trial {
  setting: Setting;
  answers: readonly Answer[];
  costPer1000Usd: number | null;
}

/** "Undecided" is an answer too: the sample and the labels so far do not show either. */
export type Decision = 'yes' | 'no' | 'undecided';

export const isRight = (answer: Answer | undefined, truth: string): boolean => answer === truth;
