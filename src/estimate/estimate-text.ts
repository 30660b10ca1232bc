// An estimate in words.
import { columns, count, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import type { Estimate } from './estimate.ts';

/** Returns an estimate as text; `why` says for each class what put it on its tier. */
export function estimateText({ classes, totals, unpriced = [] }: Estimate, why: readonly string[]): string {
  const rows = classes.map(({ name, requests, input, output, tier, costUsd }, index) => [
    name,
    count(requests),
    count(input),
    count(output),
    tier,
    dollars(costUsd),
    why[index] ?? '',
  ]);
  const head = ['class', 'requests', 'input', 'output', 'tier', 'cost', why.length ? 'by' : ''];
  const table = columns([head, ...rows], ['left', 'right', 'right', 'right', 'left', 'right', 'left']);
  const { policy = null, ...others } = totals;
  const sums = Object.entries(others).map(([name, total]) => [
    name === 'actual' ? 'as it was' : `all on ${name}`,
    dollars(total),
    compared(total, policy),
  ]);
  return [
    bold(table[0] ?? ''),
    ...table.slice(1),
    '',
    ...columns([['under the policy', dollars(policy), ''], ...sums], ['left', 'right', 'left']),
    ...unpriced.map(
      ({ tier, model }) => `No price is known for ${model} (${tier}): add it to "models" in tierwise.md.`,
    ),
    dim('List prices; input and output are tokens per request.'),
  ].join('\n');
}

const dollars = (amount: number | null): string => (amount === null ? 'unpriced' : usd(amount));

/** How a total stands to the policy's. */
function compared(total: number | null, policy: number | null): string {
  if (total === null || policy === null || !policy || !total) return '';
  const share = total / policy;
  return share >= 1 ? `${share.toFixed(1)} times as much` : `${Math.round(share * 100)}% of it`;
}
