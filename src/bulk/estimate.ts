// What a run would cost, before anything is sent.
import { HOW_TO_GET_A_MODEL } from '../ask/choose.ts';
import { costUsd, NO_USAGE, type Usage } from '../models/cost.ts';
import { shortAnswerParameters } from '../models/parameters.ts';
import type { Model, TierName } from '../models/table.ts';
import { estimateTokens } from '../models/tokens.ts';
import { columns, count, counted, usd } from '../terminal/format.ts';
import type { JobSettings } from './job.ts';
import { replySchema, systemText } from './prompt.ts';
import type { Survey } from './survey.ts';
import type { Task } from './task.ts';

/** The `--json` object of a dry run. Tokens and dollars are about; dollars are list price. */
export interface Estimate {
  dryRun: true;
  items: number;
  distinct: number;
  byRule: number;
  byStored: number;
  /** Items, and distinct items, left for a model. */
  toAsk: number;
  toAskDistinct: number;
  requests: number;
  /** Prompt tokens, cached or not, and output tokens. */
  tokens: { input: number; output: number };
  /** Null when the model has no known price. */
  costUsd: number | null;
  /** All the items, one a request, on Opus: no packs, masks, rules or stored answers, and no thinking. */
  perItemOnOpusUsd: number | null;
  tier: TierName;
  model: string;
  /** All tiers that may be asked, the first one first, and their models. */
  tiers: readonly TierName[];
  models: string[];
  backend: string;
  billedTo: string | null;
  maxCostUsd: number | null;
  overMaxCost: boolean;
}

type EstimateSettings = Pick<JobSettings, 'task' | 'tiers' | 'catalog' | 'backend' | 'maxCostUsd'>;

/** Estimates the requests that `survey` leaves to ask. */
export function estimateRun(
  { task, tiers, catalog, backend, maxCostUsd }: EstimateSettings,
  survey: Survey,
): Estimate {
  const { requests, groups, items: toAsk } = survey.toAsk;
  const tier = tiers[0] as TierName;
  const models = tiers.map((name) => catalog.tiers[name].model);
  const costs: (number | null)[] = [];
  const tokens = { input: 0, output: 0 };
  for (const [rung, work] of survey.byRung.entries()) {
    const model = catalog.model(models[rung] as string);
    const usage = runUsage(task, model, work.requests, work.tokens, work.answers);
    tokens.input += usage.input + usage.cacheRead + usage.cacheWrite5m;
    tokens.output += usage.output;
    costs.push(priced(model, usage, work.requests));
  }
  const cost = costs.includes(null) ? null : costs.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const opus = catalog.model(catalog.tiers.opus.model);
  const onOpus = runUsage(task, opus, survey.items, survey.itemTokens, survey.items);
  return {
    dryRun: true,
    items: survey.items,
    distinct: survey.groups.length,
    byRule: survey.byRule,
    byStored: survey.byStored,
    toAsk,
    toAskDistinct: groups,
    requests,
    tokens,
    costUsd: cost,
    perItemOnOpusUsd: priced(opus, onOpus, survey.items),
    tier,
    model: models[0] as string,
    tiers,
    models,
    backend: backend?.name ?? 'rules',
    billedTo: backend?.billedTo ?? null,
    maxCostUsd,
    overMaxCost: maxCostUsd !== null && cost !== null && cost > maxCostUsd,
  };
}

/** The estimate for people. */
export function formatEstimate(estimate: Estimate): string {
  const { requests, tokens, costUsd: cost, tier, model, maxCostUsd, perItemOnOpusUsd } = estimate;
  const rows: [string, string][] = [
    ['items', `${count(estimate.items)}, ${count(estimate.distinct)} distinct after masking`],
    ['by rule', count(estimate.byRule)],
    ['by stored answers', count(estimate.byStored)],
    ['to ask', requests ? `${count(estimate.toAsk)}, ${count(estimate.toAskDistinct)} distinct` : 'nothing'],
  ];
  if (requests) {
    rows.push(
      ['requests', `${count(requests)} on ${tier} (${model})`],
      ['tokens', `about ${count(tokens.input)} in, ${count(tokens.output)} out`],
      [
        'cost',
        cost === null ? `unknown: no price is known for ${model}` : `about ${usd(cost)} at list price`,
      ],
    );
  }
  if (requests && estimate.models.length > 1) {
    rows.push([
      'not included',
      `whatever ${tier} cannot settle, which goes to ${estimate.tiers.slice(1).join(', then ')}`,
    ]);
  }
  if (perItemOnOpusUsd !== null)
    rows.push(['for comparison', `one request an item on opus: about ${usd(perItemOnOpusUsd)}`]);
  const lines = columns(rows, ['left', 'left']);
  if (estimate.overMaxCost)
    lines.push(
      `That is over --max-cost ${usd(maxCostUsd ?? 0)}: the run would stop there, with all answers kept.`,
    );
  if (requests && estimate.backend === 'rules') lines.push(howToTagTheRest(estimate));
  return [...lines, 'Nothing was sent.'].join('\n');
}

/** What to do about items that only a model can tag, when there is none. */
export function howToTagTheRest({ toAsk, costUsd: cost, tier }: Estimate): string {
  const price = cost === null ? '' : ` (about ${usd(cost)})`;
  const what = `${counted(toAsk, 'item')} ${toAsk === 1 ? 'is' : 'are'}`;
  return `${what} left for a model. To have ${tier} tag ${toAsk === 1 ? 'it' : 'them'}${price}, ${HOW_TO_GET_A_MODEL}; then run the same command again.`;
}

/** How long the system text is worth caching: not at all below the model's minimum, or when it is not read again. */
export function systemCache(task: Task, model: Model | undefined, requests: number): '5m' | null {
  const pays = model !== undefined && requests > 1 && systemTokens(task) >= model.cacheMinimumTokens;
  return pays ? '5m' : null;
}

function runUsage(
  task: Task,
  model: Model | undefined,
  requests: number,
  itemTokens: number,
  items: number,
): Usage {
  const fixed = systemTokens(task) + schemaTokens(task, model);
  const cached = systemCache(task, model, requests) !== null;
  return {
    ...NO_USAGE,
    input: itemTokens + (cached ? 0 : requests * fixed),
    cacheWrite5m: cached ? fixed : 0,
    cacheRead: cached ? (requests - 1) * fixed : 0,
    output: items * task.answer.tokens('usual') + requests * REPLY_FRAME_TOKENS,
  };
}

/** The price of `usage` spread evenly over `requests`, so that the long-prompt step is judged by one request's size. */
function priced(model: Model | undefined, usage: Usage, requests: number): number | null {
  if (!requests) return 0;
  const one = Object.fromEntries(
    Object.entries(usage).map(([kind, tokens]) => [kind, tokens / requests]),
  ) as unknown as Usage;
  const each = costUsd(model, one, { at: new Date() });
  return each === null ? null : each * requests;
}

const REPLY_FRAME_TOKENS = 6;
const systemTokens = (task: Task): number => estimateTokens(systemText(task));

// The API shows the model the schema, too.
function schemaTokens(task: Task, model: Model | undefined): number {
  if (!model || !shortAnswerParameters(model, 'low').structuredOutputs) return 0;
  return estimateTokens(JSON.stringify(replySchema(task)));
}
