// What to change, with the money it would save: the anti-patterns of routing, as far as usage shows them.
import type { Catalog } from '../models/catalog.ts';
import type { Effort, TierName } from '../models/table.ts';
import { count, counted, percent, usd } from '../terminal/format.ts';
import type { PricedCall } from './priced-call.ts';
import { cacheRebuilds, price, rank, type Savings, usageOf } from './savings.ts';

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
  declaredTiers: ReadonlyMap<string, string>;
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

function groupBy(
  calls: readonly PricedCall[],
  keyOf: (call: PricedCall) => string,
): Map<string, PricedCall[]> {
  const groups = new Map<string, PricedCall[]>();
  for (const call of calls) {
    const key = keyOf(call);
    const group = groups.get(key);
    if (group) group.push(call);
    else groups.set(key, [call]);
  }
  return groups;
}

const times = (number: number): string => (number === 1 ? 'once' : `${count(number)} times`);

function mechanicalOnTop(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const mechanical = calls.filter((call) => isAgent(call) && isTop(call) && MECHANICAL.test(call.who));
  return [...groupBy(mechanical, ({ who }) => who)].map(([who, group]) => {
    const [now, then] = [costOf(group), onTier(group, 'haiku', catalog)];
    const tier = group[0]?.tier;
    return {
      kind: 'mechanical-on-top',
      text: `${who} called a model ${times(group.length)} on ${tier}: ${usd(now)}; on haiku ${usd(then)}. Use tierwise:explorer or another agent on haiku for such work, or set "model: haiku" for this one.`,
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
  const tokens = [...rebuilds.values()].reduce((sum, again) => sum + again, 0);
  return [
    {
      kind: 'model-switch',
      text: `The model was switched in the middle of a conversation ${times(rebuilds.size)}, and ${count(tokens)} cached tokens were written again: ${usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
      savesUsd: savings.cacheRebuildUsd,
    },
  ];
}

const LOWER: Partial<Record<string, Effort>> = { max: 'xhigh', xhigh: 'high', high: 'medium', medium: 'low' };

function thinking(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const groups = groupBy(
    calls.filter(({ effort }) => effort !== null),
    ({ served, effort }) => `${served} ${effort}`,
  );
  return [...groups.values()].flatMap((group): Advice[] => {
    const { served, effort } = group[0] as PricedCall;
    const output = group.reduce((sum, call) => sum + call.output, 0);
    const thought = group.reduce((sum, call) => sum + call.thinking, 0);
    const lower = LOWER[effort as string];
    const index = catalog.model(served)?.effortCost;
    if (!lower || !index || thought < MOST_THINKING * output) return [];
    const now = costOf(group);
    const savesUsd = now * (1 - index[lower] / index[effort as Effort]);
    return [
      {
        kind: 'thinking',
        text: `${percent(thought / output)} of what ${served} wrote at effort ${effort} was thinking, in calls of ${usd(now)}. At ${lower} such work costs about ${percent(index[lower] / index[effort as Effort])} of that, by the client's own index.`,
        savesUsd,
      },
    ];
  });
}

function overridden(calls: readonly PricedCall[], { catalog, declaredTiers }: AdviceContext): Advice[] {
  const against = calls.filter((call) => {
    const declared = declaredTiers.get(call.who) as TierName | undefined;
    return declared && call.tier && rank(call.tier) > rank(declared);
  });
  return [...groupBy(against, ({ who }) => who)].map(([who, group]) => {
    const declared = declaredTiers.get(who) as TierName;
    const [now, then] = [costOf(group), onTier(group, declared, catalog)];
    return {
      kind: 'tier-overridden',
      text: `${who} asks for ${declared} and ran ${times(group.length)} on ${group[0]?.tier}: ${usd(now)}; on ${declared} ${usd(then)}. Check CLAUDE_CODE_SUBAGENT_MODEL_FORCE and the model named in the call.`,
      savesUsd: now - then,
    };
  });
}

function unchecked(calls: readonly PricedCall[]): Advice[] {
  const sessions = groupBy(
    calls.filter(({ session }) => session !== null),
    ({ session }) => session as string,
  );
  let drafts = 0;
  for (const group of sessions.values()) {
    const author = group.findLastIndex(
      (call) => isAgent(call) && call.tier === 'haiku' && AUTHOR.test(call.who),
    );
    if (author < 0 || MECHANICAL.test((group[author] as PricedCall).who)) continue;
    const checked = group
      .slice(author)
      .some((call) => isAgent(call) && rank(call.tier) > rank('haiku') && CHECKER.test(call.who));
    if (!checked) drafts++;
  }
  if (!drafts) return [];
  return [
    {
      kind: 'haiku-unchecked',
      text: `In ${counted(drafts, 'session')} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
      savesUsd: null,
    },
  ];
}
