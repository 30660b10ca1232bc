// Where a step stands, and what each of its events changes.
import { promptTokens, type Usage } from '../../models/cost.ts';
import type { Finding } from '../../opinion/findings.ts';
import type { ExecutorName } from '../executors.ts';
import type { Step } from '../file/plan.ts';
import type { StepRung } from './escalation.ts';
import type { StoredEvent, TryFailure, Verdict } from './events.ts';
import type { Proposal } from './proposal-shape.ts';

export interface Try {
  rung: StepRung;
  executor: ExecutorName;
  /** `lost`: we were killed meanwhile; `trouble`: its executor failed by itself; `unchecked`: paid for, and its check is due. */
  status: 'lost' | 'trouble' | 'unchecked' | 'failed' | 'passed';
  reservedUsd: number | null;
  /** Null when not known. */
  costUsd: number | null;
  tokens: number;
  /** Those of them that were not read from a cache. */
  newTokens: number;
  served: string | null;
  /** What its executor said last. */
  words: string | null;
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
  /** What the planner proposes for it, and the user has not taken: it is not tried until then. */
  proposal: Proposal | null;
  /** How often the planner has been asked about it, as the plan reads now. */
  asked: number;
  /** How often its work has been looked at, as the plan reads now, and what was found last; null when it was not. */
  reviews: number;
  review: { tree: string; findings: Finding[] | null; why: string } | null;
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

/** An event that names a step. */
export type StepEvent = Extract<StoredEvent, { step: string }>;

/** Returns a step that nothing has happened to. */
export const freshStep = (step: Step, fingerprint: string): StepState => ({
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
  proposal: null,
  asked: 0,
  reviews: 0,
  review: null,
  beside: [],
  recorded: null,
});

/** Applies an event of a step to where it stands. */
export function applyToStep(state: StepState, event: StepEvent): void {
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
    const unanswered = { costUsd: null, tokens: 0, newTokens: 0, served: null, words: null, seconds: 0 };
    const unfailed = { why: null, output: '', tree: null, undone: false };
    state.tries.push({ rung, executor, status: 'lost', reservedUsd, ...unanswered, ...unfailed });
    Object.assign(state, { status: 'open', built: null });
  },
  answered({ tries }, { costUsd, served, usage, seconds, trouble, words = null }) {
    const status = trouble === null ? 'unchecked' : 'trouble';
    update(tries.at(-1), {
      costUsd,
      served,
      words,
      seconds,
      tokens: tokensOf(usage),
      newTokens: newTokensOf(usage),
      status,
    });
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
  regressed(state, { beside, output, tree, why = 'check' }) {
    update(state.tries.at(-1), { status: 'failed', why, output, tree });
    Object.assign(state, { status: 'open', reason: output.split('\n', 1)[0], commit: null, carry: tree });
    if (beside && !state.beside.includes(beside)) state.beside.push(beside);
  },
  ended(state, { verdict, reason, commit }) {
    Object.assign(state, { status: verdict, reason, commit, built: null });
  },
  reviewing(state) {
    state.reviews++;
  },
  reviewed(state, { tree, findings, why }) {
    state.review = { tree, findings, why };
  },
  revising(state) {
    state.asked++;
  },
  revised(state, { proposal }) {
    const reason = proposal ? `the planner proposes a change: ${proposal.why}` : state.reason;
    Object.assign(state, { proposal, reason, ...(proposal && { status: 'person' }) });
  },
  again(state) {
    const before = state.tries.length;
    Object.assign(state, {
      proposal: null,
      status: 'open',
      reason: '',
      commit: null,
      built: null,
      carry: null,
      before,
    });
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

const newTokensOf = (usage: Usage | null): number => tokensOf(usage) - (usage?.cacheRead ?? 0);
