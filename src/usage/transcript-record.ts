// What one record of a transcript says about cost. Records come from many versions of the client and through gateways, so
// each field is checked: a count may be a string, a moment may be missing. Measured on 2.1.329: a record per content block
// repeats the message id and its usage; "<synthetic>" messages are errors and cost nothing.
import { costUsd, type Usage } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** What a line holds. `unusable`: it speaks of cost, but nothing can be counted. Null: it does not speak of cost. */
export type Finding =
  | { kind: 'call'; call: LedgerEntry; advisors: LedgerEntry[] }
  | { kind: 'cost-state'; session: string; totalCostUsd: number }
  | { kind: 'unusable' }
  | null;

type Json = Record<string, unknown>;

const UNUSABLE = { kind: 'unusable' } as const;

/** Returns what a line of a transcript says about cost. `before` is the moment to assume where the record has none. */
export function findCost(line: string, before: string): Finding {
  const record = parse(line);
  if (!record) return UNUSABLE;
  if (record.type === 'cost-state') return costStateIn(record);
  const message = object(record.message);
  if (record.type !== 'assistant' || message.model === '<synthetic>' || !message.usage) return null;
  const [id, model, usage] = [text(message.id), text(message.model), message.usage];
  if (!id || !model || typeof usage !== 'object') return UNUSABLE;
  const requestId = text(record.requestId);
  const at = moment(record.timestamp) ?? before;
  const call: LedgerEntry = {
    id: requestId ? `${id}|${requestId}` : id,
    at,
    ...whoCalled(record),
    requested: text(record.requestedModel) ?? model,
    served: model,
    effort: text(record.effort),
    stop: text(message.stop_reason),
    ...priced(model, object(usage), at),
  };
  return { kind: 'call', call, advisors: advisorCalls(call, object(usage)) };
}

/** What advisors used inside a call, which is not in the call's own counts. */
function advisorCalls(call: LedgerEntry, usage: Json): LedgerEntry[] {
  const { webSearches, fast, usOnly, ...base } = call;
  return advisorsIn(usage).map(({ model, usage: used }, index) => ({
    ...base,
    id: `${call.id}|advisor${index}`,
    requested: model,
    served: model,
    step: 'advisor',
    effort: null,
    ...priced(model, used, call.at),
  }));
}

/** Returns what a usage record says of advisors inside the request. */
export const advisorsIn = (usage: Json): { model: string; usage: Json }[] =>
  (Array.isArray(usage.iterations) ? usage.iterations : []).map(object).flatMap((one) => {
    const model = one.type === 'advisor_message' ? text(one.model) : null;
    return model ? [{ model, usage: one }] : [];
  });

function costStateIn({ sessionId, totalCostUSD }: Json): Finding {
  const [session, totalCostUsd] = [text(sessionId), amount(totalCostUSD)];
  return session && totalCostUsd !== null ? { kind: 'cost-state', session, totalCostUsd } : UNUSABLE;
}

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

type Priced = Omit<Usage, 'webSearches'> &
  Pick<LedgerEntry, 'tier' | 'costUsd' | 'webSearches' | 'fast' | 'usOnly'>;

function priced(modelId: string, usage: Json, at: string): Priced {
  const model = shippedModel(modelId);
  const { webSearches, ...tokens } = toUsage(usage);
  const fast = usage.speed === 'fast';
  const usOnly = usage.inference_geo === 'us';
  return {
    tier: model?.tier ?? null,
    ...tokens,
    costUsd: costUsd(model, { ...tokens, webSearches }, { at: new Date(at), fast, usOnly }),
    ...(webSearches && { webSearches }),
    ...(fast && { fast }),
    ...(usOnly && { usOnly }),
  };
}

/** Returns the counts of a usage record, in the API's words. */
export function toUsage(usage: Json): Usage {
  const written = count(usage.cache_creation_input_tokens);
  const written1h = Math.min(written, count(object(usage.cache_creation).ephemeral_1h_input_tokens));
  return {
    input: count(usage.input_tokens),
    output: count(usage.output_tokens),
    cacheRead: count(usage.cache_read_input_tokens),
    cacheWrite5m: written - written1h,
    cacheWrite1h: written1h,
    thinking: count(object(usage.output_tokens_details).thinking_tokens),
    webSearches: count(object(usage.server_tool_use).web_search_requests),
  };
}

function parse(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Json | null) : null;
  } catch {
    return null;
  }
}

/** The value where it is an object; an empty one where it is not. */
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/** A number that is not negative, also where it is written as a string; null for anything else. */
function amount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}

/** A whole number, as the ledger keeps no other; 0 where there is none. */
const count = (value: unknown): number => Math.round(amount(value) ?? 0);

/** A moment in the form the ledger keeps, which sorts as text; null when there is none. */
function moment(value: unknown): string | null {
  const date = new Date(typeof value === 'string' ? value : Number.NaN);
  const iso = Number.isNaN(date.getTime()) ? null : date.toISOString();
  return iso && /^\d{4}-/.test(iso) ? iso : null;
}
