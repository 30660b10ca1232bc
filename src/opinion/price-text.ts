// The price of an opinion in words.
import { columns, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import type { Price, PriceLine, Range } from './price.ts';

/** Returns a price as text. */
export function priceText(price: Price): string {
  const { lines, unpriced } = price;
  const rows = lines.map(({ role, who, requests, usd: cost, billedTo, ifTheyDiffer }) => [
    ifTheyDiffer ? `${role}, if scouts differ` : role,
    who,
    requestsOf(requests),
    cost ? usd(cost.usual) : 'no known price',
    cost ? usd(cost.most) : '',
    billedTo,
  ]);
  const head = ['part', 'who', 'requests', 'usually', 'at most', 'billed to'];
  const [first = '', ...others] = columns(
    [head, ...rows],
    ['left', 'left', 'right', 'right', 'right', 'left'],
  );
  const open = unpriced.length ? ` No price is known for ${unpriced.join(', ')}: not in these sums.` : '';
  return [
    bold(first),
    ...others,
    '',
    `${totals(price)}${open}`,
    dim('List prices; the most is for answers at the limit of their length and every request repeated.'),
    'Nothing was asked.',
  ].join('\n');
}

function totals({ usualUsd, ifTheyDifferUsd, mostUsd }: Price): string {
  const most = `at most ${usd(mostUsd)}.`;
  if (ifTheyDifferUsd === null) return `Usually about ${usd(usualUsd)}, ${most}`;
  return `Usually about ${usd(usualUsd)} when the scouts agree, ${usd(ifTheyDifferUsd)} when they differ, ${most}`;
}

const requestsOf = ({ usual, most }: Range): string =>
  usual === most ? String(usual) : `${usual} to ${most}`;

/** Returns the object of `--dry-run --json`. */
export const priceJson = (
  price: Price,
): { dryRun: true; price: Omit<Price, 'lines'>; lines: PriceLine[] } => {
  const { lines, ...sums } = price;
  return { dryRun: true, price: sums, lines };
};
