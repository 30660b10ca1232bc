// What is recorded of a step that was carried out outside a run: by the user, or by a subagent of a session.
import { basename } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { oneOf } from '../../one-of.ts';
import { appendOutcomes } from '../../usage/outcomes.ts';
import type { Plan } from '../file/plan.ts';
import { commitOf, type Repository } from '../git/git.ts';
import { Worktrees } from '../git/worktrees.ts';
import { checkTree, setUp } from './cleaned-copy.ts';
import { rungName, type StepRung } from './escalation.ts';
import { PlanHistory } from './history.ts';
import { lockPlan } from './plan-lock.ts';
import type { StepState } from './state.ts';
import { tail } from './step-prompt.ts';

/** No step can have this name. */
const COPY = '_record';

/** How a step ended. */
export interface StepRecord {
  passed: boolean;
  /** Its check is not run, though it passed. */
  unchecked: boolean;
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

export interface Recording {
  /** False when its check failed, so that nothing was recorded. */
  done: boolean;
  message: string;
}

/**
 * Records how a step ended; one that passed is checked on the commit that holds its work. Throws UsageError when there is no such step
 * or commit, or when the setup fails.
 */
export async function recordStep(
  settings: RecordSettings,
  id: string,
  record: StepRecord,
): Promise<Recording> {
  const { plan, folder } = settings;
  makePrivateFolder(folder);
  const release = lockPlan(folder);
  try {
    const history = new PlanHistory(plan, folder);
    const own = history.state.steps.get(id);
    if (!own) {
      throw new UsageError(
        `There is no step "${id}" in ${plan.file}. ${oneOf(
          id,
          plan.steps.map((step) => step.id),
        )}`,
      );
    }
    const { passed, unchecked, rung, tries, costUsd, why } = record;
    const work = passed ? await workOf(settings, own, record.revision) : null;
    const red = work && !unchecked ? await failureOn(settings, own, work) : null;
    if (red !== null) return { done: false, message: notRecorded(own, red) };
    const commit = work && (await commitFor(settings, history, own, work));
    const of = { step: id, fingerprint: own.fingerprint };
    const checked = passed && !unchecked;
    history.append({ type: 'recorded', passed, commit, rung, tries, costUsd, why, checked, ...of });
    if (rung.tier) recordOutcome(settings, own, record);
    const on = rung.tier ? ` on ${rungName(rung, own.step.executor)}` : '';
    const how = passed && unchecked ? ', not checked' : '';
    return { done: true, message: `Recorded: step ${id} ${passed ? 'passed' : 'failed'}${on}${how}.` };
  } finally {
    release();
  }
}

const notRecorded = ({ step }: StepState, output: string): string =>
  `${tail(output)}\n\nNot recorded: the check of step ${step.id} failed: ${step.verify}. Repair it, or record it as not checked with --unchecked.`;

/** Where the work of a step is: what a run left for approval, or a commit of the user's. */
interface Work {
  commit: string;
  approved: boolean;
}

async function workOf(
  { repository }: Pick<RecordSettings, 'repository'>,
  { status, commit }: StepState,
  revision: string | null,
): Promise<Work> {
  if (status === 'approval' && revision === null && commit) return { commit, approved: true };
  const named = await commitOf(repository, revision ?? 'HEAD');
  if (!named)
    throw new UsageError(
      `There is no commit "${revision}" in ${repository.root}. Name one that is there with --commit.`,
    );
  return { commit: named, approved: false };
}

/** Returns what a step's check printed on its work; null when it passed. */
async function failureOn(
  { plan, repository, folder }: Omit<RecordSettings, 'home'>,
  { step }: StepState,
  { commit }: Work,
): Promise<string | null> {
  const mark = `plan-${basename(folder)}`;
  const worktrees = await Worktrees.open(folder, repository, mark);
  const run = { plan, worktrees, programs: { env: repository.env, mark } };
  const worktree = await worktrees.create(COPY, commit, []);
  if ('files' in worktree) return null;
  try {
    const problem = await setUp(run, worktree);
    if (problem) throw new UsageError(`${plan.file}: ${problem}.`);
    const { ok, output } = await checkTree(run, step, worktree, null);
    return ok ? null : output;
  } finally {
    worktrees.remove(COPY);
  }
}

/** Returns the commit with the work of a step; null when the plan's base holds it already. */
async function commitFor(
  { plan, repository, folder }: Omit<RecordSettings, 'home'>,
  history: PlanHistory,
  { step }: StepState,
  { commit, approved }: Work,
): Promise<string | null> {
  if (approved) return commit;
  const base = history.state.base ?? repository.head;
  if (history.state.base === null) history.append({ type: 'started', base });
  const worktrees = await Worktrees.open(folder, repository, `plan-${basename(folder)}`);
  return worktrees.squash(base, commit, `${step.title}\n\nStep ${step.id} of the plan ${plan.name}.\n`);
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
