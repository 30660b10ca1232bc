// What a run brings into the user's repository: the branch of everything finished, and the work of steps that need the user.

import { GitError } from '../../git.ts';
import { ancestors } from '../file/order.ts';
import type { Plan } from '../file/plan.ts';
import type { RunContext } from './context.ts';
import { finishedCommits } from './prepare-worktree.ts';

type Exporting = Pick<RunContext, 'plan' | 'base' | 'worktrees' | 'history'>;

const branchOf = ({ name }: Plan): string => `tierwise/plan-${name}`;

/** Makes the branches; when git refuses, the run is halted with the reason, and the next one tries again. */
export async function exportBranches(run: Exporting & Pick<RunContext, 'halt'>): Promise<void> {
  try {
    await exportFinished(run);
    await exportUnfinished(run);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const kept = `The work is kept in ${run.worktrees.folder}, under refs/tierwise/${branchOf(run.plan)}`;
    const message = `the branch cannot be brought into your repository: ${error.message}. ${kept}`;
    run.halt.halt({ why: 'git', message });
  }
}

async function exportFinished({ plan, base, worktrees, history }: Exporting): Promise<void> {
  const before = history.state.exported;
  const commits = finishedCommits({ plan, history });
  if (!commits.length) return;
  const needs = ancestors(plan.steps);
  const { commit, conflicts } = await worktrees.integrate(base, commits, (id) => needs.get(id) ?? new Set());
  const isSame = commit === before?.commit && conflicts.length === before.conflicts.length;
  if (isSame && (await worktrees.standing(before)) !== 'gone') return;
  const branch = await worktrees.export(branchOf(plan), commit, before?.commit ?? null);
  history.append({ type: 'exported', branch, commit, conflicts });
}

async function exportUnfinished({ plan, worktrees, history }: Exporting): Promise<void> {
  const conflicting = new Set(history.state.exported?.conflicts.map(({ step }) => step));
  for (const { id } of plan.steps) {
    const { status, commit } = history.step(id);
    const last = history.state.leftBranches.get(id);
    const isLeft = conflicting.has(id) || status === 'person' || status === 'approval';
    if (!commit || !isLeft) continue;
    if (last?.commit === commit && (await worktrees.standing(last)) !== 'gone') continue;
    const branch = await worktrees.export(`${branchOf(plan)}--${id}`, commit, last?.commit ?? null);
    history.append({ type: 'left', of: id, branch, commit });
  }
}
