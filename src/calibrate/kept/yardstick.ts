// What a tier can be compared with later: the labels where all items have one, else the stored answers of another tier.
import type { TierName } from '../../models/table.ts';
import type { Calibration } from './record.ts';

export interface Yardstick {
  /** The tier that is asked again. */
  tier: TierName;
  against: TierName | 'labels';
  /** By fingerprint: hashes of what counts as right, and of what the tier said; null for none. */
  items: ReadonlyMap<string, { right: string | null; said: string | null }>;
}

/** Returns what a calibration can be compared by; null when it has nothing. */
export function yardstickOf({ sample, settings, recommended, against }: Calibration): Yardstick | null {
  const tier = recommended ?? settings[0]?.tier;
  if (!tier) return null;
  const isLabelled = sample.every(({ label }) => label !== null);
  const other = tier === against ? settings.findLast((one) => one.tier !== tier)?.tier : against;
  if (!isLabelled && !other) return null;
  const items = sample.map(({ fingerprint, answers, label }) => {
    const right = isLabelled ? label : ((other && answers[other]) ?? null);
    return [fingerprint, { right, said: answers[tier] ?? null }] as const;
  });
  return { tier, against: isLabelled ? 'labels' : (other as TierName), items: new Map(items) };
}
