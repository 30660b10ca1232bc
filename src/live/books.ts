// What the client says of each request it has made → a line of the ledger. It says so to its telemetry, whether or not any is switched
// on, for all it pays: turns, agents, compaction, titles, hooks with prompts, advisors, and what plugins ask.
import { at, isRecord, parseJson, textAt } from '../ask/foreign.ts';
import { costUsd, NO_USAGE, type Usage } from '../models/cost.ts';
import { shippedModel, WEB_SEARCH_USD } from '../models/table.ts';
import { advisorsIn } from '../usage/call-usage.ts';
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
  /** The client's own figure, which holds what advisors and searches cost on top. */
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
}

/** What is known of a request beside what the client counted. */
export interface Beside {
  /** The model that was asked for, where another one answered. */
  requested: string | null;
  /** What advisors inside it used, where that is known. */
  advisors: readonly { model: string; usage: Usage }[];
}

/** Returns the ledger lines of a request: its own, and one for each advisor inside it. */
export function entriesOf(counted: Counted, { requested, advisors }: Beside, place: Place): LedgerEntry[] {
  const { model, usage } = counted;
  const lines = advisors.map((advisor, index) => {
    const line = { ...counted, ...advisor, step: ADVISOR, effort: null, fast: false };
    return entryOf(line, {
      ...{ ...place, requested: advisor.model },
      ...{ costUsd: advisorUsd(advisor, counted), part: index + 1 },
    });
  });
  const onTop = lines.reduce((sum, line) => sum + (line.costUsd ?? 0), 0);
  const own = round(counted.costUsd - onTop);
  const asked = requested ?? model;
  const searches = searchesIn(counted, asked, own);
  const first = entryOf(
    { ...counted, usage: { ...usage, webSearches: searches } },
    { ...place, requested: asked, costUsd: own, part: null },
  );
  const missing = advisors.length ? 0 : unexplained(counted, asked);
  if (missing < SMALLEST_USD) return [first, ...lines];
  // An advisor of which nothing is known but what it cost.
  const unknown = entryOf(
    { ...counted, model: ADVISOR, usage: NO_USAGE, step: ADVISOR, effort: null, fast: false },
    { ...place, requested: ADVISOR, costUsd: missing, part: 1 },
  );
  return [
    { ...first, costUsd: round(own - missing) },
    { ...unknown, isSum: true },
  ];
}

const ADVISOR = 'advisor';
const SMALLEST_USD = 1e-7;
const round = (usd: number): number => Math.round(usd * 1e12) / 1e12;

/** Returns what the client's figure holds beside the tokens and searches of the request, in US dollars. */
export function unexplained(counted: Counted, requested: string = counted.model): number {
  const rest = restOf(counted, requested, counted.costUsd);
  return rest >= SMALLEST_USD && !isSearches(rest) ? round(rest) : 0;
}

/** Returns the first of `models` at whose prices the client's figure is, without what advisors inside the request cost; null for none. */
export const requestedOf = (
  counted: Counted,
  models: Iterable<string>,
  advisors: Beside['advisors'] = [],
): string | null => {
  const own =
    counted.costUsd - advisors.reduce((sum, advisor) => sum + (advisorUsd(advisor, counted) ?? 0), 0);
  for (const model of models) {
    const rest = restOf(counted, model, own);
    if (Math.abs(rest) < SMALLEST_USD || isSearches(rest)) return model;
  }
  return null;
};

const advisorUsd = ({ model, usage }: Beside['advisors'][number], counted: Counted): number | null =>
  costUsd(shippedModel(model), usage, { at: new Date(counted.at) });

function restOf({ usage, at: moment, fast }: Counted, requested: string, usd: number): number {
  const tokensUsd = costUsd(shippedModel(requested), usage, { at: new Date(moment), fast });
  return tokensUsd === null ? Number.NaN : usd - tokensUsd;
}

const isSearches = (usd: number): boolean =>
  usd > WEB_SEARCH_USD / 2 && Math.abs(usd / WEB_SEARCH_USD - Math.round(usd / WEB_SEARCH_USD)) < 1e-5;

function searchesIn(counted: Counted, requested: string, usd: number): number {
  const rest = restOf(counted, requested, usd);
  return isSearches(rest) ? Math.round(rest / WEB_SEARCH_USD) : 0;
}

interface Line extends Place {
  requested: string;
  costUsd: number | null;
  /** Which of its advisors it is; null for the request itself. */
  part: number | null;
}

function entryOf(
  counted: Counted,
  { session, project, agents, requested, costUsd: usd, part }: Line,
): LedgerEntry {
  const { at: moment, model, usage, step, agentId, requestId, effort, fast, sequence } = counted;
  const { webSearches, ...tokens } = usage;
  const whole = requestId ? `live|${requestId}` : `live:${session}:${sequence}`;
  return {
    id: part ? `${whole}#advisor${part}` : whole, // as the transcript's reader has it
    at: moment,
    source: agentId || part ? 'subagent' : 'session',
    session,
    project,
    agent: part ? ADVISOR : agentId ? (agents.get(agentId) ?? agentIn(step) ?? 'unnamed agent') : null,
    skill: null,
    step,
    requested,
    served: model,
    tier: shippedModel(model)?.tier ?? null,
    effort,
    ...tokens,
    costUsd: usd,
    stop: null,
    ...(webSearches && { webSearches }),
    ...(fast && { fast: true }),
  };
}

/** `agent:builtin:Explore` → `Explore`. */
const agentIn = (step: string): string | null => /^agent:[^:]+:(.+)$/.exec(step)?.[1] ?? null;

type Tokens = Omit<Usage, 'thinking' | 'webSearches'>;
/** What two accounts of one request have in common, where neither names the other. */
export const likeness = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Tokens): string =>
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

/** Returns what a transcript says of the advisors inside a request; empty where it does not have it. */
export function advisorsOf(transcript: string, requestId: string): { model: string; usage: Usage }[] {
  for (const line of transcript.split('\n').reverse()) {
    if (!line.includes(requestId) || !line.includes('advisor_message')) continue;
    const record = parseJson(line);
    if (textAt(record, 'requestId') !== requestId) continue;
    const usage = at(record, 'message.usage');
    return isRecord(usage) ? advisorsIn(usage) : [];
  }
  return [];
}
