// Single calls taken out of the groups that hold them, so that more can be said of them than a group tells.
import { SUMS } from '../ledger-entry.ts';
import type { CallGroup } from '../priced-call.ts';
import { QUARTER_MS, stepOf } from './rows.ts';

/** Returns the groups with each of `calls` that one of them holds as a group of its own, under its id; the sums stay what they were. */
export function setApart(groups: readonly CallGroup[], calls: readonly CallGroup[]): readonly CallGroup[] {
  if (!calls.length) return groups;
  const places = new Map<string, number[]>();
  for (const [index, group] of groups.entries())
    if (!group.id) places.set(placeOf(group), [...(places.get(placeOf(group)) ?? []), index]);
  const left = [...groups];
  const apart: CallGroup[] = [];
  for (const call of calls) {
    const found = places.get(placeOf(call))?.find((index) => holds(left[index], call));
    const group = found === undefined ? undefined : left[found];
    if (found === undefined || !group) continue;
    apart.push({ ...group, ...call, session: group.session, tier: group.tier, calls: 1 });
    left[found] = without(group, call);
  }
  return [...left.filter(({ calls: number }) => number !== 0), ...apart];
}

const promptOf = ({ prompt, input, cacheRead, cacheWrite5m, cacheWrite1h }: CallGroup): number =>
  prompt ?? input + cacheRead + cacheWrite5m + cacheWrite1h;

const placeOf = (group: CallGroup): string =>
  JSON.stringify([
    ...[group.session, group.source, group.agent, group.served],
    ...[Math.floor(Date.parse(group.at) / QUARTER_MS), stepOf(promptOf(group))],
  ]);

const holds = (group: CallGroup | undefined, call: CallGroup): boolean =>
  group !== undefined && group.calls !== 0 && SUMS.every((name) => (group[name] ?? 0) >= (call[name] ?? 0));

function without(group: CallGroup, call: CallGroup): CallGroup {
  const left: CallGroup = { ...group, calls: (group.calls ?? 1) - 1 };
  for (const name of SUMS) left[name] = (group[name] ?? 0) - (call[name] ?? 0);
  if (group.costUsd !== null) left.costUsd = Math.max(0, group.costUsd - (call.costUsd ?? 0));
  return left;
}
