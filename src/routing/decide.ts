// The decision: one pure function for the hook, the command, bulk ladders and plan steps. It reads no clock, no file and no
// environment; everything it weighs is in its arguments.
import { EFFORTS, type Effort, type TierName } from '../models/table.ts';
import { percent, usd } from '../terminal/format.ts';
import {
  type Draft,
  effortOf,
  keepToCap,
  keepToTask,
  lowerByProject,
  raiseToNeeds,
  shifted,
} from './adjust.ts';
import { LAST_RESORT, NEVER_LOWERED } from './default-policy.ts';
import { firstMatch, type Match, matchRule } from './match.ts';
import {
  type Decision,
  NO_RULE,
  type Policy,
  type RoutingRequest,
  type RoutingState,
  type Rule,
} from './policy.ts';
import { weighBudgets, weighLimits } from './weigh.ts';

/** Returns the tier and effort for a request under `policy`, with the rule that chose them. Pure, total and deterministic. */
export function decide(request: RoutingRequest, policy: Policy, state: RoutingState): Decision {
  const draft = byRules(request, policy, state);
  lowerByProject(draft, request, policy, state);
  const warnings = [...weighBudgets(draft, policy, state), ...weighLimits(draft, policy, state)];
  raiseToNeeds(draft, request, policy.tiers);
  keepToTask(draft, request);
  keepToCap(draft, request, policy.cap);
  const { model, efforts } = policy.tiers[draft.tier];
  const denied = overBudget(state) ?? overLimit(policy, state);
  return {
    tier: draft.tier,
    effort: nearestEffort(effortOf(draft, request, policy.tiers), efforts),
    model,
    rule: draft.rule,
    reason: `${draft.rule}: ${draft.reasons.join('; ')}`,
    ...(draft.batch && { batch: true }),
    ...(warnings.length && { warnings }),
    ...(denied && { denied }),
  };
}

/** Returns every rule with whether it matches and why, in the order in which they are asked. */
export function explain(
  request: RoutingRequest,
  policy: Policy,
  state: RoutingState,
): (Match & { name: string })[] {
  return [...policy.rules, ...policy.otherwise, ...policy.lowering].map((rule) => {
    const { matched, why } = matchRule(rule, request, state);
    return { name: rule.name, matched, why };
  });
}

function byRules(request: RoutingRequest, policy: Policy, state: RoutingState): Draft {
  const rule = firstMatch([...policy.rules, ...policy.otherwise], request, state);
  const { tier, effort, why } = rule ? apply(rule, request, policy, state) : start(request, policy, state);
  return {
    rule: rule?.name ?? NO_RULE,
    tier,
    chosen: { tier, effort },
    mostEffort: null,
    batch: rule?.use.batch ?? false,
    reasons: [rule ? matchRule(rule, request, state).why : 'no rule matched', ...(why ? [why] : [])],
    fixed: request.kind !== undefined && NEVER_LOWERED.kinds.includes(request.kind),
  };
}

interface Chosen {
  tier: TierName;
  effort: Effort;
  why?: string;
}

function apply(rule: Rule, request: RoutingRequest, policy: Policy, state: RoutingState): Chosen {
  const { tier, lower = 0, raise = 0, effort } = rule.use;
  if (tier) return { tier, effort: effort ?? policy.tiers[tier].effort };
  const from = start(request, policy, state);
  const moved = shifted(from.tier, raise - lower);
  if (moved === from.tier) return { ...from, effort: effort ?? from.effort };
  return {
    tier: moved,
    effort: effort ?? policy.tiers[moved].effort,
    why: `${moved} instead of ${from.tier}`,
  };
}

/** The tier before anything lowers or raises: the one it would run on, else what the first rule that names a tier says. */
function start(request: RoutingRequest, policy: Policy, state: RoutingState): Chosen {
  if (request.tier) {
    const effort = request.effort ?? request.underWay?.effort ?? policy.tiers[request.tier].effort;
    return { tier: request.tier, effort };
  }
  const naming = [...policy.rules, ...policy.otherwise].filter(({ use }) => use.tier);
  const use = firstMatch(naming, request, state)?.use;
  const tier = use?.tier ?? LAST_RESORT;
  return { tier, effort: use?.effort ?? policy.tiers[tier].effort };
}

/** The effort, or the nearest lower one that the model knows; the lowest it knows; null where it knows none. */
function nearestEffort(effort: Effort, known: readonly Effort[]): Effort | null {
  const atMost = known.filter((one) => EFFORTS.indexOf(one) <= EFFORTS.indexOf(effort));
  return atMost.at(-1) ?? known[0] ?? null;
}

function overBudget({ budgets = [] }: RoutingState): string | null {
  const spent = budgets.find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd);
  if (!spent) return null;
  return `${usd(spent.spentUsd)} of ${usd(spent.limitUsd)} of the budget "${spent.name}" is spent`;
}

function overLimit({ limits: { denyAt } }: Policy, { limitsLeft }: RoutingState): string | null {
  if (denyAt === undefined || limitsLeft === undefined || 100 - limitsLeft < denyAt) return null;
  return `${percent((100 - limitsLeft) / 100)} of the plan's limits is used, and nothing is started from ${denyAt}% on`;
}
