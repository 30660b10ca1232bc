// What a plan keeps is freed when nothing of it is needed any more: its work is on a branch of the user's.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from '../../errors.ts';
import { killMarked } from '../../process.ts';
import type { Plan } from '../file/plan.ts';
import { branchStanding } from '../git/branch-standing.ts';
import type { Repository } from '../git/git.ts';
import { removeAll } from '../git/leftovers.ts';
import { copiesOf } from '../git/private-clone.ts';
import { PlanHistory } from './history.ts';
import { bytesOf } from './plan-folder.ts';
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
  const needed = force ? null : await neededBy(settings);
  if (needed) {
    throw new UsageError(
      `${plan.file}: ${needed}, so what it keeps is needed still. Remove it all the same with --force.`,
    );
  }
  return removePlan(folder, repository.env);
}

/** Removes the folder of a plan, and its copies. Returns how many bytes that were. Throws UsageError while it runs. */
export function removePlan(folder: string, env: NodeJS.ProcessEnv): number {
  const release = lockPlan(folder);
  try {
    killMarked(`plan-${basename(folder)}`, copiesOf(folder, env));
    const bytes = bytesOf(folder, env);
    for (const path of [copiesOf(folder, env), folder]) removeAll(path);
    return bytes;
  } finally {
    release();
  }
}

/** Returns what the plan's folder is needed for; null for nothing. */
export const neededBy = ({ plan, repository, folder }: CleanSettings): Promise<string | null> =>
  neededFor(new PlanHistory(plan, folder).state, repository);

async function neededFor(state: PlanState, repository: Repository): Promise<string | null> {
  if (state.base === null) return null;
  const open = [...state.steps.values()].filter(({ status }) => status !== 'done').length;
  if (open) return `${open} of its ${state.steps.size} steps are not done`;
  if (state.proved?.key !== proofKey(state)) return 'its checks have not all passed on the branch';
  const standing = state.exported && (await branchStanding(repository, state.exported));
  return standing === 'gone' ? 'its branch is gone from your repository' : null;
}
