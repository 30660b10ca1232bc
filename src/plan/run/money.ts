// What a plan and its steps may cost, before anything is spent.
import type { Plan, Step } from '../file/plan.ts';
import { type EscalationLimits, longestClimb } from './escalation.ts';
import { MOST_REVIEWS, REVIEW_USD } from './review-work.ts';
import { usualTryLimit } from './try-limit.ts';

/** Amounts in US dollars. */
export interface PlanMoney {
  /** Every try of every step, up to its last rung. */
  mostUsd: number;
  /** Where a run stops: the plan's budget, or else a proposal. */
  ceilingUsd: number;
  /** The first try of each step. */
  firstUsd: number;
  /** By step, what all its tries cost at most. */
  steps: ReadonlyMap<string, number>;
}

/** Returns what a plan may cost; `limits` are those its steps climb within. */
export function moneyOf({ steps, budgetUsd, review }: Plan, limits: EscalationLimits): PlanMoney {
  const most = new Map(steps.map((step) => [step.id, mostOf(step, limits)]));
  const mostUsd = total([...most.values()]) + (review ? MOST_REVIEWS * REVIEW_USD : 0);
  return {
    mostUsd,
    ceilingUsd: budgetUsd ?? proposedCeiling(steps, most, limits),
    firstUsd: total(steps.map((step) => limitsOf(step, limits)[0] ?? 0)),
    steps: most,
  };
}

/** Enough for every step's first rung, and for the whole ladder of the one that can cost most. */
function proposedCeiling(
  steps: readonly Step[],
  most: ReadonlyMap<string, number>,
  limits: EscalationLimits,
): number {
  const first = steps.map((step) => Math.min(most.get(step.id) ?? 0, firstRung(step, limits)));
  const above = steps.map(({ id }, at) => (most.get(id) ?? 0) - (first[at] ?? 0));
  return total(first) + Math.max(0, ...above);
}

function firstRung(step: Step, limits: EscalationLimits): number {
  const climb = longestClimb(step, limits);
  const onFirst = climb.filter(({ tier, effort }) => tier === climb[0]?.tier && effort === climb[0]?.effort);
  return step.files.length ? total(onFirst.map(({ tier }) => usualTryLimit(tier))) : 0;
}

const mostOf = (step: Step, limits: EscalationLimits): number =>
  total(limitsOf(step, limits)) + (step.review && step.files.length ? MOST_REVIEWS * REVIEW_USD : 0);

/** What each try of a step may cost; a budget of its own covers them all. */
function limitsOf(step: Step, limits: EscalationLimits): number[] {
  if (!step.files.length) return []; // it asks nobody
  if (step.budgetUsd !== null) return [step.budgetUsd];
  return longestClimb(step, limits).map(({ tier }) => usualTryLimit(tier));
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, one) => sum + one, 0);
