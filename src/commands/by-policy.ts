// What a policy decides about the command's own work: which tiers a bulk run climbs, where the steps of a plan start, and how much
// may still be spent. A policy that observes decides nothing here; ladders hold in every mode, as they are about nothing else.

import { least } from '../ask/budget.ts';
import type { Task } from '../bulk/task/task.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { RUNG_NAMES, type RungName, TIER_NAMES, type TierName } from '../models/table.ts';
import type { Plan, Step } from '../plan/file/plan.ts';
import { STEP_KINDS } from '../plan/file/step-kinds.ts';
import { decide } from '../routing/decide.ts';
import type { Decision, Kind, Policy, RoutingRequest } from '../routing/policy.ts';
import { budgetWarnings } from '../routing/weigh.ts';
import { deriveFrom } from '../routing/words.ts';
import { usd } from '../terminal/format.ts';
import { limitsLeft } from '../usage/limits.ts';
import { budgetStates } from '../usage/spend.ts';
import { type OpenPolicy, openPolicy } from './open-policy.ts';

export interface RoutedTask {
  tier: RungName;
  ladder: readonly RungName[] | null;
  /** The backends that the user lists, in their order. */
  backends: readonly string[];
  catalog: Catalog;
}

/** Returns the tiers of a bulk run as the policy has them. `named`: the tier that the user named, which stands above it. */
export function routeTask(
  host: Host,
  task: Task,
  { catalog, named, batch }: { catalog: Catalog; named: RungName | undefined; batch: boolean },
): RoutedTask {
  const open = openPolicy(host);
  const ladder = task.ladder ?? open.policy.ladders.bulk ?? null;
  const kind: Kind = task.kind === 'scheme' ? 'classification' : 'extraction';
  const urgency = batch ? 'low' : 'normal';
  const request = { ...deriveFrom(task.brief, { kind }), text: task.brief, urgency } as const;
  const what = `the ${task.kind} ${task.name}`;
  const decision =
    named || task.tier === 'local' ? null : decided(host, open, what, { ...request, tier: task.tier });
  const tier = named ?? decision?.tier ?? startBulkOn(task.ladder ? null : ladder, task.tier);
  const { backends } = open.policy;
  return { tier, ladder, backends, catalog: decision ? withEffort(catalog, decision) : catalog };
}

/** A ladder of the user's that begins below all tiers is for what would start on the first of them, too. */
const startBulkOn = (ladder: readonly RungName[] | null, tier: RungName): RungName =>
  ladder?.[0] === 'local' && tier === TIER_NAMES[0] ? 'local' : startOn(ladder, tier);

/** Where a ladder of the policy's begins for work that would start on `tier`. */
const startOn = <Name extends RungName>(ladder: readonly Name[] | null, tier: Name): Name =>
  ladder?.find((rung) => rank(rung) >= rank(tier)) ?? ladder?.at(-1) ?? tier;

const rank = (tier: RungName): number => RUNG_NAMES.indexOf(tier);

const withEffort = (catalog: Catalog, { tier, effort }: Decision): Catalog =>
  effort ? { ...catalog, tiers: { ...catalog.tiers, [tier]: { ...catalog.tiers[tier], effort } } } : catalog;

/** Returns a plan whose steps start where the policy puts them, and climb no higher than it allows. */
export function routePlan(host: Host, plan: Plan): Plan {
  const open = openPolicy(host);
  const { cap, ladders } = open.policy;
  const tops = [plan.top, ladders.plan?.at(-1), open.policy.mode === 'enforce' ? cap : null];
  const top = tops.reduce<TierName>((low, one) => (one && rank(one) < rank(low) ? one : low), plan.top);
  const steps = plan.steps.map((step) => routeStep(host, open, step));
  return { ...plan, top, steps };
}

function routeStep(host: Host, open: OpenPolicy, step: Step): Step {
  if (!step.tier) return step; // another CLI has no tiers
  const text = `${step.title}\n${step.specification}`;
  const request = { ...deriveFrom(text, { kind: STEP_KINDS[step.kind] }), text, tier: step.tier };
  const decision = decided(host, open, `step ${step.id}`, { ...request, effort: step.effort ?? undefined });
  if (decision)
    return {
      ...step,
      tier: decision.tier,
      effort: decision.effort,
      moved: `by your rule ${decision.reason}`,
    };
  return { ...step, tier: startOn(open.policy.ladders.plan ?? null, step.tier) };
}

/** What a rule of the policy decides; null where none of its own matches, or where it only observes. Told on stderr. */
function decided(host: Host, { policy }: OpenPolicy, what: string, request: RoutingRequest): Decision | null {
  if (policy.mode === 'observe') return null;
  const at = new Date();
  const state = {
    minuteOfDay: at.getHours() * 60 + at.getMinutes(),
    budgets: statesOf(host, policy, at),
    limitsLeft: limitsLeft(dataHome(host.env), at),
  };
  const own = policy.modeFrom === 'user' ? policy.rules : [];
  const decision = decide(request, { ...policy, rules: own, otherwise: [] }, state);
  if (decision.rule === 'none') return null;
  const suggests = policy.mode === 'suggest';
  const verb = suggests ? 'would start' : 'starts';
  host.stderr.write(
    `The policy ${verb} ${what} on ${[decision.tier, decision.effort].filter(Boolean).join(' ')}, by its rule ${decision.reason}.\n`,
  );
  return suggests ? null : decision;
}

const statesOf = ({ env, cwd }: Host, { budgets }: Policy, at: Date): ReturnType<typeof budgetStates> =>
  budgetStates(dataHome(env), budgets, {
    session: env.CLAUDE_CODE_SESSION_ID ?? null,
    project: cwd,
    agent: null,
    at,
  });

/** What a run may spend; null for no ceiling. */
export interface Ceilings {
  /** With what earlier runs of the same job spent: `--max-cost`, or the budget `run`. */
  maxCostUsd: number | null;
  /** From now on: what is left of the budgets, of which earlier runs are spent already. */
  leftUsd: number | null;
}

/**
 * Returns the ceilings of a run under an enforced policy, and warns of budgets that are nearly spent. Throws UsageError, with the
 * exit code of a ceiling, when one is spent.
 */
export function ceilingsOf(host: Host, maxCostUsd: number | null): Ceilings {
  const { policy, user, project } = openPolicy(host);
  if (policy.mode !== 'enforce') return { maxCostUsd, leftUsd: null };
  const states = statesOf(host, policy, new Date());
  const spent = states.find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd);
  if (spent)
    throw new UsageError(
      `${usd(spent.spentUsd)} of ${usd(spent.limitUsd)} of the budget "${spent.name}" is spent, so nothing was started. Raise it in ${(user.budgets ? user : project).file}, or wait.`,
      EXIT.ceiling,
    );
  for (const warning of budgetWarnings(policy, { budgets: states })) host.stderr.write(`${warning}.\n`);
  return {
    maxCostUsd: least(maxCostUsd, policy.budgets.run ?? null),
    leftUsd: least(...states.map(({ limitUsd, spentUsd }) => limitUsd - spentUsd)),
  };
}

/** Returns the one ceiling of a run that no earlier run is part of; as `ceilingsOf`. */
export function withinBudgets(host: Host, given: number | null): number | null {
  const { maxCostUsd, leftUsd } = ceilingsOf(host, given);
  return least(maxCostUsd, leftUsd);
}
