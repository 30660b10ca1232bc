// Which rules of the user's policy the outcomes of plan steps speak for: only where an interval supports it, and about the rung that
// steps of that kind start on now.
import { type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { STEP_KINDS } from '../plan/file/step-kinds.ts';
import type { Kind, Rule } from '../routing/policy.ts';
import type { Interval } from '../stats/share.ts';
import { percent, usd } from '../terminal/format.ts';
import type { WorkOutcome } from '../usage/work-outcome.ts';
import { firstRungs, type StepRow, shareOf } from './work.ts';

/** Most fail: so little passes, whatever the sample leaves open. */
const MAJORITY = 0.5;
/** What passes at the first try at least so often may be tried on a lower tier. */
const FLOOR = 0.8;

export interface Proposal {
  /** As the plan names it, and as a policy does. */
  step: string;
  kind: Kind;
  from: { tier: TierName; effort: Effort | null };
  to: TierName;
  /** `start`: it starts there; `trial`: it may, and failing costs a try. */
  how: 'start' | 'trial';
  /** The share that it rests on: of passed steps, or of those passed at the first try. */
  share: Interval;
  /** In words, with the numbers. */
  why: string;
  rule: Rule;
}

export interface ProposalFacts {
  outcomes: readonly WorkOutcome[];
  rows: readonly StepRow[];
  /** List price of a tier's output, in US dollars per million tokens; null where it is not known. */
  priceOf(tier: TierName): number | null;
}

/** Returns at most one proposal for each kind of step. */
export function proposalsFrom(facts: ProposalFacts): Proposal[] {
  const byKind = new Map<string, WorkOutcome[]>();
  for (const one of firstRungs(facts.outcomes).filter(({ executor }) => executor === 'claude'))
    byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one]);
  return [...byKind].flatMap(([step, starts]) => {
    const kind = Object.entries(STEP_KINDS).find(([name]) => name === step)?.[1];
    const now = starts.at(-1);
    if (!kind || !now?.tier) return [];
    const here = starts.filter(({ tier, effort }) => tier === now.tier && effort === now.effort);
    const at = { step, kind, tier: now.tier, effort: now.effort, here };
    return [moveFrom(at, facts)].filter((one) => one !== null);
  });
}

/** Returns where work that starts on a rung is to start instead, by what came of it there; null when that says too little. */
export const moveFrom = (start: Start, facts: Pick<ProposalFacts, 'rows' | 'priceOf'>): Proposal | null =>
  upward(start) ?? downward(start, facts);

export interface Start {
  step: string;
  kind: Kind;
  tier: TierName;
  effort: Effort | null;
  /** The outcomes of steps that started there. */
  here: readonly WorkOutcome[];
}

function upward({ step, kind, tier, effort, here }: Start): Proposal | null {
  const share = shareOf(here, ({ passed }) => passed);
  const to = beside(tier, 1);
  if (!to || share.high >= MAJORITY) return null;
  const failed = here.filter(({ passed }) => !passed).length;
  const cost = here.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  return {
    ...{ step, kind, from: { tier, effort }, to, share, how: 'start' },
    why: `${failed} of ${here.length} ${step} steps that started on ${tier} failed there (${inPercent(share)} pass), for ${usd(cost)}: start them on ${to}`,
    rule: ruleFor(kind, `${kind}-starts-on-${to}`, to),
  };
}

function downward(
  { step, kind, tier, effort, here }: Start,
  facts: Pick<ProposalFacts, 'rows' | 'priceOf'>,
): Proposal | null {
  const share = shareOf(here, ({ passed, tries }) => passed && tries === 1);
  const to = beside(tier, -1);
  if (!to || share.low <= FLOOR) return null;
  const [above, below] = [facts.priceOf(tier), facts.priceOf(to)];
  if (above === null || below === null) return null;
  const needed = below / above;
  // What is known of the tier below already: no trial of what fails there.
  const known = facts.rows.filter((row) => row.kind === step && row.executor === 'claude' && row.tier === to);
  if (known.some(({ passed }) => passed.high < Math.max(MAJORITY, needed))) return null;
  const passed = Math.round(share.value * share.n);
  return {
    ...{ step, kind, from: { tier, effort }, to, share, how: 'trial' },
    why: `${passed} of ${share.n} ${step} steps passed at the first try on ${tier} (${inPercent(share)}): try ${to} first; at list price that pays if more than ${percent(needed)} of them pass there, and one that fails goes up again`,
    rule: ruleFor(kind, `${kind}-tries-${to}`, to),
  };
}

const ruleFor = (kind: Kind, name: string, tier: TierName): Rule => ({
  name,
  when: { kind: [kind] },
  use: { tier },
});

const beside = (tier: TierName, steps: 1 | -1): TierName | undefined =>
  TIER_NAMES[TIER_NAMES.indexOf(tier) + steps];

const inPercent = ({ low, high }: Interval): string => `${percent(low)} to ${percent(high)}`;
