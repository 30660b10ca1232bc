// Who can be asked for an opinion, all alike to the rest: one prompt in, one answer or one failure out, with what it cost.
import { randomUUID } from 'node:crypto';
import { AskError, type Backend, type Reply } from '../ask/backend.ts';
import { type Budget, CeilingReached } from '../ask/budget.ts';
import type { CliAnswer, CliCall, CliFailure, CodingCli } from '../ask/coding-cli.ts';
import { withRetries } from '../ask/retry.ts';
import { type Catalog, UNKNOWN_MODEL } from '../models/catalog.ts';
import { costUsd, NO_USAGE, type Usage } from '../models/cost.ts';
import type { Effort } from '../models/table.ts';
import { maximumTokens } from '../models/tokens.ts';

/** Tokens an answer may have, thinking included. */
const MOST_ANSWER_TOKENS = 16_000;
/** Roles, and what the API or Claude Code adds for structured output. */
const PROMPT_FRAME_TOKENS = 2000;

export interface Prompt {
  system: string;
  user: string;
  /** JSON schema of the answer; the prompt describes it in words, too. */
  schema: object | null;
}

export interface Circumstances {
  budget: Budget;
  /** Ends it early, for whatever reason. */
  signal: AbortSignal;
  timeoutMs: number;
  /** Where a CLI works, and whether it may look around there. */
  folder: string;
  access: 'none' | 'read';
  /** Hears that something has to be tried again. */
  onWait: (reason: string) => void;
}

export interface Answer {
  text: string;
  /** It was cut off at the limit of its length. */
  truncated: boolean;
}

export interface Failed {
  /** `ceiling`: not asked, as it could have cost too much. */
  failure: CliFailure['failure'] | 'unreachable' | 'ceiling';
  message: string;
}

/** What a call came to. */
export interface Call {
  id: string;
  requestId: string | null;
  served: string | null;
  usage: Usage | null;
  costUsd: number | null;
  usOnly: boolean;
  fast: boolean;
  /** `usage` is a sum over several requests. */
  isSum: boolean;
}

export type Answered = { call: Call | null } & (Answer | Failed);

export interface Respondent {
  /** As the user names it: `opus`, `codex:gpt-6.1-sol`. */
  name: string;
  /** Model and way in words: `claude-opus-5-5 through the Anthropic API`. */
  via: string;
  billedTo: string;
  requested: string | null;
  effort: string | null;
  /** The program that calls the model, with its version; null for our own requests. */
  client: string | null;
  /** Whether its price is known beforehand, so that a ceiling binds it. */
  priced: boolean;
  ask(prompt: Prompt, circumstances: Circumstances): Promise<Answered>;
}

