// What a plan keeps is freed when nothing of it is needed any more: its work is on a branch of the user's.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { killMarked } from '../../process.ts';
import type { Plan } from '../file/plan.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { removeAll } from '../git/leftovers.ts';
import { copiesOf } from '../git/private-clone.ts';
import { PlanHistory } from './history.ts';
import { lockPlan } from './plan-lock.ts';
import { type PlanState, proofKey } from './state.ts';

export interface CleanSettings {
  plan: Plan;
  repository: Repository;
  /** Where the plan's events and its clone are. */
  folder: string;
}

/**
 * Removes what a plan keeps: its events, its clone and its copies. Returns how many bytes that were. Throws UsageError when its work
 * is not finished and on a branch, unless `force`.
 */
export async function cleanPlan(settings: CleanSettings, force: boolean): Promise<number> {
  const { plan, repository, folder } = settings;
  if (!existsSync(folder)) return 0;
  const release = lockPlan(folder);
  try {
    const { state } = new PlanHistory(plan, folder);
    const needed = force ? null : await neededFor(state, repository);
    if (needed) {
      throw new UsageError(
        `${plan.file}: ${needed}, so what it keeps is needed still. Remove it all the same with --force.`,
      );
    }
    killMarked(`plan-${basename(folder)}`);
    const kept = [copiesOf(folder, repository.env), folder];
    const bytes = kept.reduce((sum, path) => sum + sizeOf(path), 0);
    for (const path of kept) removeAll(path);
    return bytes;
  } finally {
    release();
  }
}

/** What the plan's folder is needed for; null for nothing. */
async function neededFor(state: PlanState, repository: Repository): Promise<string | null> {
  if (state.base === null) return null;
  const open = [...state.steps.values()].filter(({ status }) => status !== 'done').length;
  if (open) return `${open} of its ${state.steps.size} steps are not done`;
  if (state.proved?.key !== proofKey(state)) return 'its checks have not all passed on the branch';
  const commit = state.exported?.commit;
  return commit && !(await commitOf(repository, commit)) ? 'its branch is gone from your repository' : null;
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  const info = lstatSync(path);
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
