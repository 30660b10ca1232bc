// What one record of a transcript says about cost. Records come from many versions of the client and through gateways, so
// each field is checked: a count may be a string, a moment may be missing. Measured on 2.1.329: a record per content block
// repeats the message id and its usage; "<synthetic>" messages are errors and cost nothing.
import { costUsd, type Usage } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import { shippedModel } from '../models/table.ts';
import { actsIn } from './acts.ts';
import { advisorsIn, samplingsIn, usageIn } from './call-usage.ts';
import { amount, count, type Json, moment, object, parseObject, text } from './json-fields.ts';
import type { ClientTotals, CostState, LedgerEntry } from './ledger-entry.ts';

/** What a line holds. `unusable`: it speaks of cost, but nothing can be counted. Null: it does not speak of cost. */
export type Finding =
  | { kind: 'call'; call: LedgerEntry; advisors: LedgerEntry[] }
  | { kind: 'cost-state'; state: Omit<CostState, 'lastCall'> }
  | { kind: 'unusable' }
  | null;

const UNUSABLE = { kind: 'unusable' } as const;

/**
 * Returns what a line of a transcript says about cost. `before` is the moment to assume where the record has none; `sentAt` is that
 * of the record in front of it, in milliseconds, null where it is not known.
 */
export function findCost(line: string, before: string, sentAt: number | null = null): Finding {
  const record = parseObject(line);
  if (!record) return UNUSABLE;
  if (record.type === 'cost-state') return costStateIn(record);
  const message = object(record.message);
  if (record.type !== 'assistant' || message.model === '<synthetic>' || !message.usage) return null;
  const id = text(message.id);
  const model = text(message.model);
  const { usage } = message;
  if (!id || !model || typeof usage !== 'object') return UNUSABLE;
  const requestId = text(record.requestId);
  const at = moment(record.timestamp) ?? before;
  const call = callOf({ record, message, id: requestId ? `${id}|${requestId}` : id, at, model, sentAt });
  return { kind: 'call', call, advisors: advisorCalls(call, object(usage)) };
}

/** A record that tells a call, with what was made of it. */
export interface Answer {
  record: Json;
  message: Json;
  id: string;
  at: string;
  model: string;
  sentAt: number | null;
}

/** Returns the call that a record tells, in the order of a line of the ledger, and field by field: a history has hundreds of thousands. */
export function callOf({ record, message, id, at, model, sentAt }: Answer): LedgerEntry {
  const usage = object(message.usage);
  const used = usageIn(usage);
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, thinking, webSearches } = used;
  const requested = text(record.requestedModel) ?? model;
  const billed = priced({ requested, served: model, at }, usage, used);
  const { sent, ms } = timeUntil(at, sentAt);
  const { source, session, project, agent, skill } = whoCalled(record);
  return {
    id,
    at,
    sent,
    input,
    output,
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
    thinking,
    webSearches: webSearches || undefined,
    ms,
    costUsd: billed.costUsd,
    source,
    session,
    project,
    agent,
    skill,
    requested,
    served: model,
    tier: billed.tier,
    effort: text(record.effort),
    stop: text(message.stop_reason),
    fast: billed.fast || undefined,
    usOnly: billed.usOnly || undefined,
    samplings: billed.samplings,
    branch: branchIn(record) ?? undefined,
    did: actsIn(message),
  };
}

/** A clock that was set back makes no time, and neither does what is not known. */
export function timeUntil(at: string, sentAt: number | null): { sent: number; ms: number } {
  const end = Date.parse(at);
  const sent = Math.min(sentAt ?? end, end);
  return { sent, ms: end - sent };
}

/** The client writes HEAD where there is no branch. */
function branchIn({ gitBranch }: Json): string | null {
  const branch = text(gitBranch);
  return branch === 'HEAD' ? null : branch;
}

/** The stronger model that a call asked within itself: a call of its own, by the agent `advisor`. */
function advisorCalls(call: LedgerEntry, usage: Json): LedgerEntry[] {
  const { id, at, session, project, skill, branch } = call;
  return advisorsIn(usage).map(({ model, usage: own }, index): LedgerEntry => {
    const { webSearches: _, ...tokens } = own;
    const shipped = shippedModel(model);
    const billing = { at: new Date(at), usOnly: call.usOnly, regional: isRegional(call.requested) };
    return {
      ...{ id: `${id}#advisor${index + 1}`, at, source: 'subagent', session, project },
      ...{ agent: 'advisor', skill, requested: model, served: model, tier: shipped?.tier ?? null },
      ...{ effort: null, ...tokens, costUsd: costUsd(shipped, own, billing), stop: 'end_turn' },
      ...(call.usOnly && { usOnly: true }),
      ...(branch && { branch }),
      did: '',
    };
  });
}

function costStateIn({ sessionId, totalCostUSD, modelUsage, startTime, totalDuration }: Json): Finding {
  const [session, totalCostUsd] = [text(sessionId), amount(totalCostUSD)];
  const until = endOf(amount(startTime), amount(totalDuration));
  if (!session || totalCostUsd === null) return UNUSABLE;
  const models = Object.entries(object(modelUsage)).map(([id, totals]) => [id, totalsIn(object(totals))]);
  return {
    kind: 'cost-state',
    state: {
      ...{ session, totalCostUsd },
      ...(until && { until }),
      ...(models.length && { models: Object.fromEntries(models) }),
    },
  };
}

/** Both are counted from a session's first start, and pauses between its processes are left out: it never says too late a moment. */
function endOf(start: number | null, duration: number | null): string | null {
  const end = new Date((start ?? Number.NaN) + (duration ?? Number.NaN));
  return Number.isNaN(end.getTime()) ? null : moment(end.toISOString());
}

const totalsIn = (totals: Json): ClientTotals => ({
  input: count(totals.inputTokens),
  output: count(totals.outputTokens),
  cacheRead: count(totals.cacheReadInputTokens),
  cacheWrite: count(totals.cacheCreationInputTokens),
  webSearches: count(totals.webSearchRequests),
  costUsd: amount(totals.costUSD) ?? 0,
});

function whoCalled(record: Json): Pick<LedgerEntry, 'source' | 'session' | 'project' | 'agent' | 'skill'> {
  const isSubagent = Boolean(record.isSidechain);
  const skill = text(record.attributionSkill);
  // A skill that runs in a fork is a subagent without a name of its own.
  const unnamed = skill ? `fork of ${skill}` : 'unnamed agent';
  return {
    source: isSubagent ? 'subagent' : 'session',
    session: text(record.sessionId),
    project: text(record.cwd),
    agent: text(record.attributionAgent) ?? (isSubagent ? unnamed : null),
    skill,
  };
}

type Priced = Pick<LedgerEntry, 'tier' | 'costUsd' | 'fast' | 'usOnly' | 'samplings'>;

function priced(
  { requested, served, at }: { requested: string; served: string; at: string },
  usage: Json,
  used: Usage,
): Priced {
  const model = shippedModel(served);
  const samplings = samplingsIn(usage);
  const fast = usage.speed === 'fast';
  const usOnly = usage.inference_geo === 'us';
  const regional = isRegional(requested) || isRegional(served);
  const billing = { at: new Date(at), fast, usOnly, regional, samplings };
  const costOfCall = costUsd(model, used, billing);
  return { tier: model?.tier ?? null, costUsd: costOfCall, fast, usOnly, samplings };
}
