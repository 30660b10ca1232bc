// The tables of a report: for people, as Markdown, and as CSV.
import { columns, count, percent, usd } from '../terminal/format.ts';
import { cyan, dim } from '../terminal/style.ts';
import { type Grouping, totalsOfGrouping } from './groupings.ts';
import type { Totals } from './priced-call.ts';
import type { Report } from './report.ts';

const BAR_WIDTH = 12;
const MOST_ROWS = 12;
const MOST_DAYS = 31;

/** Names that are moments stand in their order, and the last ones are shown. */
const IN_TIME: readonly Grouping[] = ['day', 'week', 'month'];

const HEADINGS = ['calls', 'in', 'cached', 'out', 'thinking', 'time', 'cost', 'share'];
const ALIGN = ['left', ...HEADINGS.map(() => 'right' as const), 'left'] as const;

/** Returns the lines of one table; none where there is nothing in it. */
export function table(grouping: Grouping, report: Report): string[] {
  const rows = rowsOf(grouping, report);
  if (!rows.length) return [];
  const shown = IN_TIME.includes(grouping) ? rows.slice(-MOST_DAYS) : rows.slice(0, MOST_ROWS);
  const largest = Math.max(...shown.map(([, { costUsd }]) => costUsd), Number.MIN_VALUE);
  const cells = shown.map(([name, sum]) => [
    shorten(labelOf(name, grouping, report), grouping),
    ...figures(sum, report.totals),
    cyan('█'.repeat(Math.round((sum.costUsd / largest) * BAR_WIDTH))),
  ]);
  const [head = '', ...lines] = columns([[`by ${grouping}`, ...HEADINGS], ...cells], ALIGN);
  const left = rows.length - shown.length;
  const more = left > 0 ? [dim(`… and ${count(left)} more: --by ${grouping} --json`)] : [];
  return ['', dim(head), ...lines, ...more];
}

function rowsOf(grouping: Grouping, report: Report): [string, Totals][] {
  const rows = Object.entries(totalsOfGrouping(report, grouping));
  return IN_TIME.includes(grouping) ? rows.sort(([a], [b]) => (a < b ? -1 : 1)) : rows;
}

/** A branch with the ticket and the pull request that its name tells. */
function labelOf(name: string, grouping: Grouping, { branches }: Report): string {
  const facts = grouping === 'branch' ? branches[name] : undefined;
  const told = [facts?.ticket, facts?.pullRequest && `PR ${facts.pullRequest}`].filter(Boolean);
  return told.length ? `${name} (${told.join(', ')})` : name;
}

const promptOf = ({ input, cacheRead, cacheWrite }: Totals): number => input + cacheRead + cacheWrite;

/** What stands under the headings for one name. */
function figures(sum: Totals, totals: Totals): string[] {
  const prompt = promptOf(sum);
  return [
    count(sum.calls),
    count(prompt),
    percent(prompt ? sum.cacheRead / prompt : 0),
    count(sum.output),
    percent(sum.output ? sum.thinking / sum.output : 0),
    timeOf(sum.seconds),
    usd(sum.costUsd),
    percent(totals.costUsd ? sum.costUsd / totals.costUsd : 0),
  ];
}

/** Returns how long something took, as people say it; a dash where no record tells. */
export function timeOf(seconds: number): string {
  if (seconds === 0) return '–';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const LONGEST_NAME = 40;

function shorten(name: string, grouping: Grouping): string {
  if (name.length <= LONGEST_NAME) return name;
  return grouping === 'project' ? `…${name.slice(1 - LONGEST_NAME)}` : `${name.slice(0, LONGEST_NAME - 1)}…`;
}

/** Returns the tables as Markdown, whole. */
export function markdown(report: Report, groupings: readonly Grouping[]): string {
  const escaped = (cell: string): string => cell.replace(/[\\|`<>*_[\]]/g, '\\$&').replace(/\s+/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return groupings
    .map((grouping) =>
      [
        line([grouping, ...HEADINGS]),
        `| --- |${' ---: |'.repeat(HEADINGS.length)}`,
        ...rowsOf(grouping, report).map(([name, sum]) =>
          line([labelOf(name, grouping, report), ...figures(sum, report.totals)]),
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

const FIGURES = [
  ...(['calls', 'input', 'output', 'cacheRead', 'cacheWrite', 'thinking', 'costUsd', 'seconds'] as const),
];

/** Returns the tables as one CSV (RFC 4180), whole: figures as in --json. */
export function csv(report: Report, groupings: readonly Grouping[]): string {
  const rows = groupings.flatMap((grouping) =>
    rowsOf(grouping, report).map(([name, sum]) => [
      grouping,
      name,
      ...FIGURES.map((figure) => String(sum[figure])),
      ...(['ticket', 'pullRequest'] as const).map((fact) =>
        grouping === 'branch' ? (report.branches[name]?.[fact] ?? '') : '',
      ),
    ]),
  );
  const head = ['by', 'name', ...FIGURES, 'ticket', 'pullRequest'];
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

/** Names are others' words: none becomes a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
