// One pack's texts in, the answers that can be used out: reserving money, retrying, counting what was billed.
import { AskError, type Backend, type Reply } from '../ask/backend.ts';
import type { Budget } from '../ask/budget.ts';
import type { Pacer } from '../ask/pacing.ts';
import { withRetries } from '../ask/retry.ts';
import { type Catalog, UNKNOWN_MODEL } from '../models/catalog.ts';
import { costUsd, NO_USAGE, type Usage } from '../models/cost.ts';
import { shortAnswerParameters, withThinking } from '../models/parameters.ts';
import type { Tier } from '../models/table.ts';
import { maximumTokens } from '../models/tokens.ts';
import { answerTokens, replySchema, systemText, userText } from './prompt.ts';
import { readReply } from './reply.ts';
import type { Scheme } from './scheme.ts';

/** What the requests of a run came to. */
export interface Tally {
  requests: number;
  usage: Usage;
  /** List price of the replies of models with a known price. */
  costUsd: number;
  /** Models that answered and have no known price. */
  unpriced: Set<string>;
  /** Requests by the model that answered. */
  served: Map<string, number>;
}

export const newTally = (): Tally => ({
  requests: 0,
  usage: { ...NO_USAGE },
  costUsd: 0,
  unpriced: new Set(),
  served: new Map(),
});

/** The sum of several. */
export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = newTally();
  for (const { requests, usage, costUsd: cost, unpriced, served } of tallies) {
    sum.requests += requests;
    sum.costUsd += cost;
    for (const kind of Object.keys(usage) as (keyof Usage)[]) sum.usage[kind] += usage[kind];
    for (const model of unpriced) sum.unpriced.add(model);
    for (const [model, number] of served) sum.served.set(model, (sum.served.get(model) ?? 0) + number);
  }
  return sum;
}

/** What became of the texts of one request, by their position. */
export interface PackReading {
  served: string;
  tags: Map<number, string[]>;
  problems: Map<number, string>;
}

export interface AskerOptions {
  backend: Backend;
  scheme: Scheme;
  tier: Tier;
  catalog: Catalog;
  budget: Budget;
  tally: Tally;
  /** Whether the system text is marked for caching. */
  cacheSystem: boolean;
  pacer: Pacer;
  /** Ends waiting between tries. */
  signal: AbortSignal;
  onWait?: ((error: AskError, waitMs: number) => void) | undefined;
  /** Hears of every reply and what it cost; null when its model has no known price. */
  onReply?: ((reply: Reply, costUsd: number | null) => void) | undefined;
}

/** A function that asks for the tags of `texts` in one request. It throws AskError or CeilingReached. */
export function createAsker(options: AskerOptions): (texts: readonly string[]) => Promise<PackReading> {
  const { backend, scheme, tier, catalog, budget, tally, cacheSystem, pacer, signal, onWait, onReply } =
    options;
  const model = catalog.model(tier.model) ?? UNKNOWN_MODEL;
  const system = systemText(scheme);
  const schema = replySchema(scheme);
  const usual = shortAnswerParameters(model, tier.effort);
  let parameters = backend.thinks ? withThinking(usual) : usual;

  async function send(texts: readonly string[], user: string): Promise<Reply> {
    const { effort, thinking, structuredOutputs, thinkingRoomTokens } = parameters;
    const answerRoom = REPLY_FRAME_TOKENS + texts.length * answerTokens(scheme, true);
    const request = {
      model: tier.model,
      system,
      cacheSystem,
      user,
      schema: structuredOutputs ? schema : null,
      maxTokens: Math.min(model.maxOutputTokens, answerRoom + thinkingRoomTokens),
      effort,
      thinking,
    };
    const promptAtMost = maximumTokens(system + user + JSON.stringify(schema)) + PROMPT_FRAME_TOKENS;
    await pacer.ready(signal);
    const atMost = worstCase(promptAtMost, request.maxTokens) * (backend.requestsPerAsk ?? 1);
    const reservation = await budget.reserve(atMost);
    if (signal.aborted) {
      reservation.settle(0); // the run was stopped while this waited for money
      throw new AskError({ failure: 'again', message: 'stopped before it was sent' });
    }
    try {
      const reply = await backend.ask(request);
      reservation.settle(record(reply));
      pacer.succeeded(reply.rateLimit);
      return reply;
    } catch (error) {
      const lost = !(error instanceof AskError) || error.maybeBilled;
      reservation.settle(lost ? null : 0);
      if (error instanceof AskError && error.failure === 'thinking' && thinking) {
        parameters = withThinking(parameters);
        return send(texts, user);
      }
      throw error;
    }
  }

  function worstCase(promptTokens: number, outputTokens: number): number {
    const written = backend.cachesForAnHour ? { cacheWrite1h: promptTokens } : { cacheWrite5m: promptTokens };
    const usage = { ...NO_USAGE, ...written, output: outputTokens };
    return costUsd(model, usage, { at: new Date(), usOnly: true }) ?? 0;
  }

  /** Counts a reply; gives what it cost, or null when its model has no price. */
  function record(reply: Reply): number | null {
    const { served, usage, usOnly, fast } = reply;
    tally.requests++;
    tally.served.set(served, (tally.served.get(served) ?? 0) + 1);
    for (const kind of Object.keys(usage) as (keyof Usage)[]) tally.usage[kind] += usage[kind];
    const cost = costUsd(catalog.model(served), usage, { at: new Date(), usOnly, fast });
    if (cost === null) tally.unpriced.add(served);
    else tally.costUsd += cost;
    onReply?.(reply, cost);
    return cost;
  }

  const waiting = (error: AskError, waitMs: number): void => {
    pacer.failed(error, waitMs);
    onWait?.(error, waitMs);
  };

  return async (texts) => {
    const { text: user, ids } = userText(texts);
    const reachedBefore = () => tally.requests > 0;
    const reply = await withRetries(() => send(texts, user), { signal, reachedBefore, onWait: waiting });
    return { served: reply.served, ...readingOf(reply, ids, scheme) };
  };
}

const REPLY_FRAME_TOKENS = 64; // {"results":[]} and slack
const PROMPT_FRAME_TOKENS = 2000; // roles, and what the API or Claude Code adds for structured output

function readingOf(
  reply: Reply,
  ids: readonly number[],
  scheme: Scheme,
): Pick<PackReading, 'tags' | 'problems'> {
  const positions = new Map(ids.map((id, position) => [id, position]));
  const positionOf = (id: number): number => positions.get(id) as number;
  if (reply.stop === 'refused') return { tags: new Map(), problems: all(ids, 'the model refused it') };
  const { tags, problems } = readReply(reply.text, ids, scheme);
  const cutOff = reply.stop === 'truncated' && tags.size === 0;
  if (cutOff) return { tags: new Map(), problems: all(ids, 'the reply was cut off') };
  return {
    tags: new Map([...tags].map(([id, value]) => [positionOf(id), value])),
    problems: new Map([...problems].map(([id, reason]) => [positionOf(id), reason])),
  };
}

const all = (ids: readonly number[], reason: string): Map<number, string> =>
  new Map(ids.map((_, position) => [position, reason]));
