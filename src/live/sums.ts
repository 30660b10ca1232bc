// What a session came to so far: requests by tier, dollars, and what cheaper tiers saved.
import type { LiveUsage } from '../ask/live-protocol.ts';
import { costUsd } from '../models/cost.ts';
import { shippedModel, TIER_NAMES, type TierName } from '../models/table.ts';
import type { LedgerEntry } from '../usage/ledger-entry.ts';

export type Summed = LiveUsage & Pick<LedgerEntry, 'tier' | 'costUsd' | 'at' | 'thinking' | 'webSearches'>;

export class Sums {
  readonly byTier: Partial<Record<TierName, number>> = {};
  costUsd = 0;
  savedUsd = 0;

  /** `main`: the model of the main conversation. */
  add(entry: Summed, main: string): void {
    this.costUsd += entry.costUsd ?? 0;
    if (entry.tier) this.byTier[entry.tier] = (this.byTier[entry.tier] ?? 0) + 1;
    this.savedUsd += savedBy(entry, main);
  }
}

/** What the same tokens would have cost on the main conversation's model, minus what they did, where that is a higher tier. */
function savedBy({ tier, costUsd: paid, at, webSearches = 0, ...tokens }: Summed, main: string): number {
  const top = shippedModel(main);
  const isBelow = tier && top && TIER_NAMES.indexOf(tier) < TIER_NAMES.indexOf(top.tier);
  if (!isBelow || paid === null) return 0;
  return (costUsd(top, { ...tokens, webSearches }, { at: new Date(at) }) ?? paid) - paid;
}
