// What to do about items that only a model can tag, when no model is available.
import { HOW_TO_GET_A_MODEL } from '../../ask/choose.ts';
import type { RungName } from '../../models/table.ts';
import { counted, usd } from '../../terminal/format.ts';

/** Items left for a model: how many, what they would cost, and on which tier. */
export interface LeftForModel {
  toAsk: number;
  costUsd: number | null;
  tier: RungName;
}

/** What to do about items that only a model can tag, when no model is available. */
export function howToTagTheRest({ toAsk, costUsd, tier }: LeftForModel): string {
  const price = costUsd === null ? '' : ` (about ${usd(costUsd)})`;
  const what = `${counted(toAsk, 'item')} ${toAsk === 1 ? 'is' : 'are'}`;
  return `${what} left for a model. To have ${tier} tag ${toAsk === 1 ? 'it' : 'them'}${price}, ${HOW_TO_GET_A_MODEL}; then run the same command again.`;
}
