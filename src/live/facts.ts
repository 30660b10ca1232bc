// What is known for sure of a request beside what the client counted: which model was asked for, and who advised inside it. The transcript
// has both for what it keeps, which is not all: an answer that a rule has asked anew is not in it. Of an agent the client tells what it has
// used, by model, so that what its requests leave over is its advisors'.
import { parseJson, textAt } from '../ask/foreign.ts';
import type { LiveUsage } from '../ask/live-protocol.ts';
import { advisorsIn, usageIn } from '../usage/call-usage.ts';
import { object } from '../usage/json-fields.ts';
import { likeness } from './counted.ts';
import type { Advisor } from './figures.ts';

export interface Facts {
  /** The model that was asked for, where another one may have answered. */
  requested: string | null;
  advisors: readonly Advisor[];
}

/** Facts that a transcript has, and which answer they are about: an answer that is still being written has other counts. */
export interface KeptFacts extends Facts {
  /** The id of its line in the ledger, as whoever reads the transcript has it. */
  id: string;
  likeness: string;
  /** The model that answered. */
  served: string | null;
}

/** Returns what a line of a transcript tells of a request; null where it tells of none. */
export function factsIn(line: string): KeptFacts | null {
  if (!line.includes('"assistant"') || !line.includes('"usage"')) return null;
  const record = parseJson(line);
  const message = object(object(record).message);
  const [requestId, messageId] = [textAt(record, 'requestId'), textAt(message, 'id')];
  if (textAt(record, 'type') !== 'assistant' || !(requestId || messageId)) return null;
  const usage = object(message.usage);
  return {
    id: requestId ? liveIdOf(requestId) : String(messageId), // an interrupted agent's has no other
    likeness: likeness(usageIn(usage)),
    requested: textAt(record, 'requestedModel'),
    served: textAt(message, 'model'),
    advisors: advisorsIn(usage),
  };
}

/** Returns the id of a request's line in the ledger. */
export const liveIdOf = (requestId: string): string => `live|${requestId}`;

/** What an agent has used, as the client tells it: by model, in all. */
export type UsedByModel = readonly (LiveUsage & { model: string })[];

/** What the requests of agents used, against what the client tells of each agent. */
export class AgentUse {
  /** By agent and model: as told the last time, and what was counted since. */
  readonly #before = new Map<string, ByModel>();
  readonly #counted = new Map<string, Map<string, LiveUsage>>();

  /** A request of an agent was counted. */
  add(agentId: string, model: string, usage: LiveUsage): void {
    const models = this.#counted.get(agentId) ?? new Map<string, LiveUsage>();
    models.set(model, plus(models.get(model) ?? NOTHING, usage, 1));
    this.#counted.set(agentId, models);
  }

  /** Returns what an agent has used beside the requests that were counted, by model; null where less is told than was counted. */
  beside(agentId: string, used: UsedByModel): Advisor[] | null {
    const [before, since] = [this.#before.get(agentId) ?? NONE, this.#counted.get(agentId) ?? NONE];
    this.#before.set(agentId, new Map(used.map((one) => [one.model, one])));
    this.#counted.delete(agentId);
    // After a /clear the client tells from nothing again.
    return without(used, [before, since]) ?? without(used, [since]);
  }
}

type ByModel = ReadonlyMap<string, LiveUsage>;
const NONE: ByModel = new Map();

function without(used: UsedByModel, parts: readonly ByModel[]): Advisor[] | null {
  const isTold = parts
    .flatMap((part) => [...part.keys()])
    .every((model) => used.some((one) => one.model === model));
  const rest = used.map((one) => {
    const usage = parts.reduce(
      (left, part) => plus(left, part.get(one.model) ?? NOTHING, -1),
      one as LiveUsage,
    );
    return { model: one.model, usage };
  });
  if (!isTold || rest.some(({ usage }) => KINDS.some((kind) => usage[kind] < 0))) return null;
  return rest
    .filter(({ usage }) => KINDS.some((kind) => usage[kind] > 0))
    .map(({ model, usage }) => ({ model, usage: { ...usage, thinking: 0, webSearches: 0 } }));
}

const KINDS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;
const NOTHING: LiveUsage = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

const plus = (one: LiveUsage, other: LiveUsage, sign: 1 | -1): LiveUsage => ({
  input: one.input + sign * other.input,
  output: one.output + sign * other.output,
  cacheRead: one.cacheRead + sign * other.cacheRead,
  cacheWrite5m: one.cacheWrite5m + sign * other.cacheWrite5m,
  cacheWrite1h: one.cacheWrite1h + sign * other.cacheWrite1h,
});
