// What to change, with the money it would save: the anti-patterns of routing, as far as usage shows them.
import type { Catalog } from '../models/catalog.ts';
import { EFFORTS, type TierName } from '../models/table.ts';
import { count, counted, percent, usd } from '../terminal/format.ts';
import { numberOf, type PricedCall, rank } from './priced-call.ts';
import { cacheRebuilds, price, type Savings, usageOf } from './savings.ts';

export interface Advice {
  kind:
    | 'mechanical-on-top'
    | 'haiku-unchecked'
    | 'model-switch'
    | 'thinking'
    | 'everything-on-top'
    | 'tier-overridden';
  text: string;
  /** About what following it would have saved in this period; null when it is not about money. */
  savesUsd: number | null;
}

export interface AdviceContext {
  catalog: Catalog;
  savings: Savings;
  /** The tier each of our agents asks for, by full name. */
  declaredTiers: ReadonlyMap<string, TierName>;
}

const MECHANICAL = /explor|search|find|grep|format|lint|commit|doc|changelog|rename/i;
const AUTHOR = /implement|writ|cod|fix|develop|build|refactor|draft/i;
const CHECKER = /review|audit|verif|analyst|critic|check|test/i;

/** Less than this is not worth a line. */
const WORTH_SAYING_USD = 0.01;
const MOST_THINKING = 0.6;
const ALMOST_ALL = 0.9;

/** Returns what to change, the largest saving first. */
export function adviseOn(calls: readonly PricedCall[], context: AdviceContext): Advice[] {
  const advice = [
    ...mechanicalOnTop(calls, context),
    ...everythingOnTop(calls, context),
    ...modelSwitches(calls, context),
    ...thinking(calls, context),
    ...overridden(calls, context),
    ...unchecked(calls),
  ];
  const worth = advice.filter(({ savesUsd }) => savesUsd === null || savesUsd >= WORTH_SAYING_USD);
  return worth.sort((a, b) => (b.savesUsd ?? 0) - (a.savesUsd ?? 0));
}

const isAgent = ({ source }: PricedCall): boolean => source === 'subagent';
const isTop = ({ tier }: PricedCall): boolean => rank(tier) >= rank('opus');
const costOf = (calls: readonly PricedCall[]): number =>
  calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);

function onTier(calls: readonly PricedCall[], tier: TierName, catalog: Catalog): number {
  const { model } = catalog.tiers[tier];
  return calls.reduce(
    (sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0),
    0,
  );
}

interface Group {
  first: PricedCall;
  calls: PricedCall[];
}

/** The calls by what `keyOf` returns, each group with its first call; those with null are left out. */
function groupBy(calls: readonly PricedCall[], keyOf: (call: PricedCall) => string | null): Group[] {
  const groups = new Map<string, Group>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.calls.push(call);
    else groups.set(key, { first: call, calls: [call] });
  }
  return [...groups.values()];
}

const times = (number: number): string => (number === 1 ? 'once' : `${count(number)} times`);

function mechanicalOnTop(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const mechanical = calls.filter((call) => isAgent(call) && isTop(call) && MECHANICAL.test(call.who));
  return groupBy(mechanical, ({ who }) => who).map(({ first: { who, tier }, calls: group }) => {
    const [now, then] = [costOf(group), onTier(group, 'haiku', catalog)];
    return {
      kind: 'mechanical-on-top',
      text: `${who} called a model ${times(numberOf(group))} on ${tier}: ${usd(now)}; on haiku ${usd(then)}. Use tierwise:explorer or another agent on haiku for such work, or set "model: haiku" for this one.`,
      savesUsd: now - then,
    };
  });
}

function everythingOnTop(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const total = costOf(calls);
  const top = calls.filter(isTop);
  const delegated = top.filter(
    (call) => isAgent(call) && !MECHANICAL.test(call.who) && !CHECKER.test(call.who),
  );
  if (!delegated.length || costOf(top) < ALMOST_ALL * total) return [];
  const [now, then] = [costOf(delegated), onTier(delegated, 'sonnet', catalog)];
  const agents = new Set(delegated.map(({ who }) => who)).size;
  const subject = agents === 1 ? '1 agent that inherits it' : `${count(agents)} agents that inherit it`;
  return [
    {
      kind: 'everything-on-top',
      text: `${percent(costOf(top) / total)} of the money went to the top tier, also for ${subject}: ${usd(now)}; on sonnet ${usd(then)}. Set a model for each agent.`,
      savesUsd: now - then,
    },
  ];
}

