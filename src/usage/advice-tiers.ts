// Agents that ran on a higher tier than their work needs, each told once: by the first reason that holds.
import type { Catalog } from '../models/catalog.ts';
import type { TierName } from '../models/table.ts';
import { usd } from '../terminal/format.ts';
import { type Evidence, evidenceOn } from './advice-evidence.ts';
import { costOf, groupBy, isAgent, isTop, times } from './advice-groups.ts';
import { agentSetting, FORCED } from './advice-setting.ts';
import type { Advice, AdviceContext } from './advice-types.ts';
import { isChecker, isDeep, isMechanical } from './agent-names.ts';
import { numberOf, type PricedCall, rank, usageOf } from './priced-call.ts';
import { price } from './savings.ts';

const ALMOST_ALL = 0.9;

/** Returns at most one piece of advice for each agent. */
export function underOtherTiers(calls: readonly PricedCall[], context: AdviceContext): Advice[] {
  const agents = groupBy(calls.filter(isAgent), ({ who }) => who);
  const isAllOnTop = costOf(calls.filter(isTop)) >= ALMOST_ALL * costOf(calls);
  return agents.flatMap(({ first: { who }, calls: own }) => {
    const declared = context.declaredTiers.get(who);
    if (declared) return overridden(who, own, { declared, context });
    if (isMechanical(who)) return mechanicalOnTop(who, own, context);
    return isAllOnTop && !isChecker(who) && !isDeep(who) ? inheriting(who, own, context) : [];
  });
}

function onTier(calls: readonly PricedCall[], tier: TierName, catalog: Catalog): number {
  const { model } = catalog.tiers[tier];
  return calls.reduce(
    (sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0),
    0,
  );
}

interface Move {
  from: TierName;
  to: TierName;
  nowUsd: number;
  thenUsd: number;
  calls: number;
}

/** What it comes to when these calls go to a tier; null when there are none. */
function move(calls: readonly PricedCall[], to: TierName, { catalog }: AdviceContext): Move | null {
  const from = calls.reduce<TierName | null>((top, { tier }) => (rank(tier) > rank(top) ? tier : top), null);
  return (
    from && { from, to, nowUsd: costOf(calls), thenUsd: onTier(calls, to, catalog), calls: numberOf(calls) }
  );
}

/** What is saved: of what fails there, both are paid. */
const savedBy = ({ nowUsd, thenUsd }: Move, evidence: Evidence | null): number =>
  (evidence ? evidence.share : 1) * nowUsd - thenUsd;

const inWords = (evidence: Evidence | null, to: TierName): string =>
  evidence
    ? ` Of such work, ${evidence.passed} of ${evidence.of} passed on ${to} here; what fails is reckoned at both prices.`
    : ` No outcome of such work on ${to} is recorded here yet.`;

function mechanicalOnTop(who: string, own: readonly PricedCall[], context: AdviceContext): Advice[] {
  const moved = move(own.filter(isTop), 'haiku', context);
  if (!moved) return [];
  const evidence = evidenceOn(who, 'haiku', context.outcomes);
  const { from, to, nowUsd, thenUsd, calls } = moved;
  return [
    {
      ...{ kind: 'mechanical-on-top', subject: who, change: { from, to } },
      text: `${who} called a model ${times(calls)} on ${from}: ${usd(nowUsd)}; on haiku ${usd(thenUsd)}.${inWords(evidence, to)}`,
      savesUsd: savedBy(moved, evidence),
      setting: agentSetting(who, to, context.policyFile),
      evidence: shown(evidence),
    },
  ];
}

function inheriting(who: string, own: readonly PricedCall[], context: AdviceContext): Advice[] {
  const moved = move(own.filter(isTop), 'sonnet', context);
  if (!moved) return [];
  const evidence = evidenceOn(who, 'sonnet', context.outcomes);
  const { from, to, nowUsd, thenUsd, calls } = moved;
  return [
    {
      ...{ kind: 'everything-on-top', subject: who, change: { from, to } },
      text: `Almost all the money went to the top tier, and ${who} inherited it ${times(calls)}: ${usd(nowUsd)}; on sonnet ${usd(thenUsd)}.${inWords(evidence, to)}`,
      savesUsd: savedBy(moved, evidence),
      setting: agentSetting(who, to, context.policyFile),
      evidence: shown(evidence),
    },
  ];
}

const shown = (evidence: Evidence | null): Advice['evidence'] =>
  evidence && { passed: evidence.passed, of: evidence.of };

function overridden(
  who: string,
  own: readonly PricedCall[],
  { declared, context }: { declared: TierName; context: AdviceContext },
): Advice[] {
  const moved = move(
    own.filter(({ tier }) => rank(tier) > rank(declared)),
    declared,
    context,
  );
  if (!moved) return [];
  const { from, to, nowUsd, thenUsd, calls } = moved;
  return [
    {
      ...{ kind: 'tier-overridden', subject: who, change: { from, to }, evidence: null },
      text: `${who} asks for ${declared} and ran ${times(calls)} on ${from}: ${usd(nowUsd)}; on ${declared} ${usd(thenUsd)}. If no variable does that, the call named a model.`,
      savesUsd: nowUsd - thenUsd,
      setting: FORCED,
    },
  ];
}
