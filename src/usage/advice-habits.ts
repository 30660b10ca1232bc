// Advice that is not about an agent's tier: switching models while a cache lives, thinking much, and code that nobody looked at.
import { EFFORTS } from '../models/table.ts';
import { count, counted, percent, usd } from '../terminal/format.ts';
import { hasDone } from './acts.ts';
import { costOf, groupBy, isAgent, times } from './advice-groups.ts';
import { effortSetting, REVIEWED, sessionModel } from './advice-setting.ts';
import type { Advice, AdviceContext } from './advice-types.ts';
import { isAuthor, isChecker, isMechanical } from './agent-names.ts';
import { baselines } from './baseline.ts';
import { type PricedCall, rank } from './priced-call.ts';
import { cacheRebuilds } from './savings.ts';

const MOST_THINKING = 0.6;

export function modelSwitches(calls: readonly PricedCall[], { savings, catalog }: AdviceContext): Advice[] {
  const found = [...cacheRebuilds(calls)];
  const [first] = found;
  if (!first) return [];
  const tokens = found.reduce((sum, [, { in5m, in1h }]) => sum + in5m + in1h, 0);
  const switches = found.reduce((sum, [, again]) => sum + again.switches, 0);
  return [
    {
      ...{ kind: 'model-switch', subject: 'sessions', change: null, evidence: null },
      text: `The model was switched in the middle of a conversation ${times(switches)}, and ${count(tokens)} cached tokens were written again: ${usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
      savesUsd: savings.cacheRebuildUsd,
      setting: sessionModel(baselines(calls, catalog)(first[0])),
    },
  ];
}

/** A call that wrote its cache again is told of with the switches. */
export function thinking(calls: readonly PricedCall[], { catalog }: AdviceContext): Advice[] {
  const rebuilt = cacheRebuilds(calls);
  const groups = groupBy(
    calls.filter((call) => !rebuilt.has(call)),
    ({ served, effort, who }) => effort && `${who} ${served} ${effort}`,
  );
  return groups.flatMap(({ first, calls: group }): Advice[] => {
    const effort = EFFORTS.find((one) => one === first.effort);
    const lower = effort && EFFORTS[EFFORTS.indexOf(effort) - 1];
    const index = catalog.model(first.served)?.effortCost;
    const output = group.reduce((sum, call) => sum + call.output, 0);
    const thought = group.reduce((sum, call) => sum + call.thinking, 0);
    if (!effort || !lower || !index || !output || thought < MOST_THINKING * output) return [];
    const now = costOf(group);
    const share = index[lower] / index[effort];
    return [
      {
        ...{ kind: 'thinking', subject: first.who, evidence: null },
        change: { from: effort, to: lower, model: first.served },
        text: `${percent(thought / output)} of what ${first.who} wrote on ${first.served} at effort ${effort} was thinking, in calls of ${usd(now)}. At ${lower} such work costs about ${percent(share)} of that, by the client's own index.`,
        savesUsd: now * (1 - share),
        setting: effortSetting(isAgent(first) ? first.who : null, lower),
      },
    ];
  });
}

export function unchecked(calls: readonly PricedCall[]): Advice[] {
  const sessions = groupBy(calls, ({ session }) => session);
  const drafts = sessions.filter((session) => isUnchecked(session.calls)).length;
  if (!drafts) return [];
  return [
    {
      ...{ kind: 'haiku-unchecked', subject: 'sessions', change: null, evidence: null },
      text: `In ${counted(drafts, 'session')} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
      savesUsd: null,
      setting: REVIEWED,
    },
  ];
}

/** Whether no review followed the last draft of a session. */
function isUnchecked(session: readonly PricedCall[]): boolean {
  const inOrder = session.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : Number(endOf(a) > endOf(b))));
  const last = inOrder.findLastIndex(isDraft);
  return last >= 0 && !inOrder.slice(last).some(isReview);
}

const endOf = ({ at, until = at }: PricedCall): string => until;

/** Where tools are recorded, only what changed a file is a draft; else its name has to do. */
const isDraft = (call: PricedCall): boolean =>
  isAgent(call) &&
  call.tier === 'haiku' &&
  isAuthor(call.who) &&
  !isMechanical(call.who) &&
  (call.did === undefined || hasDone(call.did, 'edit'));

const isReview = (call: PricedCall): boolean =>
  isAgent(call) && rank(call.tier) > rank('haiku') && isChecker(call.who);
