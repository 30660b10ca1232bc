// What a run would cost, before anything is sent.
import { NO_USAGE, costUsd as priceOf, promptTokens, type Usage } from '../../models/cost.ts';
import type { Model, RungName } from '../../models/table.ts';
import { BatchRecords } from '../asking/batch/records.ts';
import { fixedTokens, systemCache } from '../asking/caching.ts';
import type { JobSettings } from '../settings.ts';
import { CHECK_ONE_IN } from '../survey/checks.ts';
import type { Survey } from '../survey/survey.ts';
import type { Work } from '../survey/workload.ts';
import type { Task } from '../task/task.ts';
import { proposedCeiling } from './ceiling.ts';
import { climbingShares, withClimb } from './climb.ts';

/** The `--json` object of a dry run. Tokens and dollars are about; dollars are list price. */
export interface Estimate {
  dryRun: true;
  items: number;
  /** Rows that --where leaves as they are; missing without any. */
  passedThrough?: number;
  distinct: number;
  byRule: number;
  byStored: number;
  /** Items, and distinct items, left for a model. */
  toAsk: number;
  toAskDistinct: number;
  requests: number;
  /** Requests of an earlier run in pending batches; this run collects them first, so it asks less than it says here. */
  outRequests: number;
  /** Prompt tokens, cached or not, and output tokens. */
  tokens: { input: number; output: number };
  /** The same requests by the tier they go to; none for a tier that nothing waits for yet. */
  requestsByTier: Partial<Record<RungName, number>>;
  /** With what is expected to go up. Null when a model has no known price. `batchUsd`: with --batch. */
  costUsd: number | null;
  batchUsd: number | null;
  /** What of `costUsd` is for items that a tier above is expected to be asked about. */
  climbUsd: number | null;
  /** What `costUsd` would be without prompt caching. */
  uncachedUsd: number | null;
  /** Whether this run would submit batches, so that `batchUsd` is its price. */
  batch: boolean;
  /** All the items, one per request, on Opus: no packs, masks, rules or stored answers, and no thinking. */
  perItemOnOpusUsd: number | null;
  tier: RungName;
  model: string;
  /** All tiers that may be asked, the first one first, and their models. */
  tiers: readonly RungName[];
  models: string[];
  backend: string;
  billedTo: string | null;
  maxCostUsd: number | null;
  /** What earlier runs of this job cost since the last complete one; --max-cost covers them, too. */
  spentUsd: number;
  overMaxCost: boolean;
  /** A ceiling that leaves room for all of it; null where a sufficient one is given, and where nothing has to be asked or priced. */
  proposedMaxUsd: number | null;
}

type EstimateSettings = Pick<
  JobSettings,
  'task' | 'tiers' | 'catalog' | 'backend' | 'maxCostUsd' | 'batch' | 'home' | 'pack'
>;

type Surveyed = Partial<Pick<Survey, 'aside'>> &
  Pick<
    Survey,
    | 'items'
    | 'elsewhere'
    | 'distinct'
    | 'standings'
    | 'byRule'
    | 'byStored'
    | 'toAsk'
    | 'byRung'
    | 'itemTokens'
  >;

/** Estimates the requests that `survey` leaves to ask. */
export function estimateRun(settings: EstimateSettings, known: Surveyed, spentUsd = 0): Estimate {
  const { task, tiers, catalog, backend, maxCostUsd, batch, home } = settings;
  const { requests, groups, items: toAsk } = known.toAsk;
  const shares = climbingShares(known.standings, tiers);
  const survey = climbing(known, withClimb(known.byRung, shares, settings.pack.items));
  const tier = tiers.find((_, rung) => known.byRung[rung]?.requests) ?? tiers[0] ?? task.tier;
  const prices = pricesOf(settings, known, survey);
  const due = batch ? prices.batchUsd : prices.costUsd;
  const overMaxCost = maxCostUsd !== null && due !== null && due + spentUsd > maxCostUsd;
  const wanted = backend && requests && due !== null && (maxCostUsd === null || overMaxCost);
  return {
    dryRun: true,
    items: itemsOf(survey),
    ...(survey.aside && { passedThrough: survey.aside }),
    distinct: survey.distinct,
    byRule: survey.byRule,
    byStored: survey.byStored,
    toAsk,
    toAskDistinct: groups,
    requests,
    requestsByTier: requestsByTier(tiers, known),
    outRequests: pendingRequests(home, task),
    tokens: tokensOf(settings, survey),
    ...prices,
    batch,
    perItemOnOpusUsd: perItemOnOpus(settings, survey),
    tier,
    model: catalog.tiers[tier].model,
    tiers,
    models: tiers.map((name) => catalog.tiers[name].model),
    backend: backend?.name ?? 'rules',
    billedTo: backend?.billedTo ?? null,
    maxCostUsd,
    spentUsd,
    overMaxCost,
    proposedMaxUsd: wanted
      ? proposedCeiling(settings, { byRung: survey.byRung, dueUsd: due, spentUsd, batch })
      : null,
  };
}

/** The same with other work; a survey spread would make an object of each group. */
const climbing = (known: Surveyed, byRung: Surveyed['byRung']): Surveyed =>
  Object.create(known, { byRung: { value: byRung } });

const itemsOf = ({ items, elsewhere = 0 }: Surveyed): number => items - elsewhere;

