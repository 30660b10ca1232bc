// What a run came to: the object of --json, and the same in words for people.

import type { Budget } from '../../ask/budget.ts';
import type { TierName } from '../../models/table.ts';
import { columns, count, counted, duration, percent, usd } from '../../terminal/format.ts';
import { bold, cyan } from '../../terminal/style.ts';
import type { Stopped } from '../asking/pass.ts';
import type { Tally } from '../asking/tally.ts';
import type { Survey } from '../survey/survey.ts';
import type { Task } from '../task/task.ts';
import type { Estimate } from './estimate.ts';
import { howToTagTheRest } from './no-model.ts';
import { outcomeAt } from './output.ts';

export interface TierShare {
  items: number;
  requests: number;
  costUsd: number;
}

/** The `--json` object of a bulk run. */
export interface Summary {
  items: number;
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
  /** Worst case of requests whose reply never came, or did not say what it used. */
  uncertainUsd: number;
  /** Worst case of batches that go on at the API after the run. */
  pendingUsd: number;
  unpriced: string[];
  byTier: Record<string, TierShare>;
  /** Items by tag, of a scheme. */
  tags?: Record<string, number>;
  backend: string;
  billedTo: string | null;
  served: Record<string, number>;
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
  tallies: ReadonlyMap<TierName, Tally>;
  budget: Budget;
  task: Task;
  backend: { name: string; billedTo: string } | null;
  stopped: Stopped | null;
}

/** Counts every item's outcome. */
export function summarize(parts: SummaryParts): Summary {
  const { survey, tally, tallies, budget, task, backend, stopped } = parts;
  const ended = { done: 0, review: 0, failed: 0 };
  const tags: Record<string, number> = Object.fromEntries(task.tagNames.map((name) => [name, 0]));
  const byTier: Record<string, TierShare> = {};
  const shareOf = (name: string): TierShare => {
    byTier[name] ??= { items: 0, requests: 0, costUsd: 0 };
    return byTier[name];
  };
  for (let index = 0; index < survey.items; index++) {
    const outcome = outcomeAt(survey, index, '');
    ended[outcome.status]++;
    if (outcome.status !== 'done') continue;
    shareOf(outcome.by).items++;
    if (task.kind === 'scheme') for (const tag of outcome.value as string[]) tags[tag] = (tags[tag] ?? 0) + 1;
  }
  for (const [tier, { requests, costUsd }] of tallies) {
    if (requests) Object.assign(shareOf(tier), { requests, costUsd });
  }
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = tally.usage;
  return {
    items: survey.items,
    distinct: survey.groups.length,
    ...(task.kind === 'scheme' ? { tagged: ended.done } : { mapped: ended.done }),
    review: ended.review,
    failed: ended.failed,
    byStored: survey.byStored,
    requests: tally.requests,
    tokens: { input, output, cacheRead, cacheWrite: cacheWrite5m + cacheWrite1h },
    costUsd: tally.costUsd,
    uncertainUsd: budget.uncertainUsd,
    pendingUsd: budget.reservedUsd,
    unpriced: [...tally.unpriced],
    byTier,
    ...(task.kind === 'scheme' && { tags }),
    backend: backend?.name ?? 'rules',
    billedTo: backend?.billedTo ?? null,
    served: Object.fromEntries(tally.served),
    out: null,
    reviewFile: null,
    seconds: 0,
    stopped: stopped?.by ?? null,
    reason: stopped?.reason ?? null,
  };
}

/** The summary for people, line by line: what came out, how it spreads, who answered, what is left to do. */
export function formatSummary(summary: Summary, estimate: Estimate): string {
  const { items, tagged, mapped, tags, review, failed, seconds, out } = summary;
  const head = [
    tagged === undefined ? `mapped ${count(mapped ?? 0)}` : `tagged ${count(tagged)}`,
    review && `review ${count(review)}`,
    failed && `left ${count(failed)}`,
    costOf(summary),
    duration(seconds),
  ].filter(Boolean);
  const lines = [
    `${bold(head.join('  '))}${out && out !== '-' ? `  -> ${out}` : ''}`,
    '',
    ...(tags ? [...tagTable(tags, items), ''] : []),
  ];
  lines.push(...whoAnswered(summary, estimate.models));
  if (summary.stopped) lines.push(`Stopped: ${summary.reason}.`);
  if (review) {
    lines.push(`${counted(review, 'item')} ${review === 1 ? 'needs' : 'need'} a look: ${summary.reviewFile}`);
  }
  if (failed && summary.backend === 'rules') lines.push(howToTagTheRest(estimate));
  else if (failed)
    lines.push(`${count(failed)} left without an answer. The same command again asks only those.`);
  return lines.join('\n');
}

function costOf({ costUsd, uncertainUsd }: Summary): string {
  const known = costUsd ? usd(costUsd) : '$0';
  return uncertainUsd ? `${known} (or up to ${usd(costUsd + uncertainUsd)})` : known;
}

function tagTable(tags: Readonly<Record<string, number>>, items: number): string[] {
  const rows = Object.entries(tags)
    .filter(([, number]) => number > 0)
    .sort(([, a], [, b]) => b - a);
  const largest = rows[0]?.[1] ?? 1;
  return columns(
    rows.map(([tag, number]) => [
      tag,
      count(number),
      percent(number / items),
      cyan('█'.repeat(Math.ceil((number / largest) * 24))),
    ]),
    ['left', 'right', 'right', 'left'],
  ).map((line) => `  ${line}`);
}

function whoAnswered(
  { byTier, byStored, requests, tokens, served, unpriced, uncertainUsd, pendingUsd }: Summary,
  requested: readonly string[],
): string[] {
  const shares = Object.entries(byTier)
    .filter(([, { items, costUsd }]) => items || costUsd)
    .map(([tier, { items, costUsd }]) => `${tier} ${count(items)}${costUsd ? ` (${usd(costUsd)})` : ''}`);
  const stored = byStored ? ` (${count(byStored)} from stored answers)` : '';
  const lines = [`By ${shares.join(', ') || 'nobody'}${stored}.`];
  if (requests) {
    const prompt = tokens.input + tokens.cacheRead + tokens.cacheWrite;
    const cached = tokens.cacheRead ? ` (${percent(tokens.cacheRead / prompt)} from cache)` : '';
    lines[0] += ` ${counted(requests, 'request')}: ${count(prompt)} tokens in${cached}, ${count(tokens.output)} out.`;
  }
  const others = Object.entries(served).filter(
    ([model]) => !requested.includes(model.replace(/-\d{8}$/, '')),
  );
  if (others.length) {
    const list = others.map(([model, number]) => `${model} answered ${count(number)} of ${count(requests)}`);
    lines.push(`Not the model asked for (${requested.join(', ')}): ${list.join(', ')}.`);
  }
  if (unpriced.length) lines.push(`No price is known for ${unpriced.join(', ')}: the cost leaves it out.`);
  if (uncertainUsd)
    lines.push(
      `Up to ${usd(uncertainUsd)} more may be billed: a reply was lost, did not say what it used, or its model has no known price.`,
    );
  if (pendingUsd)
    lines.push(`Up to ${usd(pendingUsd)} more will be billed for batches that go on at the API.`);
  return lines;
}
