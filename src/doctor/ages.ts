// Facts that grow old: the price table, and benchmarks behind the rules of the default policy.
import { TABLE_DATE } from '../models/table.ts';
import type { DefaultRule } from '../routing/default-policy.ts';
import { type Finding, wrong } from './finding.ts';

/** A quarter of a year. */
const OLD_DAYS = 92;
const DAY_MS = 86_400_000;

/** Returns what is older than a quarter of a year at `now`. */
export function ageFindings(now: Date, rules: readonly DefaultRule[], tableDate = TABLE_DATE): Finding[] {
  const findings: Finding[] = [];
  const days = daysSince(tableDate, now);
  if (days > OLD_DAYS)
    findings.push(
      wrong('old-prices', null, [
        `The price table is of ${tableDate}, ${days} days ago: dollars may be wrong`,
        'Update the plugin (claude plugin update), or set prices under "models" in tierwise.md.',
      ]),
    );
  for (const { name, evidence } of rules) {
    if (!evidence.date || daysSince(evidence.date, now) <= OLD_DAYS) continue;
    findings.push(
      wrong('old-benchmark', `the rule ${name}`, [
        `It rests on a benchmark of ${evidence.date} (${evidence.source}), older than a quarter of a year`,
        `Measure on your own items with tierwise calibrate, or name a rule "${name}" of your own in tierwise.md.`,
      ]),
    );
  }
  return findings;
}

const daysSince = (day: string, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(`${day}T00:00:00Z`)) / DAY_MS);