function modelSwitches(calls: readonly PricedCall[], { savings }: AdviceContext): Advice[] {
  const rebuilds = cacheRebuilds(calls);
  if (!rebuilds.size) return [];
  const found = [...rebuilds.values()];
  const tokens = found.reduce((sum, { in5m, in1h }) => sum + in5m + in1h, 0);
  const switches = found.reduce((sum, again) => sum + again.switches, 0);
  return [
    {
      kind: 'model-switch',
      text: `The model was switched in the middle of a conversation ${times(switches)}, and ${count(tokens)} cached tokens were written again: ${usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
      savesUsd: savings.cacheRebuildUsd,
    },
  ];
}

function thinking(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const groups = groupBy(calls, ({ served, effort }) => effort && `${served} ${effort}`);
  return groups.flatMap(({ first, calls: group }): Advice[] => {
    const effort = EFFORTS.find((one) => one === first.effort);
    const lower = effort && EFFORTS[EFFORTS.indexOf(effort) - 1];
    const index = catalog.model(first.served)?.effortCost;
    const output = group.reduce((sum, call) => sum + call.output, 0);
    const thought = group.reduce((sum, call) => sum + call.thinking, 0);
    if (!effort || !lower || !index || thought < MOST_THINKING * output) return [];
    const now = costOf(group);
    const share = index[lower] / index[effort];
    return [
      {
        kind: 'thinking',
        text: `${percent(thought / output)} of what ${first.served} wrote at effort ${effort} was thinking, in calls of ${usd(now)}. At ${lower} such work costs about ${percent(share)} of that, by the client's own index.`,
        savesUsd: now * (1 - share),
      },
    ];
  });
}

function overridden(calls: readonly PricedCall[], { catalog, declaredTiers }: AdviceContext): Advice[] {
  const against = calls.filter(({ who, tier }) => rank(tier) > rank(declaredTiers.get(who) ?? 'fable'));
  return groupBy(against, ({ who }) => who).flatMap(({ first: { who, tier }, calls: group }) => {
    const declared = declaredTiers.get(who);
    if (!declared) return [];
    const [now, then] = [costOf(group), onTier(group, declared, catalog)];
    return {
      kind: 'tier-overridden',
      text: `${who} asks for ${declared} and ran ${times(numberOf(group))} on ${tier}: ${usd(now)}; on ${declared} ${usd(then)}. Check CLAUDE_CODE_SUBAGENT_MODEL_FORCE and the model named in the call.`,
      savesUsd: now - then,
    };
  });
}

function unchecked(calls: readonly PricedCall[]): Advice[] {
  const sessions = groupBy(calls, ({ session }) => session);
  const drafts = sessions.filter((session) => isUnchecked(session.calls)).length;
  if (!drafts) return [];
  return [
    {
      kind: 'haiku-unchecked',
      text: `In ${counted(drafts, 'session')} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
      savesUsd: null,
    },
  ];
}

const isDraft = (call: PricedCall): boolean =>
  isAgent(call) && call.tier === 'haiku' && AUTHOR.test(call.who);
const isReview = (call: PricedCall): boolean =>
  isAgent(call) && rank(call.tier) > rank('haiku') && CHECKER.test(call.who);

/** Whether no review followed the last draft of a session. */
function isUnchecked(session: readonly PricedCall[]): boolean {
  const inOrder = session.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : Number(endOf(a) > endOf(b))));
  const last = inOrder.findLastIndex(isDraft);
  const draft = inOrder[last];
  if (!draft || MECHANICAL.test(draft.who)) return false;
  return !inOrder.slice(last).some(isReview);
}

const endOf = ({ at, until = at }: PricedCall): string => until;
