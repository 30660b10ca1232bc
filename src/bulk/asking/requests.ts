// One pack as a request, its worst price, and what its reply says of each item. However requests travel, one by one or as
// a batch, they are made, counted and read here.
import { readFileSync } from 'node:fs';
import { type AskRequest, type Backend, type Reply, textOf } from '../../ask/backend.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { type Catalog, UNKNOWN_MODEL } from '../../models/catalog.ts';
import { addUsage, type Billing, costUsd, hasPrice, NO_USAGE } from '../../models/cost.ts';
import { shortAnswerParameters, withThinking } from '../../models/parameters.ts';
import type { Tier } from '../../models/table.ts';
import { maximumTokens } from '../../models/tokens.ts';
import type { ImageRef } from '../items/record.ts';
import { type Item, MOST_IMAGE_TOKENS } from '../task/item.ts';
import type { Task, Value } from '../task/task.ts';
import { replySchema, systemText, userMessage } from './prompt.ts';
import { readReply } from './reply.ts';
import type { Tally } from './tally.ts';

/** What became of the texts of one request, by their position. */
export interface PackReading {
  served: string;
  values: Map<number, Value>;
  problems: Map<number, string>;
}

export interface RequestOptions {
  task: Task;
  tier: Tier;
  catalog: Catalog;
  backend: Pick<Backend, 'thinks' | 'cachesForAnHour' | 'requestsPerAsk'>;
  tally: Tally;
  /** How long the system text is kept in the prompt cache; null: it is not marked for it. */
  cacheSystem: AskRequest['cacheSystem'];
  /** Called with every reply and what it cost; null when that is not known. */
  onReply?: ((reply: Reply, costUsd: number | null) => void) | undefined;
}

export interface PackRequest {
  request: AskRequest;
  /** The id of each text, in order. */
  ids: number[];
}

export interface Requests {
  /** The request that asks about `items`. Throws UsageError when an image cannot be read any more. */
  build(items: readonly Item[]): PackRequest;
  /** The most it can cost, in US dollars; 0 when its model has no known price. */
  worstUsd(request: AskRequest, billing?: Partial<Billing>): number;
  /** Counts a reply; returns what it cost, or null when that is not known: no usage, or no price of its model. */
  record(reply: Reply): number | null;
  read(reply: Reply, ids: readonly number[]): PackReading;
  /** The model refused thinking switched off: leave it on from now on. */
  leaveThinkingOn(): void;
}

const REPLY_FRAME_TOKENS = 64; // {"results":[]} and slack
const PROMPT_FRAME_TOKENS = 2000; // roles, and what the API or Claude Code adds for structured output

/** How one pass on one tier asks. */
export function createRequests(options: RequestOptions): Requests {
  const { task, tier, catalog, backend, tally, cacheSystem, onReply } = options;
  const model = catalog.model(tier.model) ?? UNKNOWN_MODEL;
  const system = systemText(task);
  const schema = replySchema(task);
  const schemaText = JSON.stringify(schema);
  const usual = shortAnswerParameters(model, tier.effort);
  let parameters = backend.thinks ? withThinking(usual) : usual;
  return {
    build(items) {
      const { user, ids } = userMessage(items, loadImage);
      const { effort, thinking, structuredOutputs, thinkingRoomTokens } = parameters;
      const answerRoom = REPLY_FRAME_TOKENS + items.length * task.answer.tokens('longest');
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
      return { request, ids };
    },
    worstUsd({ user, maxTokens }, billing = {}) {
      const prompt =
        maximumTokens(system + textOf(user) + schemaText) + imageTokens(user) + PROMPT_FRAME_TOKENS;
      const forAnHour = backend.cachesForAnHour || cacheSystem === '1h';
      const written = forAnHour ? { cacheWrite1h: prompt } : { cacheWrite5m: prompt };
      const usage = { ...NO_USAGE, ...written, output: maxTokens };
      const one = costUsd(model, usage, { at: new Date(), usOnly: true, ...billing }) ?? 0;
      return one * (backend.requestsPerAsk ?? 1);
    },
    record(reply) {
      const { served, usage, usOnly, fast, batch } = reply;
      tally.requests++;
      tally.served.set(served, (tally.served.get(served) ?? 0) + 1);
      if (usage) addUsage(tally.usage, usage);
      const at = new Date();
      const cost = usage && costUsd(catalog.model(served), usage, { at, usOnly, fast, batch });
      if (cost !== null) tally.costUsd += cost;
      else if (!hasPrice(catalog.model(served), at)) tally.unpriced.add(served);
      onReply?.(reply, cost);
      return cost;
    },
    read: (reply, ids) => ({ served: reply.served, ...readingOf(reply, ids, task) }),
    leaveThinkingOn() {
      parameters = withThinking(parameters);
    },
  };
}

function loadImage({ path }: ImageRef): string {
  try {
    return readFileSync(path, 'base64');
  } catch (error) {
    throw new UsageError(`${path}: cannot read the image any more: ${systemReason(error)}`);
  }
}

const imageTokens = (user: AskRequest['user']): number =>
  typeof user === 'string' ? 0 : user.filter((part) => 'image' in part).length * MOST_IMAGE_TOKENS;

function readingOf(reply: Reply, ids: readonly number[], { answer }: Task): Omit<PackReading, 'served'> {
  if (reply.stop === 'refused') return nothing(ids, 'the model refused it');
  const { values, problems } = readReply(reply.text, ids, answer);
  if (reply.stop === 'truncated' && values.size === 0) return nothing(ids, 'the reply was cut off');
  const byPosition = <Entry>(byId: ReadonlyMap<number, Entry>): Map<number, Entry> =>
    new Map(ids.flatMap((id, position) => (byId.has(id) ? [[position, byId.get(id) as Entry]] : [])));
  return { values: byPosition(values), problems: byPosition(problems) };
}

const nothing = (ids: readonly number[], reason: string): Omit<PackReading, 'served'> => ({
  values: new Map(),
  problems: new Map(ids.map((_, position) => [position, reason])),
});
