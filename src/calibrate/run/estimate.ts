// What asking a sample takes and costs, before anything is sent.
import { openAnswers } from '../../bulk/outcome/answers.ts';
import { START } from '../../bulk/outcome/ladder.ts';
import { estimateRun } from '../../bulk/result/estimate.ts';
import { Workload } from '../../bulk/survey/workload.ts';
import { itemTokens } from '../../bulk/task/item.ts';
import type { TierName } from '../../models/table.ts';
import { columns, count, counted, usd } from '../../terminal/format.ts';
import { NO_ANSWERS, type Sample, type SampledItem } from './draw.ts';
import { type CalibrateSettings, jobSettings } from './settings.ts';

/** Requests, and US dollars at list price; null when no price is known. */
export interface SampleEstimate {
  items: number;
  requests: number;
  costUsd: number | null;
}

/** Returns what it takes to ask a tier about these items. */
export function estimateTier(
  settings: CalibrateSettings,
  tier: TierName,
  items: readonly SampledItem[],
): SampleEstimate {
  const { model } = settings.catalog.tiers[tier];
  const workload = new Workload([{ tier, model, passes: [NO_ANSWERS] }], settings.pack);
  for (const item of items) {
    workload.addGroup(START, item);
    workload.addItem(START);
  }
  workload.close();
  const tokens = items.reduce((sum, item) => sum + itemTokens(item), 0);
  const { requests, costUsd } = estimateRun(jobSettings({ ...settings, tiers: [tier] }), {
    items: items.length,
    groups: [],
    byRule: 0,
    byStored: 0,
    toAsk: workload.total,
    byRung: workload.byRung,
    itemTokens: tokens,
  });
  return { items: items.length, requests, costUsd };
}

export interface DryRun {
  dryRun: true;
  sampled: number;
  population: number;
  /** What is left to ask of each tier. */
  byTier: Partial<Record<TierName, SampleEstimate>>;
  /** Null when a model has no known price. */
  costUsd: number | null;
}

/** Returns what it takes to ask every tier what is not stored yet. Throws UsageError. */
export async function estimateSample(
  settings: CalibrateSettings,
  { items, population }: Pick<Sample, 'items' | 'population'>,
): Promise<DryRun> {
  const byTier: Partial<Record<TierName, SampleEstimate>> = {};
  for (const tier of settings.tiers) {
    const store = await openAnswers(settings.home, settings.task, tier);
    const open = items.filter(({ fingerprint }) => !store.get(fingerprint));
    store.close();
    byTier[tier] = estimateTier(settings, tier, open);
  }
  const costs = Object.values(byTier).map(({ costUsd }) => costUsd);
  const costUsd = costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
  return { dryRun: true, sampled: items.length, population, byTier, costUsd };
}

/** The same for people. */
export function formatDryRun({ sampled, population, byTier, costUsd }: DryRun): string {
  const rows = Object.entries(byTier).map(([tier, { items, requests, costUsd: cost }]) => [
    tier,
    `${counted(items, 'item')} to ask, ${counted(requests, 'request')}`,
    cost === null ? 'price unknown' : `about ${usd(cost)}`,
  ]);
  const total = costUsd === null ? 'unknown' : `about ${usd(costUsd)} at list price`;
  return [
    `${count(sampled)} of ${counted(population, 'distinct item')} on each tier; answers are kept, and a run pays for none of them again.`,
    ...columns(rows, ['left', 'left', 'left']),
    `Cost ${total}. Nothing was sent.`,
  ].join('\n');
}
