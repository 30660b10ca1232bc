// Where a plan stands: its events, seen through the plan as it reads now.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { promptTokens, type Usage } from '../../models/cost.ts';
import type { ExecutorName } from '../executors.ts';
import type { Plan, Step } from '../file/plan.ts';
import { fingerprints } from '../file/plan-file.ts';
import { type StepRung, sameRung } from './escalation.ts';
import type { StoredEvent, TryFailure, Verdict } from './events.ts';

export interface Try {
  rung: StepRung;
  executor: ExecutorName;
  /** `lost`: we were killed meanwhile; `trouble`: its executor failed by itself; `unchecked`: paid for, and its check is due. */
  status: 'lost' | 'trouble' | 'unchecked' | 'failed' | 'passed';
  reservedUsd: number | null;
  /** Null when not known. */
  costUsd: number | null;
  tokens: number;
  served: string | null;
  seconds: number;
  why: TryFailure | null;
  /** What the failed check printed. */
  output: string;
  /** The files it left; null when that is not known. */
  tree: string | null;
  undone: boolean;
}

export interface StepState {
  step: Step;
  fingerprint: string;
  status: 'open' | 'done' | Verdict;
  /** Why it needs the user. */
  reason: string;
  /** What its check said before the first try; null when it has not been asked. */
  checkedBefore: 'red' | 'green' | null;
  tries: Try[];
  /** Its work: of a finished step, or what a step that needs the user made last. */
  commit: string | null;
  /** The work of a try that is paid for and not yet checked. */
  built: Built | null;
  /** How many of its tries were made before the user wanted it retried: they count for its cost only. */
  before: number;
  /** The files that the last failed try left. */
  carry: string | null;
  /** Steps whose work is in its copy beside that of those it needs, as it did not go together with its own. */
  beside: string[];
  /** Carried out outside a run, by the user or in a session. `checked`: its check passed. */
  recorded: { rung: StepRung; tries: number; costUsd: number | null; checked: boolean } | null;
}

/** What a try made of the files, as the event `built` describes it. */
export interface Built {
  tree: string;
  outside: string[];
  dropped: string[];
}

export interface PlanState {
  approved: ReadonlySet<string>;
  /** The commit everything starts from; null before the first run. */
  base: string | null;
  steps: ReadonlyMap<string, StepState>;
  /** Over all tries, including those of steps that have changed since. */
  spentUsd: number;
  /** Reserved for tries whose cost is unknown. */
  uncertainUsd: number;
  exported: { branch: string; commit: string; conflicts: { step: string; files: string[] }[] } | null;
  /** The finished work on which all checks have been run, and the steps recorded unchecked whose check failed there. */
  proved: { key: string; red: string[] } | null;
  /** By step, the branch with its work that is not on the plan's branch, and the commit it was left at. */
  leftBranches: ReadonlyMap<string, { branch: string; commit: string }>;
}

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
  leftBranches: Map<string, { branch: string; commit: string }>;
  /** What is reserved for the try under way, by step. */
  underWay: Map<string, number>;
}

function nothingDone(
  plan: Plan,
): Pick<Draft, 'steps' | 'spentUsd' | 'uncertainUsd' | 'exported' | 'proved' | 'underWay'> {
  const prints = fingerprints(plan);
  const steps = plan.steps.map((step) => freshStep(step, prints.get(step.id) ?? ''));
  return {
    steps: new Map(steps.map((state) => [state.step.id, state])),
    spentUsd: 0,
    uncertainUsd: 0,
    exported: null,
    proved: null,
    underWay: new Map(),
  };
}

const freshStep = (step: Step, fingerprint: string): StepState => ({
  step,
  fingerprint,
  status: 'open',
  reason: '',
  checkedBefore: null,
  tries: [],
  commit: null,
  built: null,
  before: 0,
  carry: null,
  beside: [],
  recorded: null,
});

function applyToPlan(draft: Draft, event: StoredEvent, plan: Plan): void {
  switch (event.type) {
    case 'approved':
      draft.approved.add(event.key);
      break;
    case 'started':
      Object.assign(draft, nothingDone(plan), { base: event.base });
      break;
    case 'exported':
      draft.exported = event;
      break;
    case 'proved':
      draft.proved = event;
      break;
    case 'left':
      draft.leftBranches.set(event.of, event);
      break;
    default: {
      countMoney(draft, event);
      const state = draft.steps.get(event.step);
      if (state?.fingerprint === event.fingerprint) applyToStep(state, event);
    }
  }
}

