// What a run would cost, in words.
import { count, counted, usd } from '../../terminal/format.ts';
import { table, wrapped } from '../../terminal/wrap.ts';
import { ceilingInWords } from './ceiling.ts';
import type { Estimate } from './estimate.ts';
import { howToTagTheRest } from './no-model.ts';

/** The estimate for people. */
export function formatEstimate(estimate: Estimate, width = 0): string {
  const { requests, maxCostUsd, perItemOnOpusUsd } = estimate;
  const rows = [...itemRows(estimate), ...(requests ? requestRows(estimate) : []), ...outsideRows(estimate)];
  if (perItemOnOpusUsd !== null)
    rows.push(['for comparison', `one request per item on opus: about ${usd(perItemOnOpusUsd)}`]);
  const ceiling = ceilingInWords(estimate);
  if (ceiling) rows.push(['ceiling', ceiling]);
  const lines = table(rows, ['left', 'left'], { width, flexible: 1 });
  if (estimate.overMaxCost)
    lines.push(
      `That is over --max-cost ${usd(maxCostUsd ?? 0)}${estimate.spentUsd ? `, of which ${usd(estimate.spentUsd)} is spent` : ''}: the run would stop there, with every answer kept that it got.`,
    );
  if (requests && estimate.backend === 'rules') lines.push(howToTagTheRest(estimate));
  return [...lines, 'Nothing was sent.'].map((line) => wrapped(line, width, '  ')).join('\n');
}

type TableRow = [name: string, text: string];

const itemRows = ({
  items,
  passedThrough,
  distinct,
  byRule,
  byStored,
  requests,
  toAsk,
  toAskDistinct,
}: Estimate): TableRow[] => [
  ['items', `${count(items)}, ${count(distinct)} distinct after masking`],
  ...(passedThrough ? [['untouched', `${counted(passedThrough, 'other row')} (--where)`] as TableRow] : []),
  ['by rule', count(byRule)],
  ['by stored answers', count(byStored)],
  ['to ask', requests ? `${count(toAsk)}, ${count(toAskDistinct)} distinct` : 'nothing'],
];

const requestRows = (estimate: Estimate): TableRow[] => [
  ['requests', whoIsAsked(estimate)],
  ['tokens', `about ${count(estimate.tokens.input)} in, ${count(estimate.tokens.output)} out`],
  ...costRows(estimate),
];

/** `20 on haiku (claude-haiku-5-5), 1 on opus (claude-opus-5-5)` */
const whoIsAsked = ({ requestsByTier, tiers, models }: Estimate): string =>
  tiers
    .flatMap((tier, rung) => {
      const requests = requestsByTier[tier];
      return requests ? `${count(requests)} on ${tier} (${models[rung]})` : [];
    })
    .join(', ');

/** What the figures leave out, or take for granted. */
function outsideRows({ spentUsd, outRequests, requests, climbUsd, tier, tiers }: Estimate): TableRow[] {
  const rows: TableRow[] = [];
  if (spentUsd) rows.push(['spent', `${usd(spentUsd)} by earlier runs of this job, samples included`]);
  if (outRequests)
    rows.push([
      'pending',
      `${counted(outRequests, 'request')} in batches of an earlier run, which this one collects first; the figures above still include their items`,
    ]);
  if (requests && climbUsd)
    rows.push([
      'included',
      `about ${usd(climbUsd)} for what ${tier} may not decide, which goes to ${tiers.slice(tiers.indexOf(tier) + 1).join(', then ')}`,
    ]);
  return rows;
}

// Both prices, the one of this run first.
function costRows({ costUsd, batchUsd, uncachedUsd, batch, model, requests, backend }: Estimate): TableRow[] {
  if (costUsd === null || batchUsd === null || uncachedUsd === null)
    return [['cost', `unknown: no price is known for ${model}`]];
  const uncached = uncachedUsd > costUsd * 1.01 ? ` (${usd(uncachedUsd)} without the prompt cache)` : '';
  const direct = `about ${usd(costUsd)} at list price${uncached}`;
  if (requests === 1 || backend === 'claude') return [['cost', direct]];
  const inBatches = `about ${usd(batchUsd)}; answers mostly within an hour, at the latest after 24, then again for each tier above`;
  return batch
    ? [
        ['cost in batches', inBatches],
        ['without --batch', direct],
      ]
    : [
        ['cost', direct],
        ['with --batch', inBatches],
      ];
}
