// Which steps come before which.
import { overlap } from './glob.ts';
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

/** Returns the steps that step `id` has to wait for once it may change `files`: they could run at the same time and change them, too. */
export function waitsFor({ steps }: Pick<Plan, 'steps'>, id: string, files: readonly string[]): string[] {
  const before = ancestors(steps);
  const isOrdered = (other: string): boolean =>
    before.get(id)?.has(other) === true || before.get(other)?.has(id) === true;
  return steps
    .filter((other) => other.id !== id && !isOrdered(other.id))
    .filter((other) => other.files.some((one) => files.some((file) => overlap(one, file))))
    .map((other) => other.id);
}