/** A model behind a backend of ours. */
export function backendRespondent(
  name: string,
  backend: Backend,
  { model: requested, effort }: { model: string; effort: Effort | null },
  catalog: Catalog,
): Respondent {
  const model = catalog.model(requested) ?? UNKNOWN_MODEL;
  const maxTokens = Math.min(model.maxOutputTokens, MOST_ANSWER_TOKENS);
  const takesSchema = model.structuredOutputs || backend.name !== 'api';
  const usedEffort = effort && model.efforts.includes(effort) ? effort : null;

  function worstCaseUsd({ system, user, schema }: Prompt): number {
    const prompt = maximumTokens(system + user + JSON.stringify(schema)) + PROMPT_FRAME_TOKENS;
    const read = backend.cachesForAnHour ? { cacheWrite1h: prompt } : { input: prompt };
    const usage = { ...NO_USAGE, ...read, output: maxTokens };
    // Only for a reply in a shape does the client ask again by itself.
    const requests = schema ? (backend.requestsPerAsk ?? 1) : 1;
    return (costUsd(model, usage, { at: new Date(), usOnly: true }) ?? 0) * requests;
  }

  function callOf(reply: Reply): Call {
    const { id, requestId, served, usage, usOnly, fast, isSum = false } = reply;
    const cost = costUsd(catalog.model(served), usage, { at: new Date(), usOnly, fast });
    return { id, requestId, served, usage, costUsd: cost, usOnly, fast, isSum };
  }

  async function send(prompt: Prompt, { budget, signal, timeoutMs }: Circumstances): Promise<[Reply, Call]> {
    const reservation = await budget.reserve(worstCaseUsd(prompt));
    try {
      if (signal.aborted) throw new AskError({ failure: 'again', message: 'stopped before it was sent' });
      const { system, user, schema } = prompt;
      const request = { model: requested, system, user, schema: takesSchema ? schema : null };
      const fixed = { cacheSystem: null, thinking: null, maxTokens, effort: usedEffort, signal, timeoutMs };
      const reply = await backend.ask({ ...request, ...fixed });
      const call = callOf(reply);
      reservation.settle(call.costUsd);
      return [reply, call];
    } catch (error) {
      reservation.settle(error instanceof AskError && !error.maybeBilled ? 0 : null);
      throw error;
    }
  }

  return {
    name,
    via: `${requested} through ${backend.via}`,
    billedTo: backend.billedTo,
    requested,
    effort: usedEffort,
    client: null,
    priced: model.prices.length > 0,
    async ask(prompt, circumstances) {
      const { signal, onWait } = circumstances;
      try {
        const retries = {
          signal,
          reachedBefore: () => false,
          onWait: (error: AskError) => onWait(error.message),
        };
        const [reply, call] = await withRetries(() => send(prompt, circumstances), retries);
        const text = reply.text.trim();
        if (reply.stop === 'refused')
          return { call, failure: 'refused', message: 'the model declined to answer' };
        if (!text) return { call, failure: 'empty', message: 'the answer is empty' };
        return { call, text, truncated: reply.stop === 'truncated' };
      } catch (error) {
        if (error instanceof CeilingReached)
          return { call: null, failure: 'ceiling', message: error.message };
        if (!(error instanceof AskError)) throw error;
        const failure = error.failure === 'unreachable' ? 'unreachable' : error.busy ? 'limit' : 'failed';
        return { call: null, failure, message: error.message };
      }
    },
  };
}

/** A coding CLI, in the version that is installed. */
export function cliRespondent(
  name: string,
  cli: CodingCli,
  { model, version, billedTo }: { model: string | null; version: string; billedTo: string },
  catalog: Catalog,
  env: NodeJS.ProcessEnv,
): Respondent {
  function callOf({ usage = null, ...result }: CliAnswer | CliFailure): Call | null {
    const served = ('served' in result ? result.served : null) ?? model;
    // What a vendor that resells others' models bills has nothing to do with their list price.
    const priced = cli.family !== 'mixed' && served && usage;
    const listed = priced ? costUsd(catalog.model(served), usage, { at: new Date() }) : null;
    const cost = result.costUsd ?? listed;
    if (!usage && cost === null && 'failure' in result) return null;
    const id = `${cli.name}-${randomUUID()}`;
    return { id, requestId: null, served, usage, costUsd: cost, usOnly: false, fast: false, isSum: true };
  }
  return {
    name,
    via: `${model ?? 'its default model'} through ${cli.title} ${version}`,
    billedTo,
    requested: model,
    effort: null,
    client: `${cli.name} ${version}`,
    priced: false,
    async ask({ system, user, schema }, { budget, signal, timeoutMs, folder, access }) {
      const call: CliCall = {
        prompt: `${system}\n\n${user}`,
        model,
        effort: null,
        folder,
        access,
        schema,
        timeoutMs,
        signal,
      };
      const result = await cli.run(call, env);
      const made = callOf(result);
      (await budget.reserve(0)).settle(made?.costUsd ?? 0);
      if ('failure' in result) return { call: made, failure: result.failure, message: result.message };
      return { call: made, text: result.text, truncated: false };
    },
  };
}
