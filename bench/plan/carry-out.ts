// One plan carried out in a world, by the very code that decides in a run: where a step stands after each event, its next rung, what
// leaves a rung, what ends the climb, what speaks against the plan, and what a try may cost.
import type { Catalog } from '../../src/models/catalog.ts';
import { NO_USAGE } from '../../src/models/cost.ts';
import type { Step } from '../../src/plan/file/plan.ts';
import { planDefect } from '../../src/plan/run/defects.ts';
import type { StepRung } from '../../src/plan/run/escalation.ts';
import { filesMissing, rungAfter } from '../../src/plan/run/step-end.ts';
import { applyToStep, freshStep, type StepEvent, type StepState } from '../../src/plan/run/step-state.ts';
import { failedTries } from '../../src/plan/run/tries.ts';
import { plannerOf, tryOf, type WorldPlan, type WorldSettings, type WorldStep } from './world.ts';

export interface Way {
  name: string;
  /** Every step starts on opus. */
  allOpus?: boolean;
  /** A step stays on its first rung, for so many tries at most. */
  stays?: number;
  /** The planner is asked where the tries speak against the plan. */
  replans: boolean;
}

export interface Carried {
  proven: boolean;
  costUsd: number;
  /** With two steps at a time. */
  seconds: number;
  questions: number;
}

interface Ended {
  done: boolean;
  costUsd: number;
  seconds: number;
  questions: number;
}

const JOBS = 2;
const MOST_QUESTIONS = 2;

export interface BenchWorld {
  catalog: Catalog;
  settings: WorldSettings;
}

/** Carries out a plan. */
export function carryOut({ plan, steps }: WorldPlan, way: Way, world: BenchWorld): Carried {
  const ends = new Map<string, Ended & { at: number }>();
  const free = Array.from({ length: JOBS }, () => 0);
  for (const one of steps) {
    const { id, needs } = one.step;
    const before = needs.map((need) => ends.get(need));
    if (before.some((end) => !end?.done)) continue; // blocked
    const ended = carryOutStep(one, plan.top, way, world);
    const start = Math.max(Math.min(...free), ...before.map((end) => end?.at ?? 0));
    free[free.indexOf(Math.min(...free))] = start + ended.seconds;
    ends.set(id, { ...ended, at: start + ended.seconds });
  }
  const all = [...ends.values()];
  return {
    proven: all.length === steps.length && all.every(({ done }) => done),
    costUsd: all.reduce((sum, { costUsd }) => sum + costUsd, 0),
    seconds: Math.max(...free),
    questions: all.reduce((sum, { questions }) => sum + questions, 0),
  };
}

function carryOutStep(given: WorldStep, top: WorldPlan['plan']['top'], way: Way, world: BenchWorld): Ended {
  let one = given;
  const step: Step = way.allOpus ? { ...given.step, tier: 'opus' } : given.step;
  let state = freshStep(step, 'first');
  const sum: Ended = { done: false, costUsd: 0, seconds: 0, questions: 0 };
  for (;;) {
    if (wantsPlanner(state, way, sum.questions)) {
      const { mends, costUsd, seconds } = plannerOf(one, sum.questions, world);
      Object.assign(sum, {
        costUsd: sum.costUsd + costUsd,
        seconds: sum.seconds + seconds,
        questions: sum.questions + 1,
      });
      if (mends) {
        one = { ...one, wrong: false };
        state = freshStep(step, 'mended');
      } else apply(state, { type: 'revising', reservedUsd: 1 });
      continue;
    }
    const rung = nextOf(state, top, way, world);
    if (!rung) return sum;
    const made = tryOf(one, rung, { number: state.tries.length, ...world });
    sum.costUsd += made.costUsd;
    sum.seconds += made.seconds;
    apply(state, { type: 'try', rung, executor: 'claude', reservedUsd: 1 });
    const said = { served: null, trouble: null, words: made.words, usage: { ...NO_USAGE, ...made.usage } };
    apply(state, { type: 'answered', costUsd: made.costUsd, seconds: made.seconds, ...said });
    if (made.passed) return { ...sum, done: true };
    apply(state, { type: 'failed', why: 'check', output: made.output, tree: made.tree });
  }
}

const wantsPlanner = (state: StepState, { replans }: Way, questions: number): boolean =>
  replans &&
  state.asked === 0 &&
  questions < MOST_QUESTIONS &&
  planDefect(state.step, failedTries(state)) !== null;

function nextOf(
  state: StepState,
  top: WorldPlan['plan']['top'],
  { stays }: Way,
  { catalog }: BenchWorld,
): StepRung | null {
  if (filesMissing(state)) return null;
  const plan = { top } as WorldPlan['plan'];
  if (stays === undefined) return rungAfter({ catalog, plan }, state);
  const first = rungAfter({ catalog, plan }, { ...state, tries: [] });
  return state.tries.length < stays ? first : null;
}

type Bare = StepEvent extends infer One
  ? One extends StepEvent
    ? Omit<One, 'at' | 'step' | 'fingerprint'>
    : never
  : never;

const apply = (state: StepState, event: Bare): void =>
  applyToStep(state, { ...event, at: '', step: state.step.id, fingerprint: state.fingerprint } as StepEvent);
