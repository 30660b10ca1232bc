// Which steps come before which.
import type { Plan, Step } from './plan.ts';

/** Returns by step in which round it can start at the earliest, from 1. The needs must have no cycle. */
export function rounds({ steps }: Pick<Plan, 'steps'>): Map<string, number> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Map<string, number>();
  const of = (id: string): number => {
    const known = found.get(id);
    if (known) return known;
    const round = 1 + Math.max(0, ...(byId.get(id)?.needs ?? []).map(of));
    found.set(id, round);
    return round;
  };
  for (const { id } of steps) of(id);
  return found;
}

/** Returns for each step every step it builds on, directly or not. The needs must have no cycle. */
export function ancestors(steps: readonly Pick<Step, 'id' | 'needs'>[]): Map<string, Set<string>> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Map<string, Set<string>>();
  const of = (id: string): Set<string> => {
    const known = found.get(id);
    if (known) return known;
    const all = new Set<string>();
    for (const need of byId.get(id)?.needs ?? []) for (const one of [need, ...of(need)]) all.add(one);
    found.set(id, all);
    return all;
  };
  for (const { id } of steps) of(id);
  return found;
}
