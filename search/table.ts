// What the search counted, as the table that docs/reliability.md quotes.
import { type Area, addCount, type Count, type Report } from './area.ts';

export interface Line {
  area: Area;
  report: Report;
  seconds: number;
}

/** Returns a Markdown table of all areas, with the kinds of cases within one below it, and the sum. */
export function asTable(lines: readonly Line[]): string {
  const sum: Count = { tried: 0, failed: 0 };
  let all = 0;
  const rows = lines.flatMap(({ area, report, seconds }) => {
    addCount(sum, report);
    all += seconds;
    const kinds = Object.entries(report.kinds).map(([kind, count]) => row(`– ${kind}`, count, ''));
    return [row(`\`${area.name}\``, report, seconds.toFixed(0)), ...kinds];
  });
  const head = '| Area | Tried | Failed | Seconds |\n| --- | --: | --: | --: |';
  return [head, ...rows, row('all', sum, all.toFixed(0))].join('\n');
}

const row = (name: string, { tried, failed }: Count, seconds: string): string =>
  `| ${name} | ${tried.toLocaleString('en')} | ${failed} | ${seconds} |`;
