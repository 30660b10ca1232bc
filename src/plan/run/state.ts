// Where a plan stands: its events, seen through the plan as it reads now.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plan, Step } from '../file/plan.ts';
import { fingerprints } from '../file/plan-file.ts';
import type { Rung } from './escalation.ts';
import type { Failure, Recorded, Verdict } from './events.ts';

export interface Try {
  rung: Rung;
  /** `lost`: we were killed meanwhile; `trouble`: its executor gave no result; `unchecked`: paid for, and its check is due. */
  outcome: 'lost' | 'trouble' | 'unchecked' | 'failed' | 'passed';
  reservedUsd: number | null;
  /** Null when not known. */
  costUsd: number | null;
  tokens: number;
  served: string | null;
  seconds: number;
  why: Failure | null;
  /** What the failed check said. */
  output: string;
}

export interface StepState {
  step: Step;
  fingerprint: string;
  status: 'open' | 'done' | Verdict;
  /** Why a person has to look. */
  reason: string;
  tries: Try[];
  /** Its work: of a finished step, or what a step that a person has to look at made last. */
  commit: string | null;
  /** Files of a try that is paid for and not yet checked. */
  built: { tree: string; outside: string[]; dropped: string[] } | null;
  /** So many of its tries were made before a person wanted it tried anew: they count for its cost only. */
  before: number;
  /** The files the next try on the same rung goes on from. */
  carry: string | null;
  /** Done outside a run, by a person or in a session. */
  recorded: { rung: Rung; tries: number; costUsd: number | null } | null;
}

export interface PlanState {
  approved: ReadonlySet<string>;
  /** The commit everything starts from; null before the first run. */
  base: string | null;
  steps: ReadonlyMap<string, StepState>;
  /** Over all tries, those of steps that read differently now included. */
  spentUsd: number;
  /** Set aside for tries whose cost is not known. */
  uncertainUsd: number;
  exported: { branch: string; commit: string; conflicts: { step: string; files: string[] }[] } | null;
  /** By step, the branch with its work that is not on the plan's branch, and the commit it was left at. */
  left: ReadonlyMap<string, { branch: string; commit: string }>;
}

/** The folder of a plan's state: one for each plan file in each repository. */
export function stateFolder(home: string, root: string, planFile: string): string {
  const id = createHash('sha256')
    .update(`${root}\0${realpathSync(planFile)}`)
    .digest('hex')
    .slice(0, 16);
  return resolve(home, 'plans', id);
}

/** Where the plan stands after `events`. */
export function stateOf(plan: Plan, events: readonly Recorded[]): PlanState {
  const prints = fingerprints(plan);
  const steps = new Map<string, StepState>();
  const approved = new Set<string>();
  let [base, spentUsd, uncertainUsd]: [string | null, number, number] = [null, 0, 0];
  let exported: PlanState['exported'] = null;
  const left = new Map<string, { branch: string; commit: string }>();
  /** What is set aside for the try under way, by step. */
  const open = new Map<string, number>();
  const reset = (): void => {
    for (const step of plan.steps) steps.set(step.id, fresh(step, prints.get(step.id) ?? ''));
  };
  reset();
  for (const event of events) {
    if (event.type === 'approved') approved.add(event.key);
    else if (event.type === 'started') {
      base = event.base;
      [spentUsd, uncertainUsd, exported] = [0, 0, null];
      open.clear();
      reset();
    } else if (event.type === 'exported') exported = event;
    else if (event.type === 'left') left.set(event.of, event);
    else {
      if (event.type === 'try') {
        // One that never answered may have been paid for.
        uncertainUsd += open.get(event.step) ?? 0;
        open.set(event.step, event.reservedUsd ?? 0);
      } else if (event.type === 'answered') {
        if (event.costUsd === null) uncertainUsd += open.get(event.step) ?? 0;
        else spentUsd += event.costUsd;
        open.delete(event.step);
      }
      const state = steps.get(event.step);
      if (state?.fingerprint === event.fingerprint) apply(state, event);
    }
  }
  for (const lost of open.values()) uncertainUsd += lost;
  return { approved, base, steps, spentUsd, uncertainUsd, exported, left };
}

const fresh = (step: Step, fingerprint: string): StepState => ({
  step,
  fingerprint,
  status: 'open',
  reason: '',
  tries: [],
  commit: null,
  built: null,
  before: 0,
  carry: null,
  recorded: null,
});

type StepEvent = Extract<Recorded, { step: string }>;

function apply(state: StepState, event: StepEvent): void {
  const last = state.tries.at(-1);
  switch (event.type) {
    case 'try':
      state.status = 'open';
      state.built = null;
      state.tries.push({
        rung: event.rung,
        outcome: 'lost',
        reservedUsd: event.reservedUsd,
        costUsd: null,
        tokens: 0,
        served: null,
        seconds: 0,
        why: null,
        output: '',
      });
      break;
    case 'answered':
      if (last) {
        const { costUsd, served, usage, seconds, trouble } = event;
        const tokens = usage
          ? usage.input + usage.output + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h
          : 0;
        Object.assign(last, { costUsd, served, seconds, tokens, outcome: trouble ? 'trouble' : 'unchecked' });
      }
      break;
    case 'built':
      state.built = { tree: event.tree, outside: event.outside, dropped: event.dropped };
      break;
    case 'failed':
      if (last) Object.assign(last, { outcome: 'failed', why: event.why, output: event.output });
      state.built = null;
      state.carry = event.tree;
      break;
    case 'passed':
      if (last) last.outcome = 'passed';
      Object.assign(state, { status: 'done', commit: event.commit, built: null, carry: null });
      break;
    case 'ended':
      Object.assign(state, {
        status: event.verdict,
        reason: event.reason,
        commit: event.commit,
        built: null,
      });
      break;
    case 'again':
      Object.assign(state, { status: 'open', reason: '', commit: null, built: null, carry: null });
      state.before = state.tries.length;
      break;
    case 'recorded': {
      const { passed, commit, rung, tries, costUsd, why } = event;
      if (!passed) Object.assign(state, { status: 'person', reason: why, commit: null });
      else Object.assign(state, { status: 'done', reason: '', commit });
      state.recorded = { rung, tries, costUsd };
      break;
    }
  }
}

/** The rungs that failed tries stood on: what escalation goes by. */
export const failedRungs = (state: StepState): Rung[] => failedTries(state).map(({ rung }) => rung);

/** The failed tries since it was last started from its first rung. */
export const failedTries = ({ tries, before }: StepState): Try[] =>
  tries.slice(before).filter(({ outcome }) => outcome === 'failed');

/** What a step's tries cost, as far as that is known. */
export const costOf = ({ tries, recorded }: StepState): number =>
  tries.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), recorded?.costUsd ?? 0);
