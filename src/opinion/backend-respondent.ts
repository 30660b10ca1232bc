// A model behind a backend of ours as a respondent: its worst case is reserved, what it cost is settled, passing trouble is retried.
import { AskError, type AskRequest, type Backend, type Reply } from '../ask/backend.ts';
import { CeilingReached } from '../ask/budget.ts';
import { withRetries } from '../ask/retry.ts';
import { type Catalog, UNKNOWN_MODEL } from '../models/catalog.ts';
import { costUsd, NO_USAGE } from '../models/cost.ts';
import { isRegional } from '../models/names.ts';
import type { Effort, Model } from '../models/table.ts';
import { estimateTokens, maximumTokens } from '../models/tokens.ts';
import type {
  AskResult,
  Circumstances,
  ModelCall,
  Prompt,
  RequestPrice,
  Respondent,
  Unanswered,
} from './respondent.ts';

/** Tokens an answer may have, thinking included. */
const MOST_ANSWER_TOKENS = 16_000;
/** Roles, and what the API or Claude Code adds for structured output. */
const PROMPT_FRAME_TOKENS = 2000;

/** What a respondent asks with: a backend, a model of it, and how hard that thinks. */
export interface BackendVoice {
  name: string;
  backend: Backend;
  model: string;
  effort: Effort | null;
}

/** Returns the respondent for a model behind a backend. */
export function backendRespondent(voice: BackendVoice, catalog: Catalog): Respondent {
  const { name, backend, model: requested, effort } = voice;
  const model = catalog.model(requested) ?? UNKNOWN_MODEL;
  const asker: Asker = {
    backend,
    catalog,
    requested,
    model,
    effort: effort && model.efforts.includes(effort) ? effort : null,
    maxTokens: Math.min(model.maxOutputTokens, MOST_ANSWER_TOKENS),
  };
  return {
    name,
    via: `${requested} through ${backend.via}`,
    billedTo: backend.billedTo,
    requested,
    effort: asker.effort,
    client: null,
    priced: model.prices.length > 0,
    ...(model.prices.length > 0 && { price: (prompt, tokens) => priceOf(asker, prompt, tokens) }),
    ask: (prompt, circumstances) => ask(asker, prompt, circumstances),
  };
}

interface Asker {
  backend: Backend;
  catalog: Catalog;
  requested: string;
  model: Model;
  effort: Effort | null;
  maxTokens: number;
}

async function ask(asker: Asker, prompt: Prompt, circumstances: Circumstances): Promise<AskResult> {
  const { signal, onWait } = circumstances;
  const retries = {
    signal,
    reachedBefore: () => false,
    firstMs: asker.backend.firstWaitMs,
    onWait: (error: AskError) => onWait(error.message),
  };
  try {
    const [reply, call] = await withRetries(() => send(asker, prompt, circumstances), retries);
    return { call, ...answerIn(reply) };
  } catch (error) {
    return { call: null, ...failureOf(error) };
  }
}

/** Sends one request, its worst case reserved. Throws AskError or CeilingReached. */
async function send(
  asker: Asker,
  prompt: Prompt,
  { budget, signal, timeoutMs }: Circumstances,
): Promise<[Reply, ModelCall]> {
  const reservation = await budget.reserve(worstCaseUsd(asker, prompt));
  try {
    if (signal.aborted) throw new AskError({ failure: 'again', message: 'stopped before it was sent' });
    const reply = await asker.backend.ask({ ...requestOf(asker, prompt), signal, timeoutMs });
    const call = callOf(reply, asker);
    reservation.settle(call.costUsd);
    return [reply, call];
  } catch (error) {
    reservation.settle(error instanceof AskError && !error.maybeBilled ? 0 : null);
    throw error;
  }
}

function requestOf(
  { backend, requested, model, effort, maxTokens }: Asker,
  { system, user, schema }: Prompt,
): AskRequest {
  const takesSchema = model.structuredOutputs || backend.name !== 'api';
  const request = { model: requested, system, user, schema: takesSchema ? schema : null };
  return { ...request, cacheSystem: null, thinking: null, maxTokens, effort };
}

function worstCaseUsd({ backend, model, maxTokens }: Asker, { system, user, schema }: Prompt): number {
  const prompt = maximumTokens(system + user + JSON.stringify(schema)) + PROMPT_FRAME_TOKENS;
  const read = backend.cachesForAnHour ? { cacheWrite1h: prompt } : { input: prompt };
  const usage = { ...NO_USAGE, ...read, output: maxTokens };
  // Only for a reply in a shape does the client ask again by itself.
  const requests = schema ? (backend.requestsPerAsk ?? 1) : 1;
  return (costUsd(model, usage, { at: new Date(), usOnly: true }) ?? 0) * requests;
}

function priceOf(asker: Asker, prompt: Prompt, replyTokens: number): RequestPrice {
  const { backend, model } = asker;
  const { system, user, schema } = prompt;
  const ownFrame = backend.cachesForAnHour ? PROMPT_FRAME_TOKENS : 0;
  const read = estimateTokens(system + user + JSON.stringify(schema)) + ownFrame;
  const usage = {
    ...NO_USAGE,
    [backend.cachesForAnHour ? 'cacheWrite1h' : 'input']: read,
    output: replyTokens,
  };
  return { usualUsd: costUsd(model, usage, { at: new Date() }) ?? 0, mostUsd: worstCaseUsd(asker, prompt) };
}

function callOf(reply: Reply, { catalog, requested }: Asker): ModelCall {
  const { id, requestId, served, usage, billedUsd = null, usOnly, fast, isSum = false } = reply;
  const regional = isRegional(requested) || isRegional(served);
  const cost = usage && costUsd(catalog.model(served), usage, { at: new Date(), usOnly, fast, regional });
  return { id, requestId, served, usage, billedUsd, costUsd: billedUsd ?? cost, usOnly, fast, isSum };
}

function answerIn({ text: whole, stop }: Reply): { text: string; truncated: boolean } | Unanswered {
  const text = whole.trim();
  if (stop === 'refused') return { failure: 'refused', message: 'the model declined to answer' };
  return text
    ? { text, truncated: stop === 'truncated' }
    : { failure: 'empty', message: 'the answer is empty' };
}

/** What an error means for the voice. Throws it again when it is not one of asking. */
function failureOf(error: unknown): Unanswered {
  if (error instanceof CeilingReached) return { failure: 'ceiling', message: error.message };
  if (!(error instanceof AskError)) throw error;
  const { message, busy } = error;
  if (error.failure === 'unreachable') return { failure: 'unreachable', message };
  return { failure: busy ? 'limit' : 'failed', message };
}
