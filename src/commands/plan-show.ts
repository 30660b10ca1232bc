import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
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
  const history = historyOf(report, own, await diffOf(opened, state, own));
  host.stdout.write(`${json ? visibleJson(history) : formatHistory(history)}\n`);
  return needsUser(report) ? EXIT.incomplete : EXIT.ok;
}

/** The work of a step, or what its last try left, as a diff; null when there is none. */
async function diffOf(
  { folder, repository }: OpenedPlan,
  { base }: PlanState,
  { commit, carry }: StepState,
): Promise<string | null> {
  if (!base || !existsSync(join(folder, 'repository.git'))) return null;
  const worktrees = await Worktrees.open(folder, repository, `plan-${basename(folder)}`);
  if (commit) return worktrees.diff(`${commit}^`, commit);
  return carry ? worktrees.diff(base, carry) : null;
}
