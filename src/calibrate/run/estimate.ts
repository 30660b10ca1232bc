// What asking a sample takes and costs, before anything is sent.
import { openAnswers } from '../../bulk/outcome/answers.ts';
import { START } from '../../bulk/outcome/ladder.ts';
import { estimateRun } from '../../bulk/result/estimate.ts';
import type { JobSettings } from '../../bulk/settings.ts';
import { Workload } from '../../bulk/survey/workload.ts';
import { itemTokens } from '../../bulk/task/item.ts';
import type { RungName } from '../../models/table.ts';
import { columns, count, counted, usd } from '../../terminal/format.ts';
import { type AskedSetting, passName } from './asked-setting.ts';
import { NO_ANSWERS, type Sample, type SampledItem } from './draw.ts';
import { type CalibrateSettings, jobFor } from './settings.ts';

/** Requests, and US dollars at list price; null when no price is known. */
export interface SampleEstimate {
  items: number;
  requests: number;
  costUsd: number | null;
}

/** Returns what one pass of a job's first tier over these items takes. */
export function estimatePass(job: JobSettings, items: readonly SampledItem[]): SampleEstimate {
  const tier = job.tiers[0] as RungName;
  const { model } = job.catalog.tiers[tier];
  const workload = new Workload([{ tier, model, passes: [NO_ANSWERS] }], job.pack);
  for (const item of items) {
    workload.addGroup(START, item);
    workload.addItem(START);
  }
  workload.close();
  const tokens = items.reduce((sum, item) => sum + itemTokens(item), 0);
  const { requests, costUsd } = estimateRun(
    { ...job, tiers: [tier] },
    {
      items: items.length,
      distinct: 0,
      standings() {},
      byRule: 0,
      byStored: 0,
      toAsk: workload.total,
      byRung: workload.byRung,
      itemTokens: tokens,
    },
  );
  return { items: items.length, requests, costUsd };
}

export interface DryRun {
  dryRun: true;
  sampled: number;
  population: number;
  /** What is left to ask in each setting; of one with two passes, both. */
  byTier: Record<string, SampleEstimate>;
  /** Null when a model has no known price. */
  costUsd: number | null;
}

/** Returns what it takes to ask in every setting what is not stored yet. Throws UsageError. */
export async function estimateSample(
  settings: CalibrateSettings,
  { items, population, view }: Pick<Sample, 'items' | 'population' | 'view'>,
): Promise<DryRun> {
  const byTier: Record<string, SampleEstimate> = {};
  const counted = new Set<string>();
  const reference = settings.asked.at(-1) as AskedSetting;
  const again: AskedSetting = { ...reference, name: `${reference.name}, twice`, votes: 2 };
  for (const setting of settings.twice ? [...settings.asked, again] : settings.asked) {
    const { fingerprints } = view(setting.masks);
    const job = jobFor(settings, setting);
    const first = passName(setting);
    const passes = setting.votes > 1 ? [first, `${first}-second`] : [first];
    let sum: SampleEstimate = { items: 0, requests: 0, costUsd: 0 };
    for (const name of passes) {
      const store = await openAnswers(settings.home, settings.task, name);
      const open = items.filter((_, place) => {
        const key = `${name} ${fingerprints[place]}`;
        return !store.get(fingerprints[place] as string) && !counted.has(key) && counted.add(key);
      });
      store.close();
      sum = added(sum, estimatePass(job, open));
    }
    byTier[setting.name] = sum;
  }
  const costs = Object.values(byTier).map(({ costUsd }) => costUsd);
  const costUsd = costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
  return { dryRun: true, sampled: items.length, population, byTier, costUsd };
}

const added = (one: SampleEstimate, other: SampleEstimate): SampleEstimate => ({
  items: one.items + other.items,
  requests: one.requests + other.requests,
  costUsd: one.costUsd === null || other.costUsd === null ? null : one.costUsd + other.costUsd,
});

/** The same for people. */
export function formatDryRun({ sampled, population, byTier, costUsd }: DryRun): string {
  const rows = Object.entries(byTier).map(([tier, { items, requests, costUsd: cost }]) => [
    tier,
    `${counted(items, 'item')} to ask, ${counted(requests, 'request')}`,
    cost === null ? 'price unknown' : `about ${usd(cost)}`,
  ]);
  const total = costUsd === null ? 'unknown' : `about ${usd(costUsd)} at list price`;
  return [
    `${count(sampled)} of ${counted(population, 'distinct item')} in each setting; answers are kept, and a run pays for none of them again.`,
    ...columns(rows, ['left', 'left', 'left']),
    `Cost ${total}. Nothing was sent.`,
  ].join('\n');
}
