// What a run came to: the object of --json, and the same in words for people.

import type { Standing } from '../../ask/backend.ts';
import type { Budget } from '../../ask/budget.ts';
import type { RungName } from '../../models/table.ts';
import { columns, count, counted, duration, percent, usd } from '../../terminal/format.ts';
import { bold, cyan } from '../../terminal/style.ts';
import { above, treeOf } from '../../view/tag-tree.ts';
import type { Stopped } from '../asking/pass.ts';
import type { Tally } from '../asking/tally.ts';
import type { SpentBefore } from '../job-cost.ts';
import type { Survey } from '../survey/survey.ts';
import { type Task, tagsOf } from '../task/task.ts';
import type { Estimate } from './estimate.ts';
import { howToTagTheRest } from './no-model.ts';
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
    items: survey.items,
    ...(survey.aside && { passedThrough: survey.aside }),
    distinct: survey.groups.length,
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
  for (const { outcome, items } of survey.groups) {
    if (!items) continue;
    grouped += items;
    ended[outcome?.status ?? 'failed'] += items;
    if (outcome?.status !== 'done') continue;
    shareOf(outcome.by).items += items;
    if (task.kind === 'scheme') for (const tag of tagsOf(outcome.value)) tags[tag] = (tags[tag] ?? 0) + items;
  }
  ended.review += survey.items - grouped; // what cannot be asked is in no group
  for (const [tier, { requests, costUsd }] of tallies) {
    if (requests) Object.assign(shareOf(tier), { requests, costUsd });
  }
  return { ended, tags, byTier };
}

/** The summary for people, line by line: what came out, how it spreads, who answered, what is left to do. */
export function formatSummary(summary: Summary, estimate: Estimate): string {
  const { tags, items, stopped, reason } = summary;
  return [
    headline(summary),
    ...untouched(summary),
    '',
    ...(tags ? [...tagTable(tags, items), ''] : []),
    ...whoAnswered(summary, estimate.models),
    ...whoWasThere(summary),
    ...wholeJob(summary),
    ...(stopped ? [`Stopped: ${reason}.`] : []),
    ...whatIsLeft(summary, estimate),
  ].join('\n');
}

const untouched = ({ passedThrough }: Summary): string[] =>
  passedThrough ? [`${counted(passedThrough, 'other row')} passed through untouched (--where).`] : [];

/** What earlier runs cost is said where there were any. */
const wholeJob = ({ costUsd, jobCostUsd }: Summary): string[] =>
  jobCostUsd > costUsd
    ? [
        `The whole job cost ${usd(jobCostUsd)}: ${usd(jobCostUsd - costUsd)} before this run, samples included.`,
      ]
    : [];

/** Who answered and who pays, where that is more than one. */
const whoWasThere = ({ backends = [] }: Summary): string[] =>
  backends
    .filter(({ requests, left }) => requests || left)
    .map(
      ({ via, billedTo, requests, left }) =>
        `${counted(requests, 'request')} answered by ${via}, billed to ${billedTo}${left ? `; then it was out of service: ${left}` : ''}.`,
    );

function headline({ tagged, mapped, review, failed, costUsd, uncertainUsd, seconds, out }: Summary): string {
  const parts = [
    tagged === undefined ? `mapped ${count(mapped ?? 0)}` : `tagged ${count(tagged)}`,
    review && `review ${count(review)}`,
    failed && `left ${count(failed)}`,
    costInWords(costUsd, uncertainUsd),
    duration(seconds),
  ];
  return `${bold(parts.filter(Boolean).join('  '))}${out && out !== '-' ? `  -> ${out}` : ''}`;
}

function costInWords(costUsd: number, uncertainUsd: number): string {
  return uncertainUsd ? `${usd(costUsd)} (or up to ${usd(costUsd + uncertainUsd)})` : usd(costUsd);
}

function whatIsLeft({ review, failed, reviewFile, backend }: Summary, estimate: Estimate): string[] {
  const lines: string[] = [];
  if (review)
    lines.push(`${counted(review, 'item')} ${review === 1 ? 'needs' : 'need'} a look: ${reviewFile}`);
  if (failed && backend === 'rules') lines.push(howToTagTheRest(estimate));
  else if (failed)
    lines.push(`${count(failed)} left without an answer. The same command again asks only those.`);
  return lines;
}

function tagTable(tags: Readonly<Record<string, number>>, items: number): string[] {
  const own = new Map(Object.entries(tags).filter(([, number]) => number > 0));
  const rows = treeOf(own, sumsOf(own));
  const largest = Math.max(1, ...rows.map((row) => row.items));
  return columns(
    rows.map(({ tag, items: number, depth }) => [
      `${'  '.repeat(depth)}${tag}`,
      count(number),
      percent(number / items),
      cyan('█'.repeat(Math.ceil((number / largest) * 24))),
    ]),
    ['left', 'right', 'right', 'left'],
  ).map((line) => `  ${line}`);
}

/** Of a tag and all below it. */
function sumsOf(own: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [tag, number] of own)
    for (const one of [...above(tag), tag]) sums.set(one, (sums.get(one) ?? 0) + number);
  return sums;
}

function whoAnswered(summary: Summary, requested: readonly string[]): string[] {
  const { unpriced, uncertainUsd, pendingUsd } = summary;
  const lines = [`${sharesInWords(summary)}${requestsInWords(summary)}`, ...otherModels(summary, requested)];
  if (unpriced.length) lines.push(`No price is known for ${unpriced.join(', ')}: the cost leaves it out.`);
  if (uncertainUsd)
    lines.push(
      `Up to ${usd(uncertainUsd)} more may be billed: a reply was lost, did not say what it used, or its model has no known price.`,
    );
  if (pendingUsd)
    lines.push(`Up to ${usd(pendingUsd)} more will be billed for batches still pending at the API.`);
  return lines;
}

function sharesInWords({ byTier, byStored }: Summary): string {
  const shares = Object.entries(byTier)
    .filter(([, { items, costUsd }]) => items || costUsd)
    .map(([tier, { items, costUsd }]) => `${tier} ${count(items)}${costUsd ? ` (${usd(costUsd)})` : ''}`);
  const stored = byStored ? ` (${count(byStored)} from stored answers)` : '';
  return `By ${shares.join(', ') || 'nobody'}${stored}.`;
}

function requestsInWords({ requests, tokens }: Summary): string {
  if (!requests) return '';
  const prompt = tokens.input + tokens.cacheRead + tokens.cacheWrite;
  const cached = tokens.cacheRead ? ` (${percent(tokens.cacheRead / prompt)} from cache)` : '';
  return ` ${counted(requests, 'request')}: ${count(prompt)} tokens in${cached}, ${count(tokens.output)} out.`;
}

function otherModels({ served, requests }: Summary, requested: readonly string[]): string[] {
  const others = Object.entries(served)
    .filter(([model]) => !requested.includes(model.replace(/-\d{8}$/, '')))
    .map(([model, number]) => `${model} answered ${count(number)} of ${count(requests)}`);
  return others.length ? [`Not the model asked for (${requested.join(', ')}): ${others.join(', ')}.`] : [];
}
