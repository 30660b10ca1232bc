// What a run came to: the object of --json, and the same in words for people.

import type { Standing } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { RungName } from '../../models/table.ts';
import type { Stopped } from '../asking/pass.ts';
import type { Tally } from '../asking/tally.ts';
import type { SpentBefore } from '../job-cost.ts';
import type { Survey } from '../survey/survey.ts';
import { type Task, tagsOf } from '../task/task.ts';
import type { Records } from './output.ts';

export interface TierShare {
  items: number;
  requests: number;
  costUsd: number;
}

/** The `--json` object of a bulk run. */
export interface Summary {
  items: number;
  /** Rows that --where leaves as they are; missing without any. */
  passedThrough?: number;
  distinct: number;
  /** Items with an answer: of a scheme, or of a recipe. */
  tagged?: number;
  mapped?: number;
  review: number;
  /** Items without an answer: not asked, or every try failed. The same command asks them. */
  failed: number;
  /** Items of these that an answer stored by an earlier run decided. */
  byStored: number;
  requests: number;
  tokens: { input: number; output: number; cacheRead: number; cacheWrite: number };
  /** List price of this run's requests; `unpriced` names models it leaves out. */
  costUsd: number;
  /** The same with what earlier runs of this job cost since the last complete one: samples, and runs that stopped. */
  jobCostUsd: number;
  /** Worst case of requests whose reply never came, or did not say what it used. */
  uncertainUsd: number;
  /** Worst case of batches that are still pending at the API after the run. */
  pendingUsd: number;
  unpriced: string[];
  byTier: Record<string, TierShare>;
  /** Items by tag, of a scheme. */
  tags?: Record<string, number>;
  backend: string;
  billedTo: string | null;
  /** Who answered how much, where several could: a list of backends, or a tier with a server of its own. */
  backends?: Standing[];
  served: Record<string, number>;
  /** Records of the input that belong into the result, and those counted in it; null when none was written. */
  records: Records | null;
  out: string | null;
  reviewFile: string | null;
  seconds: number;
  stopped: Stopped['by'] | null;
  reason: string | null;
}

export interface SummaryParts {
  survey: Survey;
  /** Of all tiers, and of each. */
  tally: Tally;
  tallies: ReadonlyMap<RungName, Tally>;
  budget: Budget;
  task: Task;
  backend: { name: string; billedTo: string } | null;
  standings?: readonly Standing[];
  stopped: Stopped | null;
  before: SpentBefore;
}

/** Counts every item's outcome. */
export function summarize(parts: SummaryParts): Summary {
  const { survey, tally, budget, task, backend, stopped, before, standings = [] } = parts;
  const { ended, tags, byTier } = countOutcomes(parts);
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = tally.usage;
  const isScheme = task.kind === 'scheme';
  return {
    items: survey.items - (survey.elsewhere ?? 0),
    ...(survey.aside && { passedThrough: survey.aside }),
    distinct: survey.distinct,
    ...(isScheme ? { tagged: ended.done } : { mapped: ended.done }),
    review: ended.review,
    failed: ended.failed,
    byStored: survey.byStored,
    requests: tally.requests,
    tokens: { input, output, cacheRead, cacheWrite: cacheWrite5m + cacheWrite1h },
    costUsd: tally.costUsd,
    jobCostUsd: before.certainUsd + tally.costUsd,
    uncertainUsd: budget.uncertainUsd,
    pendingUsd: budget.reservedUsd,
    unpriced: [...tally.unpriced],
    byTier,
    ...(isScheme && { tags }),
    backend: backend?.name ?? 'rules',
    billedTo: backend?.billedTo ?? null,
    ...(standings.length && { backends: [...new Set(standings)] }),
    served: Object.fromEntries(tally.served),
    records: null,
    out: null,
    reviewFile: null,
    seconds: 0,
    stopped: stopped?.by ?? null,
    reason: stopped?.reason ?? null,
  };
}

function countOutcomes({ survey, task, tallies }: SummaryParts) {
  const ended = { done: 0, review: 0, failed: 0 };
  const tags: Record<string, number> = Object.fromEntries(task.tagNames.map((name) => [name, 0]));
  const byTier: Record<string, TierShare> = {};
  const shareOf = (name: string): TierShare => {
    byTier[name] ??= { items: 0, requests: 0, costUsd: 0 };
    return byTier[name];
  };
  let grouped = 0;
  survey.standings((outcome, items) => {
    if (!items) return;
    grouped += items;
    ended[outcome?.status ?? 'failed'] += items;
    if (outcome?.status !== 'done') return;
    shareOf(outcome.by).items += items;
    if (task.kind === 'scheme') for (const tag of tagsOf(outcome.value)) tags[tag] = (tags[tag] ?? 0) + items;
  });
  ended.review += survey.items - (survey.elsewhere ?? 0) - grouped; // what cannot be asked is in no group
  for (const [tier, { requests, costUsd }] of tallies) {
    if (requests) Object.assign(shareOf(tier), { requests, costUsd });
  }
  return { ended, tags, byTier };
}
