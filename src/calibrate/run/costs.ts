// What a tier costs on these items: as billed where most of the sample was asked now, else as in the last calibration, else as estimated.

import type { TierName } from '../../models/table.ts';
import { readCalibration } from '../kept/record.ts';
import type { Asked } from './ask-tiers.ts';
import type { SampledItem } from './draw.ts';
import { estimateTier } from './estimate.ts';
import type { CalibrateSettings } from './settings.ts';

/** Null when no price is known. */
export interface CostPerItem {
  per1000Usd: number | null;
  basis: 'billed' | 'earlier' | 'estimated';
}

/** Of the sample; with less, one request's fixed part would weigh too much. */
const BILLED_SHARE = 1 / 2;

/** Returns what 1,000 distinct items cost on each tier. */
export function costPer1000(
  settings: CalibrateSettings,
  items: readonly SampledItem[],
  { byTier, tallies }: Pick<Asked, 'byTier' | 'tallies'>,
): Map<TierName, CostPerItem> {
  const last = readCalibration(settings.home, settings.task);
  const former = last && 'settings' in last ? last.settings : [];
  return new Map(
    byTier.map(({ tier, asked }): [TierName, CostPerItem] => {
      const tally = tallies.get(tier);
      if (tally && asked >= items.length * BILLED_SHARE) {
        const per1000Usd = tally.unpriced.size ? null : (tally.costUsd / asked) * 1000;
        return [tier, { per1000Usd, basis: 'billed' }];
      }
      const { model } = settings.catalog.tiers[tier];
      const earlier = former.find((one) => one.tier === tier && one.model === model)?.costPer1000Usd;
      if (earlier !== undefined && earlier !== null) return [tier, { per1000Usd: earlier, basis: 'earlier' }];
      const { costUsd } = estimateTier(settings, tier, items);
      return [
        tier,
        { per1000Usd: costUsd === null ? null : (costUsd / items.length) * 1000, basis: 'estimated' },
      ];
    }),
  );
}
