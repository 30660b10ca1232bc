import { appendSettled } from '../../usage/outcomes.ts';
import type { TierSettled } from '../outcome/settled.ts';
import type { JobSettings } from '../settings.ts';
import type { Summary } from './summary.ts';

/** Leaves to `report --outcomes` how far the tiers settled the items. */
export function keepSettled(
  { home, host, task, catalog }: JobSettings,
  settled: readonly TierSettled[],
  { byTier }: Summary,
): void {
  const kind = task.kind === 'scheme' ? 'classification' : 'extraction';
  const { name, hash } = task;
  const run = { at: new Date().toISOString(), project: host.cwd, task: name, hash, kind } as const;
  const records = settled.flatMap(({ tier, unsettled, ...counts }) => {
    if (tier === 'local') return []; // a model of the user's own: which one, its name does not say
    const { effort } = catalog.tiers[tier];
    const why = Object.keys(unsettled).length ? { unsettled } : {};
    return [{ ...run, tier, ...counts, ...why, effort, costUsd: byTier[tier]?.costUsd ?? 0 }];
  });
  try {
    appendSettled(home, records);
  } catch {
    // The ledger cannot be written, which was said already.
  }
}
