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
  const records = settled.map((counts) => {
    const { tier } = counts;
    return { ...run, ...counts, effort: catalog.tiers[tier].effort, costUsd: byTier[tier]?.costUsd ?? 0 };
  });
  try {
    appendSettled(home, records);
  } catch {
    // The ledger cannot be written, which was said already.
  }
}
