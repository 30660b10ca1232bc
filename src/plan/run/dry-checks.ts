// The checks of a plan before any work: those that pass already prove nothing. No model is asked.
import { basename } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import type { Plan } from '../file/plan.ts';
import { greenBefore, mustBeRed, type Warning } from '../file/warnings.ts';
import type { Repository } from '../git/git.ts';
import { Worktrees } from '../git/worktrees.ts';
import { checkOnce, setUp } from './cleaned-copy.ts';
import { lockPlan } from './plan-lock.ts';

/** No step can have this name. */
const COPY = '_dry';

export interface DrySettings {
  plan: Plan;
  repository: Repository;
  /** Where the plan's clone is. */
  folder: string;
}

/** Runs each check in a copy of the commit checked out now. Returns those that pass. Throws UsageError when the setup fails. */
export async function dryChecks({ plan, repository, folder }: DrySettings): Promise<Warning[]> {
  makePrivateFolder(folder);
  const release = lockPlan(folder);
  const mark = `plan-${basename(folder)}`;
  try {
    const worktrees = await Worktrees.open(folder, repository, mark);
    const run = { plan, worktrees, programs: { env: repository.env, mark } };
    const worktree = await worktrees.create(COPY, repository.head, []);
    if ('files' in worktree) return [];
    try {
      const problem = await setUp(run, worktree);
      if (problem) throw new UsageError(`${plan.file}: ${problem}.`);
      const found: Warning[] = [];
      for (const step of plan.steps.filter(mustBeRed)) {
        const { ok } = await checkOnce(run, step, worktree, null);
        if (ok) found.push(greenBefore(step));
      }
      return found;
    } finally {
      worktrees.remove(COPY);
    }
  } finally {
    release();
  }
}
