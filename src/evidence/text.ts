// The outcomes of real work for people: a table each for steps, items and decisions, then what of the policy to change.
import type { Interval } from '../stats/share.ts';
import { columns, count, percent, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import type { OutcomeReport, Proposed } from './outcome-report.ts';

const NOTHING =
  'No outcomes are recorded yet: they come from tierwise plan run, from bulk runs, and from what people decide with tierwise review and calibrate label.';

/** Returns the report as lines; the diff is last, so that `patch` can read all of it. */
export function formatOutcomes(report: OutcomeReport): string {
  const { steps, bulk, reviewed } = report;
  if (!steps.length && !bulk.length && !reviewed.length) return NOTHING;
  const since = report.from ? `since ${report.from.slice(0, 10)}` : 'of all time';
  return [
    bold(`Outcomes ${since}, with ${report.confidence}% intervals`),
    ...stepLines(report),
    ...bulkLines(report),
    ...reviewedLines(report),
    ...report.advice.flatMap((line) => ['', `${line}.`]),
    ...proposalLines(report),
  ].join('\n');
}

type Align = 'left' | 'right';

function table(title: string, align: readonly Align[], rows: readonly (readonly string[])[]): string[] {
  const [head = '', ...lines] = columns(rows, align);
  return ['', bold(title), dim(head), ...lines];
}

const shown = ({ value, low, high, n }: Interval): string[] => [
  count(n),
  n ? percent(value) : '-',
  n ? `${percent(low)}–${percent(high)}` : '-',
];
const money = (amount: number | null): string => (amount === null ? '-' : usd(amount));
const few = (isFew: boolean): string => (isFew ? 'few' : '');

function stepLines({ steps }: OutcomeReport): string[] {
  if (!steps.length) return [];
  const rows = steps.map((row) => [
    ...[row.kind, row.tier ?? row.executor, row.effort ?? '-', ...shown(row.passed)],
    ...[row.firstTry.n ? percent(row.firstTry.value) : '-', count(row.tries)],
    ...[usd(row.costUsd), money(row.costPerSuccessUsd), few(row.few)],
  ]);
  const head = ['kind', 'tier', 'effort', 'steps', 'passed', 'interval', 'first try', 'tries', 'cost'];
  const align: Align[] = ['left', 'left', 'left', ...Array.from({ length: 7 }, () => 'right' as const)];
  return table(
    'Steps of plans, by their checks',
    [...align, 'left'],
    [[...head, 'per success', ''], ...rows],
  );
}

function bulkLines({ bulk }: OutcomeReport): string[] {
  if (!bulk.length) return [];
  const rows = bulk.map((row) => [
    ...[row.task, row.tier, row.effort, ...shown(row.settled)],
    ...[usd(row.costUsd), perThousand(row.costPerSuccessUsd), few(row.few)],
  ]);
  const align: Align[] = ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'];
  const head = ['task', 'tier', 'effort', 'items', 'settled', 'interval', 'cost', 'per 1,000 settled', ''];
  return table('Items of bulk runs: settled there, or handed up (settled is not the same as right)', align, [
    head,
    ...rows,
  ]);
}

const perThousand = (amount: number | null): string => (amount === null ? '-' : usd(1000 * amount));

function reviewedLines({ reviewed }: OutcomeReport): string[] {
  if (!reviewed.length) return [];
  const rows = reviewed.map((row) => [
    ...[row.task ?? row.hash.slice(0, 8), row.tier, ...shown(row.confirmed), few(row.few)],
  ]);
  return table(
    'Items that people decided: the tier had said the same (of those looked at, which are no random sample)',
    ['left', 'left', 'right', 'right', 'right', 'left'],
    [['task', 'tier', 'items', 'same', 'interval', ''], ...rows],
  );
}

function proposalLines({ proposals, diff, file, mode }: OutcomeReport): string[] {
  if (!proposals.length) return ['', dim('No interval supports a change of the policy.')];
  const off =
    mode === 'enforce'
      ? []
      : [`Your policy is in mode ${mode}: its rules decide about steps in enforce only.`];
  const apply = diff
    ? ['', `To apply it: tierwise report --outcomes | patch ${quoted(file)}`, '', ...diff.split('\n')]
    : [];
  return ['', bold('Proposed for the policy'), ...proposals.map(proposalLine), ...off, ...apply];
}

function proposalLine({ why, place, rule }: Proposed): string {
  if (place === 'there') return `- ${why}. The policy says so already.`;
  if (place === 'by hand') return `- ${why}. To be put into the file by hand: ${rule.slice(2)}`;
  return `- ${why}.`;
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
