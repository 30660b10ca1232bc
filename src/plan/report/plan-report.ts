// Where a plan stands, as `--json` prints it.
import type { Finding } from '../../opinion/findings.ts';
import type { Plan } from '../file/plan.ts';
import type { Standing } from '../git/branch-standing.ts';
import { rungName, type StepRung } from '../run/escalation.ts';
import { type PlanState, proofKey, type StepState } from '../run/state.ts';
import { costOf } from '../run/tries.ts';

export interface Review {
  rounds: number;
  findings: Finding[] | null;
  why: string;
}

export interface StepReport {
  id: string;
  title: string;
  /**
   * `passed`; `recorded`: done outside a run; `running`; `open`; `waits`: blocked by steps that need the user; `person`, `approval`,
   * `conflict`: it needs the user.
   */
  status: 'passed' | 'recorded' | 'running' | 'open' | 'waits' | 'person' | 'approval' | 'conflict';
  /** The rung it ended or stands on. */
  on: string | null;
  /** The rungs it failed on before. */
  climbed: string[];
  tries: number;
  /** Null when the cost of a try is unknown. */
  costUsd: number | null;
  tokens: number;
  seconds: number;
  reason: string;
  /** What its executor said last; null when it said nothing. */
  words: string | null;
  /** What a reviewer of its work found last; `findings` null: nobody answered, for `why`. Null when nobody was asked. */
  review: Review | null;
  /** Where its work is that is not on the plan's branch. */
  branch: string | null;
}

export interface PlanReport {
  plan: string;
  title: string;
  file: string;
  base: string | null;
  /** Null before a step has finished. */
  branch: string | null;
  /** Where that branch stands. */
  branchIs: Standing | null;
  /** The command that merges the finished steps; null when they are merged, or their branch is gone. */
  takeOver: string | null;
  done: number;
  /** Whether every check has passed on the work of all finished steps together. */
  proven: boolean;
  /** What was found last on the branch as a whole; null when nobody was asked. */
  review: Review | null;
  steps: StepReport[];
  costUsd: number;
  /** Reserved for tries whose cost is unknown. */
  uncertainUsd: number;
}

/** What is known of a plan beside its events. */
export interface Circumstances {
  /** A run is under way. */
  running: boolean;
  /** The commit checked out now. */
  head: string;
  /** Where the plan's branch stands; null before there is one. */
  standing: Standing | null;
}

/** Returns the report of a plan. */
export function reportOn(
  plan: Plan,
  state: PlanState,
  { running, head, standing }: Circumstances,
): PlanReport {
  const steps = plan.steps.map(({ id }) =>
    reportStep(plan, state, state.steps.get(id) as StepState, running),
  );
  const branch = state.exported?.branch ?? null;
  const { branchReview } = state;
  return {
    plan: plan.name,
    title: plan.title,
    file: plan.file,
    base: state.base,
    branch,
    branchIs: standing,
    takeOver:
      branch && standing === 'there' ? `git merge ${state.base === head ? '--ff-only ' : ''}${branch}` : null,
    done: steps.filter(({ status }) => status === 'passed' || status === 'recorded').length,
    proven: state.proved !== null && state.proved.key === proofKey(state) && !state.proved.red.length,
    review: branchReview && {
      rounds: state.branchReviews,
      findings: branchReview.findings,
      why: branchReview.why,
    },
    steps,
    costUsd: state.spentUsd,
    uncertainUsd: state.uncertainUsd,
  };
}

/** Whether a step cannot go on without the user. */
export const needsUser = ({ status }: Pick<StepReport, 'status'>): boolean =>
  status === 'person' || status === 'approval' || status === 'conflict';

function reportStep(plan: Plan, state: PlanState, own: StepState, running: boolean): StepReport {
  const { step, tries, recorded } = own;
  const counting = tries.filter(({ status }) => status === 'failed' || status === 'passed');
  const blocking = blockedBy(plan, state, step.id);
  const conflict = conflictOf(state, own);
  const status = conflict ? 'conflict' : statusOf(own, running, blocking.length > 0);
  return {
    id: step.id,
    title: step.title,
    status,
    ...rungsOf(
      own,
      counting.map(({ rung }) => rung),
    ),
    tries: recorded?.tries ?? counting.length,
    costUsd: counting.some(({ costUsd }) => costUsd === null) ? null : costOf(own),
    tokens: tries.reduce((sum, one) => sum + one.tokens, 0),
    seconds: tries.reduce((sum, one) => sum + one.seconds, 0),
    reason:
      conflict ??
      uncheckedReason(state, own) ??
      (status === 'waits' ? `blocked by ${blocking.join(', ')}` : own.reason),
    words: tries.at(-1)?.words ?? null,
    review: own.review && { rounds: own.reviews, findings: own.review.findings, why: own.review.why },
    branch: branchWith(state, own, needsUser({ status })),
  };
}

/** What is to be said of a step that a person recorded without its check. */
const uncheckedReason = ({ proved }: PlanState, { step, status, recorded }: StepState): string | null => {
  if (status !== 'done' || recorded?.checked !== false) return null;
  return proved?.red.includes(step.id) ? 'not checked; its check fails on the branch' : 'not checked';
};

/** How a finished step conflicts with earlier ones; null when it does not. */
function conflictOf({ exported }: PlanState, { step, status }: StepState): string | null {
  const conflict = exported?.conflicts.find((one) => one.step === step.id);
  if (!conflict || status !== 'done') return null;
  const { files } = conflict;
  return files.length
    ? `its work conflicts with earlier steps: ${files.join(', ')}`
    : 'it builds on a step that conflicts with earlier steps';
}

function statusOf(own: StepState, running: boolean, isBlocked: boolean): StepReport['status'] {
  if (own.status === 'done') return own.recorded ? 'recorded' : 'passed';
  if (own.status !== 'open') return own.status;
  if (running && (own.built !== null || own.tries.at(-1)?.status === 'lost')) return 'running';
  return isBlocked ? 'waits' : 'open';
}

function rungsOf(
  { step, recorded }: StepState,
  stoodOn: readonly StepRung[],
): Pick<StepReport, 'on' | 'climbed'> {
  const names = stoodOn.map((rung) => rungName(rung, step.executor));
  const on = recorded ? rungName(recorded.rung, step.executor) || null : (names.at(-1) ?? null);
  return { on, climbed: [...new Set(names)].filter((name) => name !== on) };
}

function branchWith(
  { leftBranches }: PlanState,
  { step, commit }: StepState,
  isLeft: boolean,
): string | null {
  const left = leftBranches.get(step.id);
  return isLeft && left && left.commit === commit ? left.branch : null;
}

/** The steps before it, directly or not, that need the user; in the plan's order. */
function blockedBy(plan: Plan, state: PlanState, id: string): string[] {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const need of state.steps.get(one)?.step.needs ?? []) {
      const status = state.steps.get(need)?.status;
      if (status !== 'done' && status !== 'open') found.add(need);
      visit(need);
    }
  };
  visit(id);
  return plan.steps.flatMap((step) => (found.has(step.id) ? [step.id] : []));
}
