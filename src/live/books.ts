// What the client says of each request it has made → a line of the ledger. It says so to its telemetry, whether or not any is switched
// on, for all it pays: turns, agents, compaction, titles, hooks with prompts, advisors, and what plugins ask.
import { isRecord } from '../ask/foreign.ts';
import { costUsd, type Usage } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { LedgerEntry } from '../usage/ledger-entry.ts';

/** A request as the client counted it. */
export interface Counted {
  at: string;
  model: string;
  usage: Usage;
  /** What made it, in the client's words: `sdk`, `compact`, `agent:builtin:Explore`. */
  step: string;
  agentId: string | null;
  requestId: string | null;
  effort: string | null;
  fast: boolean;
  /** The client's own figure. */
  costUsd: number;
  /** Its place in the session. */
  sequence: number;
}

/** What asks for the model on behalf of a plugin. */
export const ASKED_BY_PLUGIN = 'plugin_model_complete';

/** Returns the request in a telemetry record; null when it speaks of something else or cannot be counted. */
export function readCounted(event: string, attributes: unknown): Counted | null {
  if (event !== 'api_request' || !isRecord(attributes)) return null;
  const text = (name: string): string | null => {
    const value = attributes[name];
    return typeof value === 'string' && value ? value : null;
  };
  const number = (name: string): number => {
    const value = Number(attributes[name] ?? 0);
    return Number.isFinite(value) && value >= 0 ? value : 0;
  };
  const model = text('model');
  if (!model) return null;
  const written = number('cache_creation_tokens');
  const written1h = Math.min(written, number('cache_creation_1h_tokens'));
  return {
    at: text('event.timestamp') ?? new Date().toISOString(),
    model,
    usage: {
      input: number('input_tokens'),
      output: number('output_tokens'),
      cacheRead: number('cache_read_tokens'),
      cacheWrite5m: written - written1h,
      cacheWrite1h: written1h,
      thinking: 0,
      webSearches: 0,
    },
    step: text('query_source') ?? 'unknown',
    agentId: text('agent_id'),
    requestId: text('request_id'),
    effort: text('effort'),
    fast: text('speed') === 'fast',
    costUsd: number('cost_usd'),
    sequence: number('event.sequence'),
  };
}

export interface Place {
  session: string;
  project: string;
  /** The name of an agent by its id. */
  agents: ReadonlyMap<string, string>;
  /** What the model that was asked for was, by request, where another one answered. */
  requested: string | null;
}

/** Returns the ledger line of a request. */
export function entryOf(counted: Counted, { session, project, agents, requested }: Place): LedgerEntry {
  const { at, model, usage, step, agentId, requestId, effort, fast, sequence } = counted;
  const { webSearches, ...tokens } = usage;
  const known = shippedModel(model);
  const priced = costUsd(known, usage, { at: new Date(at), fast });
  // What the table does not show, such as a fee for a search, is in the client's own figure.
  const cost = priced !== null && Math.abs(priced - counted.costUsd) > 1e-6 ? counted.costUsd : priced;
  return {
    id: requestId ? `live|${requestId}` : `live:${session}:${sequence}`,
    at,
    source: agentId ? 'subagent' : 'session',
    session,
    project,
    agent: agentId ? (agents.get(agentId) ?? agentIn(step) ?? 'unnamed agent') : null,
    skill: null,
    requested: requested ?? model,
    served: model,
    tier: known?.tier ?? null,
    effort,
    ...tokens,
    costUsd: cost,
    stop: null,
    step,
    ...(fast && { fast: true }),
  };
}

/** `agent:builtin:Explore` → `Explore`. */
const agentIn = (step: string): string | null => /^agent:[^:]+:(.+)$/.exec(step)?.[1] ?? null;

/** What two accounts of one request have in common, where neither names the other. */
type Tokens = Omit<Usage, 'thinking' | 'webSearches'>;
const likeness = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Tokens): string =>
  [input, output, cacheRead, cacheWrite5m + cacheWrite1h].join(' ');

/** Requests that plugins asked for: those of our own runs are told by the command that runs, so the rest is ours to tell. */
export class AskedByPlugins {
  readonly #waiting: { counted: Counted; since: number }[] = [];
  /** Answers of our own whose record has not come. */
  readonly #owed = new Map<string, number>();

  /** The client counted a request that a plugin asked for. */
  add(counted: Counted, now: number): void {
    const key = likeness(counted.usage);
    const owed = this.#owed.get(key) ?? 0;
    if (owed) this.#owed.set(key, owed - 1);
    else this.#waiting.push({ counted, since: now });
  }

  /** A request of our own was answered with that usage. Returns what the client says of it; null when it has not said so yet. */
  own(usage: Tokens): Counted | null {
    const key = likeness(usage);
    const at = this.#waiting.findIndex(({ counted }) => likeness(counted.usage) === key);
    return this.#waiting.splice(at, at < 0 ? 0 : 1)[0]?.counted ?? null;
  }

  /** What the client will still say of such a request is about our own. */
  owe(usage: Tokens): void {
    const key = likeness(usage);
    this.#owed.set(key, (this.#owed.get(key) ?? 0) + 1);
  }

  /** Returns those that have waited since before then: somebody else's. */
  others(before: number): Counted[] {
    const found = this.#waiting.filter(({ since }) => since < before);
    for (const one of found) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    return found.map(({ counted }) => counted);
  }
}
