// Where a step of a plan starts by what came of steps of its kind: higher where most fail, lower where nearly all pass at once and the
// lower tier would pay. Only where an interval supports it.
import { type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import type { Kind as StepKind } from '../plan/file/plan.ts';
import { STEP_KINDS } from '../plan/file/step-kinds.ts';
import type { WorkOutcome } from '../usage/work-outcome.ts';
import { moveFrom, type Proposal, type ProposalFacts } from './proposals.ts';
import { firstRungs } from './work.ts';

export interface StepStart {
  kind: StepKind;
  tier: TierName;
  effort: Effort | null;
}

export interface StartFacts extends ProposalFacts {
  /** The highest tier that a step may reach. */
  top: TierName;
  /** The effort that a step has on a tier where nothing else is said. */
  effortOf(tier: TierName): Effort | null;
}

/** Returns where a step is to start, and why; null for where its plan says. */
export function startFor(start: StepStart, facts: StartFacts): { tier: TierName; why: string } | null {
  const first = move(start, facts);
  if (!first || !within(first.to, facts.top)) return null;
  let { to, why } = first;
  // A tier that fails, too, is left out; one that is only worth a trial is not gone below.
  for (let next = first; next.how === 'start'; ) {
    const above = move({ ...start, tier: to, effort: facts.effortOf(to) }, facts);
    if (above?.how !== 'start' || !within(above.to, facts.top)) break;
    next = above;
    ({ to, why } = above);
  }
  return { tier: to, why };
}

const within = (tier: TierName, top: TierName): boolean =>
  TIER_NAMES.indexOf(tier) <= TIER_NAMES.indexOf(top);

function move({ kind, tier, effort }: StepStart, facts: StartFacts): Proposal | null {
  const isHere = (one: WorkOutcome): boolean =>
    one.executor === 'claude' && one.kind === kind && one.tier === tier && one.effort === effort;
  const here = firstRungs(facts.outcomes).filter(isHere);
  return here.length ? moveFrom({ step: kind, kind: STEP_KINDS[kind], tier, effort, here }, facts) : null;
}
