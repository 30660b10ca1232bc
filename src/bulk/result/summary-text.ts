// What a run came to, in words for people.
import { columns, count, counted, duration, percent, usd } from '../../terminal/format.ts';
import { bold, cyan } from '../../terminal/style.ts';
import { wrapped } from '../../terminal/wrap.ts';
import { above, treeOf } from '../../view/tag-tree.ts';
import type { Estimate } from './estimate.ts';
import { howToTagTheRest } from './no-model.ts';
import type { Summary } from './summary.ts';

/** The summary for people, line by line: what came out, how it spreads, who answered, what is left to do. `width` of the terminal; 0: any. */
export function formatSummary(summary: Summary, estimate: Estimate, width = 0): string {
  const { tags, items, stopped, reason } = summary;
  const lines = [
    headline(summary),
    ...untouched(summary),
    '',
    ...(tags ? [...tagTable(tags, items, width), ''] : []),
    ...whoAnswered(summary, estimate.models),
    ...whoWasThere(summary),
    ...wholeJob(summary),
    ...(stopped ? [`Stopped: ${reason}.`] : []),
    ...whatIsLeft(summary, estimate),
  ];
  return lines.map((line) => wrapped(line, width, '  ')).join('\n');
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

const LONGEST_BAR = 24;
/** The indent, and what stands between columns. */
const GAPS = 8;

function tagTable(tags: Readonly<Record<string, number>>, items: number, width: number): string[] {
  const own = new Map(Object.entries(tags).filter(([, number]) => number > 0));
  const rows = treeOf(own, sumsOf(own));
  const largest = Math.max(1, ...rows.map((row) => row.items));
  const cells = rows.map(({ tag, items: number, depth }) => [
    `${'  '.repeat(depth)}${tag}`,
    count(number),
    percent(number / items),
  ]);
  const taken = [0, 1, 2].map((at) => Math.max(0, ...cells.map((row) => row[at]?.length ?? 0)));
  const left = width ? width - GAPS - taken.reduce((sum, one) => sum + one, 0) : LONGEST_BAR;
  const bar = Math.max(0, Math.min(LONGEST_BAR, left));
  return columns(
    cells.map((row, at) => [...row, cyan('█'.repeat(Math.ceil(((rows[at]?.items ?? 0) / largest) * bar)))]),
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
