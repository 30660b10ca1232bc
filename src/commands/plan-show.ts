import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { oneOf } from '../one-of.ts';
import { Worktrees } from '../plan/git/worktrees.ts';
import { needsUser, reportOn } from '../plan/report/plan-report.ts';
import { formatHistory, historyOf } from '../plan/report/step-history.ts';
import type { PlanState, StepState } from '../plan/run/state.ts';
import { visibleJson } from '../terminal/visible.ts';
import { circumstancesOf, type OpenedPlan, openPlan, readState } from './plan-open.ts';

/** Shows a step of a plan in full. Throws UsageError when the plan has no such step. */
export async function showStep(
  host: Host,
  file: string,
  { step: id, json }: { step: string; json: boolean },
): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const { plan } = opened;
  const state = readState(host, opened);
  const own = state.steps.get(id);
  const known = await circumstancesOf(opened, state);
  const report = reportOn(plan, state, known).steps.find((one) => one.id === id);
  if (!own || !report) {
    const ids = plan.steps.map((step) => step.id);
    throw new UsageError(`There is no step "${id}" in ${file}. ${oneOf(id, ids)}`);
  }
  const diffs = await diffsOf(opened, state, [own]);
  const history = historyOf(report, own, diffs.get(id) ?? null);
  host.stdout.write(`${json ? visibleJson(history) : formatHistory(history)}\n`);
  return needsUser(report) ? EXIT.incomplete : EXIT.ok;
}

/** Returns the work of steps, or what their last tries left, as diffs, by id; of all steps if none are named. */
export async function diffsOf(
  { folder, repository }: OpenedPlan,
  { base, steps, onBranch }: PlanState,
  wanted: readonly StepState[] = [...steps.values()],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (!base || !existsSync(join(folder, 'repository.git'))) return found;
  // A run may be under way: nothing of its clone is touched.
  const worktrees = await Worktrees.openToRead(folder, repository);
  for (const { step, status, commit, carry } of wanted) {
    const work = commit ?? (status === 'done' ? (onBranch.get(step.id) ?? null) : null);
    if (work) found.set(step.id, await worktrees.diff(`${work}^`, work));
    else if (carry) found.set(step.id, await worktrees.diff(base, carry));
  }
  return found;
}