type StepEvent = Extract<StoredEvent, { step: string }>;

function countMoney(draft: Draft, event: StepEvent): void {
  if (event.type !== 'try' && event.type !== 'answered') return;
  const reservedUsd = draft.underWay.get(event.step) ?? 0;
  if (event.type === 'try') {
    // The one before it never answered, and may have been paid for.
    draft.uncertainUsd += reservedUsd;
    draft.underWay.set(event.step, event.reservedUsd ?? 0);
    return;
  }
  if (event.costUsd === null) draft.uncertainUsd += reservedUsd;
  else draft.spentUsd += event.costUsd;
  draft.underWay.delete(event.step);
}

function applyToStep(state: StepState, event: StepEvent): void {
  const apply = STEP_EVENTS[event.type] as (state: StepState, event: StepEvent) => void;
  apply(state, event);
}

/** What each event of a step changes. */
const STEP_EVENTS: {
  [Type in StepEvent['type']]: (state: StepState, event: Extract<StepEvent, { type: Type }>) => void;
} = {
  before(state, { green }) {
    state.checkedBefore = green ? 'green' : 'red';
  },
  try(state, { rung, executor, reservedUsd }) {
    const unanswered = { costUsd: null, tokens: 0, served: null, seconds: 0 };
    const unfailed = { why: null, output: '', tree: null, undone: false };
    state.tries.push({ rung, executor, status: 'lost', reservedUsd, ...unanswered, ...unfailed });
    Object.assign(state, { status: 'open', built: null });
  },
  answered({ tries }, { costUsd, served, usage, seconds, trouble }) {
    const status = trouble === null ? 'unchecked' : 'trouble';
    update(tries.at(-1), { costUsd, served, seconds, tokens: tokensOf(usage), status });
  },
  built(state, { tree, outside, dropped }) {
    state.built = { tree, outside, dropped };
  },
  failed(state, { why, output, tree, undone = false }) {
    update(state.tries.at(-1), { status: 'failed', why, output, tree, undone });
    Object.assign(state, { built: null, carry: tree });
  },
  passed(state, { commit }) {
    update(state.tries.at(-1), { status: 'passed' });
    Object.assign(state, { status: 'done', reason: '', commit, built: null, carry: null });
  },
  regressed(state, { beside, output, tree }) {
    update(state.tries.at(-1), { status: 'failed', why: 'check', output, tree });
    Object.assign(state, { status: 'open', reason: output.split('\n', 1)[0], commit: null, carry: tree });
    if (beside && !state.beside.includes(beside)) state.beside.push(beside);
  },
  ended(state, { verdict, reason, commit }) {
    Object.assign(state, { status: verdict, reason, commit, built: null });
  },
  again(state) {
    const before = state.tries.length;
    Object.assign(state, { status: 'open', reason: '', commit: null, built: null, carry: null, before });
  },
  recorded(state, { passed, commit, rung, tries, costUsd, why, checked = false }) {
    if (passed) Object.assign(state, { status: 'done', reason: '', commit });
    else Object.assign(state, { status: 'person', reason: why, commit: null });
    state.recorded = { rung, tries, costUsd, checked };
  },
};

const update = (last: Try | undefined, change: Partial<Try>): void => {
  if (last) Object.assign(last, change);
};

function tokensOf(usage: Usage | null): number {
  return usage ? promptTokens(usage) + usage.output : 0;
}

/** Returns the rungs that failed tries stood on: what escalation goes by. */
export const failedRungs = (state: StepState): StepRung[] => failedTries(state).map(({ rung }) => rung);

/** Returns the failed tries of the step's executor since it last started from its first rung. */
export const failedTries = ({ step, tries, before }: StepState): Try[] =>
  tries.slice(before).filter(({ status, executor }) => status === 'failed' && executor === step.executor);

/** Returns the files that the next try on a rung goes on from, as a git tree; null for those of the step's start. */
export function startTree({ step, tries, before, carry }: StepState, rung: StepRung): string | null {
  const last = tries.slice(before).findLast(({ status }) => status === 'failed');
  return last && last.executor === step.executor && sameRung(last.rung, rung) ? carry : null;
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

/** Returns what a step's tries cost in US dollars, as far as that is known. */
export const costOf = ({ tries, recorded }: StepState): number =>
  tries.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), recorded?.costUsd ?? 0);
