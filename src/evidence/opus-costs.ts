// What pieces of work cost that started on opus, whatever else they needed after that.
import type { WorkOutcome } from '../usage/work-outcome.ts';
import { firstRungs } from './work.ts';

/** Returns by kind the mean in US dollars, and over how many; those with a cost that is not known are left out. */
export function opusCosts(outcomes: readonly WorkOutcome[]): Map<string, { meanUsd: number; count: number }> {
  const workOf = ({ id }: WorkOutcome): string => id.slice(0, id.lastIndexOf('|'));
  const byWork = new Map<string, number>();
  for (const one of outcomes)
    byWork.set(workOf(one), (byWork.get(workOf(one)) ?? 0) + (one.costUsd ?? Number.NaN));
  const found = new Map<string, { meanUsd: number; count: number }>();
  for (const first of firstRungs(outcomes)) {
    const cost = byWork.get(workOf(first)) ?? Number.NaN;
    if (first.tier !== 'opus' || Number.isNaN(cost)) continue;
    const { meanUsd = 0, count = 0 } = found.get(first.kind) ?? {};
    found.set(first.kind, { meanUsd: (meanUsd * count + cost) / (count + 1), count: count + 1 });
  }
  return found;
}
