// Where a plan stands: its events, seen through the plan as it reads now.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../../opinion/findings.ts';
import type { Plan } from '../file/plan.ts';
import { fingerprints } from '../file/plan-file.ts';
import type { BroughtIn } from '../git/branch-standing.ts';
import type { StoredEvent } from './events.ts';
import { applyToStep, freshStep, type StepEvent, type StepState } from './step-state.ts';

export type { Built, StepState, Try } from './step-state.ts';

export interface PlanState {
  approved: ReadonlySet<string>;
  /** The commit everything starts from; null before the first run. */
  base: string | null;
  steps: ReadonlyMap<string, StepState>;
  /** By step, how often the planner has been asked about it, in all its versions. */
  questions: ReadonlyMap<string, number>;
  /** Over all tries, including those of steps that have changed since. */
  spentUsd: number;
  /** Reserved for tries whose cost is unknown. */
  uncertainUsd: number;
  exported: Exported | null;
  /** By step, the work that is on the plan's branch. */
  onBranch: ReadonlyMap<string, string>;
  /** The finished work on which all checks have been run, and the steps recorded unchecked whose check failed there. */
  proved: { key: string; red: string[] } | null;
  /** How often the finished branch has been looked at, and what was found last, on the work that `key` names; null when it was not. */
  branchReviews: number;
  branchReview: { key: string; findings: Finding[] | null; why: string } | null;
  /** By step, the branch with its work that is not on the plan's branch, and the commit it was left at. */
  leftBranches: ReadonlyMap<string, BroughtIn>;
}

/** The plan's branch as it was brought into the user's repository, without the steps that conflict with earlier ones. */
export interface Exported extends BroughtIn {
  conflicts: { step: string; files: string[] }[];
}

/** The step of an event about the whole branch; no step can have this name. */
export const WHOLE = '*';

/** Returns the folder of a plan's state: one per plan file and repository. */
export function stateFolder(home: string, root: string, planFile: string): string {
  const id = createHash('sha256')
    .update(`${root}\0${realpathSync(planFile)}`)
    .digest('hex')
    .slice(0, 16);
  return resolve(home, 'plans', id);
}

/** Returns where the plan stands after `events`. */
export function stateOf(plan: Plan, events: readonly StoredEvent[]): PlanState {
  const draft: Draft = {
    ...nothingDone(plan),
    approved: new Set(),
    base: null,
    leftBranches: new Map(),
  };
  for (const event of events) applyToPlan(draft, event, plan);
  const { underWay, ...state } = draft;
  for (const reservedUsd of underWay.values()) state.uncertainUsd += reservedUsd;
  return state;
}

interface Draft extends PlanState {
  approved: Set<string>;
  steps: Map<string, StepState>;
  leftBranches: Map<string, BroughtIn>;
  questions: Map<string, number>;
  /** What is reserved for the try under way, by step, and for the question to the planner. */
  underWay: Map<string, number>;
}

function nothingDone(plan: Plan): Omit<Draft, 'approved' | 'base' | 'leftBranches'> {
  const prints = fingerprints(plan);
  const steps = plan.steps.map((step) => freshStep(step, prints.get(step.id) ?? ''));
  return {
    steps: new Map(steps.map((state) => [state.step.id, state])),
    questions: new Map(),
    ...{ branchReviews: 0, branchReview: null },
    spentUsd: 0,
    uncertainUsd: 0,
    exported: null,
    onBranch: new Map(),
    proved: null,
    underWay: new Map(),
  };
}

function applyToPlan(draft: Draft, event: StoredEvent, plan: Plan): void {
  switch (event.type) {
    case 'approved':
      draft.approved.add(event.key);
      break;
    case 'started':
      Object.assign(draft, nothingDone(plan), { base: event.base });
      break;
    case 'exported':
      draft.exported = { ...event, base: draft.base };
      draft.onBranch = new Map(workOnBranch(draft, event.conflicts));
      break;
    case 'moved':
      moveTo(draft, event);
      break;
    case 'proved':
      draft.proved = event;
      break;
    case 'left':
      draft.leftBranches.set(event.of, { ...event, base: draft.base });
      break;
    default: {
      countMoney(draft, event);
      if (event.step === WHOLE) applyToBranch(draft, event);
      const state = draft.steps.get(event.step);
      if (state?.fingerprint === event.fingerprint) applyToStep(state, event);
    }
  }
}

const workOnBranch = (
  { steps }: Pick<Draft, 'steps'>,
  conflicts: Exported['conflicts'],
): [string, string][] =>
  [...steps].flatMap(([id, { status, commit }]) =>
    status === 'done' && commit && !conflicts.some(({ step }) => step === id) ? [[id, commit]] : [],
  );

/** What is merged is in the base now; what another try left stood on the old one. */
function moveTo(draft: Draft, { base, merged }: { base: string; merged: readonly string[] }): void {
  draft.base = base;
  for (const [id, state] of draft.steps) {
    if (merged.includes(id)) state.commit = null;
    if (state.status === 'open') state.carry = null;
  }
}

function applyToBranch(draft: Draft, event: StepEvent): void {
  if (event.type === 'reviewing') draft.branchReviews++;
  if (event.type !== 'reviewed') return;
  draft.branchReview = { key: event.fingerprint, findings: event.findings, why: event.why };
}

/** What begins and is paid for: a try of a step, a question to the planner about it, and a review. */
const PAID: Partial<Record<StepEvent['type'], string>> = {
  ...{ try: '', answered: '' },
  ...{ revising: ' planner', revised: ' planner', reviewing: ' reviewer', reviewed: ' reviewer' },
};

function countMoney(draft: Draft, event: StepEvent): void {
  const key = `${event.step}${PAID[event.type]}`;
  const underWay = draft.underWay.get(key) ?? 0;
  if (event.type === 'try' || event.type === 'revising' || event.type === 'reviewing') {
    // The one before it never answered, and may have been paid for.
    draft.uncertainUsd += underWay;
    draft.underWay.set(key, event.reservedUsd ?? 0);
    if (event.type === 'revising')
      draft.questions.set(event.step, (draft.questions.get(event.step) ?? 0) + 1);
  } else if (event.type === 'answered' || event.type === 'revised' || event.type === 'reviewed') {
    const reservedUsd = event.type === 'revised' ? event.reservedUsd : underWay;
    if (event.costUsd === null) draft.uncertainUsd += reservedUsd;
    else draft.spentUsd += event.costUsd;
    draft.underWay.delete(key);
  }
}

/** Returns what names the finished work of a plan, as far as a check can see it; '' when nothing is finished. */
export const proofKey = ({ steps, base }: Pick<PlanState, 'steps' | 'base'>): string => {
  const done = [...steps.values()].filter(({ status }) => status === 'done');
  if (!done.length) return '';
  const parts = done.map(({ step, fingerprint, commit }) => [step.id, fingerprint, commit]);
  return createHash('sha256')
    .update(JSON.stringify([base, ...parts]))
    .digest('hex')
    .slice(0, 16);
};