const requestsByTier = (tiers: readonly RungName[], { byRung }: Surveyed): Record<string, number> =>
  Object.fromEntries(
    tiers.flatMap((name, rung) => {
      const requests = byRung[rung]?.requests;
      return requests ? [[name, requests]] : [];
    }),
  );

/** What the requests of `known` cost, with those of `survey` for what may go up; a tier above may have no known price. */
function pricesOf(
  settings: EstimateSettings,
  known: Surveyed,
  survey: Surveyed,
): Pick<Estimate, 'costUsd' | 'batchUsd' | 'climbUsd' | 'uncachedUsd'> {
  const certainUsd = costOf('direct', settings, known);
  const withClimbUsd = costOf('direct', settings, survey);
  return {
    costUsd: withClimbUsd ?? certainUsd,
    batchUsd: isForBatches(settings, known)
      ? (costOf('batch', settings, survey) ?? costOf('batch', settings, known))
      : (withClimbUsd ?? certainUsd),
    climbUsd: withClimbUsd === null || certainUsd === null ? null : withClimbUsd - certainUsd,
    uncachedUsd: costOf('uncached', settings, survey) ?? costOf('uncached', settings, known),
  };
}

/** Whether there is enough for a batch beside the first request; the rest of a job that is too small for one is asked at once. */
const isForBatches = ({ backend }: EstimateSettings, { toAsk }: Surveyed): boolean =>
  toAsk.requests > (backend?.batches?.limits?.least ?? 0);

/** What is to be asked of each tier. */
const workByModel = ({ task, tiers, catalog }: EstimateSettings, { byRung }: Surveyed) =>
  byRung.flatMap((work, rung) => {
    const tier = tiers[rung];
    return tier ? { work: withChecks(work, task), model: catalog.model(catalog.tiers[tier].model) } : [];
  });

/** With the items that are asked once more, to compare what packs say of them. */
function withChecks(work: Work, { answer }: Task): Work {
  if (!answer.comparable || work.requests < 2 || work.requests === work.answers) return work;
  const more = 1 + 1 / CHECK_ONE_IN;
  return { ...work, tokens: Math.ceil(work.tokens * more), answers: Math.ceil(work.answers * more) };
}

function costOf(way: Way, settings: EstimateSettings, survey: Surveyed): number | null {
  let total = 0;
  for (const { work, model } of workByModel(settings, survey)) {
    const cost = priced(model, runUsage(settings.task, model, work, way), work.requests, way);
    if (cost === null) return null;
    total += cost;
  }
  return total;
}

function tokensOf(settings: EstimateSettings, survey: Surveyed): Estimate['tokens'] {
  const tokens = { input: 0, output: 0 };
  for (const { work, model } of workByModel(settings, survey)) {
    const usage = runUsage(settings.task, model, work, 'uncached');
    tokens.input += promptTokens(usage);
    tokens.output += usage.output;
  }
  return tokens;
}

function perItemOnOpus({ task, catalog }: EstimateSettings, { items, itemTokens }: Surveyed): number | null {
  const opus = catalog.model(catalog.tiers.opus.model);
  const eachAlone = { requests: items, tokens: itemTokens, answers: items };
  return priced(opus, runUsage(task, opus, eachAlone, 'direct'), items, 'direct');
}

const pendingRequests = (home: string, { hash }: Task): number =>
  new BatchRecords(home)
    .all()
    .reduce((sum, { task, packs }) => sum + (task.hash === hash ? packs.length : 0), 0);

/** Of a batch's requests so many find what the one before them wrote: hits are a best effort, 30 to 98 %, and it is primed. */
const BATCH_HITS = 0.7;
/** One by one, as a batch, or one by one without the prompt cache. */
type Way = 'direct' | 'batch' | 'uncached';

function runUsage(
  task: Task,
  model: Model | undefined,
  { requests, tokens, answers }: Pick<Work, 'requests' | 'tokens' | 'answers'>,
  way: Way,
): Usage {
  const fixed = fixedTokens(task, model);
  const cache = way === 'uncached' ? null : systemCache(task, model, requests, way === 'batch');
  const output = answers * task.answer.tokens('usual') + requests * USUAL_FRAME_TOKENS;
  if (cache === null) return { ...NO_USAGE, input: tokens + requests * fixed, output };
  const read = Math.max(0, requests - 1) * (way === 'batch' ? BATCH_HITS : 1);
  const written = { [cache === '1h' ? 'cacheWrite1h' : 'cacheWrite5m']: (requests - read) * fixed };
  return { ...NO_USAGE, input: tokens, cacheRead: read * fixed, ...written, output };
}

/** The price of `usage` spread evenly over `requests`, so that the long-prompt step is judged by one request's size. */
function priced(model: Model | undefined, usage: Usage, requests: number, way: Way): number | null {
  if (!requests) return 0;
  const one = { ...usage };
  for (const kind of Object.keys(usage) as (keyof Usage)[]) one[kind] /= requests;
  const at = new Date();
  const each = priceOf(model, one, { at });
  const inBatch = priceOf(model, one, { at, batch: true });
  if (each === null || inBatch === null) return null;
  // The first request goes at once, as a probe.
  return way === 'batch' && requests > 1 ? each + inBatch * (requests - 1) : each * requests;
}

/** Of a reply, around its answers. */
const USUAL_FRAME_TOKENS = 6;
