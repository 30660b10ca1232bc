// One pack as a request, its worst price, and what its reply says of each item. However requests travel, one by one or as
// a batch, they are made, counted and read here.
import { type AskRequest, type Backend, type Reply, textOf } from '../../ask/backend.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { type Catalog, UNKNOWN_MODEL } from '../../models/catalog.ts';
import { addUsage, type Billing, costUsd, hasPrice, NO_USAGE } from '../../models/cost.ts';
import { isRegional } from '../../models/names.ts';
import { type Parameters, shortAnswerParameters, withThinking } from '../../models/parameters.ts';
import type { Model, Tier } from '../../models/table.ts';
import { maximumTokens } from '../../models/tokens.ts';
import type { ImageRef } from '../items/record.ts';
import { CUT_OFF, REFUSED } from '../outcome/outcome.ts';
import { type Item, MOST_IMAGE_TOKENS } from '../task/item.ts';
import type { Task, Value } from '../task/task.ts';
import { replySchema, systemText, userMessage } from './prompt.ts';
import { readReply } from './reply.ts';
import type { Tally } from './tally.ts';

/** What became of the items of one request, by their index in it. */
export interface PackReading {
  served: string;
  /** The reply's id; missing where there was none. */
  request?: string;
  values: Map<number, Value>;
  problems: Map<number, string>;
  /** How many of these were lost in the reply, which a smaller one might not do. */
  lost?: number;
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
  /** The id of each item, in order. */
  ids: number[];
}

/** Room for the JSON around the answers of a reply, {"results":[]}, and some slack; part of `maxTokens`. */
const REPLY_ROOM_TOKENS = 64;
/** Roles, and what the API or Claude Code adds for structured output. */
const PROMPT_ROOM_TOKENS = 2000;

/** How one pass on one tier asks. */
export class Requests {
  readonly #options: RequestOptions;
  readonly #model: Model;
  readonly #system: string;
  readonly #schema: object;
  /** What these two take at most. */
  readonly #fixedTokens: number;
  #parameters: Parameters;

  constructor(options: RequestOptions) {
    const { task, tier, catalog } = options;
    this.#options = options;
    this.#model = catalog.model(tier.model) ?? UNKNOWN_MODEL;
    this.#system = systemText(task);
    this.#schema = replySchema(task);
    this.#fixedTokens = maximumTokens(this.#system + JSON.stringify(this.#schema));
    this.#parameters = shortAnswerParameters(this.#model, tier.effort);
  }

  /** The request that asks about `items`. Throws UsageError when an image can no longer be read. */
  build(items: readonly Item[]): PackRequest {
    const { task, tier, cacheSystem, backend } = this.#options;
    const { user, ids } = userMessage(items, loadImage);
    // Asked each time: another backend of a list may have taken over.
    const parameters = backend.thinks ? withThinking(this.#parameters) : this.#parameters;
    const { effort, thinking, structuredOutputs, thinkingRoomTokens } = parameters;
    const answerRoom = REPLY_ROOM_TOKENS + items.length * task.answer.tokens('longest');
    const request = {
      model: tier.model,
      system: this.#system,
      cacheSystem,
      user,
      schema: structuredOutputs ? this.#schema : null,
      maxTokens: Math.min(this.#model.maxOutputTokens, answerRoom + thinkingRoomTokens),
      effort,
      thinking,
    };
    return { request, ids };
  }

  /** The most it can cost, in US dollars; 0 when its model has no known price. */
  worstUsd({ user, maxTokens }: AskRequest, billing: Partial<Billing> = {}): number {
    const { backend, cacheSystem } = this.#options;
    const prompt = this.#fixedTokens + maximumTokens(textOf(user)) + imageTokens(user) + PROMPT_ROOM_TOKENS;
    const forAnHour = backend.cachesForAnHour || cacheSystem === '1h';
    const written = forAnHour ? { cacheWrite1h: prompt } : { cacheWrite5m: prompt };
    const usage = { ...NO_USAGE, ...written, output: maxTokens };
    const one = costUsd(this.#model, usage, { at: new Date(), usOnly: true, ...billing }) ?? 0;
    return one * (backend.requestsPerAsk ?? 1);
  }

  /** Counts a reply. Returns what it cost, or null when that is not known: no usage, or no price of its model. */
  record(reply: Reply): number | null {
    const { tally, catalog, onReply, tier } = this.#options;
    const { served, usage, billedUsd = null, usOnly, fast, batch } = reply;
    tally.requests++;
    tally.served.set(served, (tally.served.get(served) ?? 0) + 1);
    if (usage) addUsage(tally.usage, usage);
    const at = new Date();
    const regional = isRegional(tier.model) || isRegional(served);
    const listed = usage && costUsd(catalog.model(served), usage, { at, usOnly, fast, batch, regional });
    const cost = billedUsd ?? listed;
    if (cost !== null) tally.costUsd += cost;
    else if (!hasPrice(catalog.model(served), at)) tally.unpriced.add(served);
    onReply?.(reply, cost);
    return cost;
  }

  /** What a reply says of each of the items that have these ids. */
  read(reply: Reply, ids: readonly number[]): PackReading {
    return { served: reply.served, request: reply.id, ...readingOf(reply, ids, this.#options.task) };
  }

  /** The model refused thinking switched off: leave it on from now on. */
  leaveThinkingOn(): void {
    this.#parameters = withThinking(this.#parameters);
  }
}

function loadImage({ path, bytes }: ImageRef): string {
  try {
    return bytes().toString('base64');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path.toString()}: the image can no longer be read: ${systemReason(error)}.`);
  }
}

const imageTokens = (user: AskRequest['user']): number =>
  typeof user === 'string' ? 0 : user.filter((part) => 'image' in part).length * MOST_IMAGE_TOKENS;

function readingOf(reply: Reply, ids: readonly number[], { answer }: Task): Omit<PackReading, 'served'> {
  if (reply.stop === 'refused') return nothing(ids, REFUSED);
  const { values, problems, lost } = readReply(reply.text, ids, answer);
  if (reply.stop === 'truncated' && values.size === 0) return { ...nothing(ids, CUT_OFF), lost: ids.length };
  const byIndex = <Entry>(byId: ReadonlyMap<number, Entry>): Map<number, Entry> =>
    new Map(ids.flatMap((id, index) => (byId.has(id) ? [[index, byId.get(id) as Entry]] : [])));
  return { values: byIndex(values), problems: byIndex(problems), lost };
}

const nothing = (ids: readonly number[], reason: string): Omit<PackReading, 'served'> => ({
  values: new Map(),
  problems: new Map(ids.map((_, index) => [index, reason])),
});
