// What is recorded of a step that was carried out outside a run: by the user, or by a subagent of a session.
import { basename } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { appendOutcomes } from '../../usage/outcomes.ts';
import type { Plan } from '../file/plan.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { Worktrees } from '../git/worktrees.ts';
import { rungName, type StepRung } from './escalation.ts';
import { PlanHistory } from './history.ts';
import { lockPlan } from './plan-lock.ts';
import type { StepState } from './state.ts';

/** How a step ended. */
export interface StepRecord {
  passed: boolean;
  /** On what it was carried out; both null: by the user. */
  rung: StepRung;
  tries: number;
  costUsd: number | null;
  /** The commit that holds its work; null for the one checked out now. */
  revision: string | null;
  why: string;
}

export interface RecordSettings {
  plan: Plan;
  repository: Repository;
  folder: string;
  home: string;
}

/** Records how a step ended and returns that in one line. Throws UsageError when there is no such step or commit. */
export async function recordStep(settings: RecordSettings, id: string, record: StepRecord): Promise<string> {
  const { plan, folder } = settings;
  makePrivateFolder(folder);
  const release = lockPlan(folder);
  try {
    const history = new PlanHistory(plan, folder);
    const own = history.state.steps.get(id);
    if (!own) {
      throw new UsageError(
        `There is no step "${id}" in ${plan.file}. Expected one of: ${plan.steps.map((step) => step.id).join(', ')}.`,
      );
    }
    const { passed, rung, tries, costUsd, why } = record;
    const commit = passed ? await commitFor(settings, history, own, record.revision) : null;
    const of = { step: id, fingerprint: own.fingerprint };
    history.append({ type: 'recorded', passed, commit, rung, tries, costUsd, why, ...of });
    if (rung.tier) recordOutcome(settings, own, record);
    const on = rung.tier ? ` on ${rungName(rung, own.step.executor)}` : '';
    return `Recorded: step ${id} ${passed ? 'passed' : 'failed'}${on}.`;
  } finally {
    release();
  }
}

/** Returns the commit with the work of a step; null when the plan's base holds it already. */
async function commitFor(
  { plan, repository, folder }: Omit<RecordSettings, 'home'>,
  history: PlanHistory,
  { step, status, commit }: StepState,
  revision: string | null,
): Promise<string | null> {
  if (status === 'approval' && revision === null) return commit;
  const named = await commitOf(repository, revision ?? 'HEAD');
  if (!named) throw new UsageError(`There is no commit "${revision}" in ${repository.root}.`);
  const base = history.state.base ?? repository.head;
  if (history.state.base === null) history.append({ type: 'started', base });
  const worktrees = await Worktrees.open(folder, repository, `plan-${basename(folder)}`);
  return worktrees.squash(base, named, `${step.title}\n\nStep ${step.id} of the plan ${plan.name}.\n`);
}

function recordOutcome(
  { repository, folder, home }: Omit<RecordSettings, 'plan'>,
  { step: { id, kind, executor }, fingerprint }: StepState,
  { rung, tries, passed, costUsd }: StepRecord,
): void {
  const at = new Date().toISOString();
  const name = `plan|${basename(folder)}|${id}|${fingerprint}|${rungName(rung, executor)}|${at}`;
  const of = { source: 'plan' as const, project: repository.root, kind, executor };
  appendOutcomes(home, [{ id: name, at, ...of, ...rung, tries, passed, costUsd }]);
}
