// What the client says of each request it has made. It says so to its telemetry, whether or not any is switched on, for all it pays: turns,
// agents, compaction, titles, hooks with prompts, and what plugins ask.
import { isRecord } from '../ask/foreign.ts';
import type { LiveUsage } from '../ask/live-protocol.ts';
import type { Usage } from '../models/cost.ts';

/** A request as the client counted it. */
export interface Counted {
  /** The id of its line, where that is not the one of its request. */
  id?: string;
  at: string;
  /** The session that it belongs to; null where the client does not say. */
  session: string | null;
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

/** Whether a request is a step of a conversation, the main one or an agent's: only those ask advisors. */
export const isStep = ({ step }: Counted): boolean => /^(?:sdk$|repl_main_thread|agent:)/.test(step);

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
    session: text('session.id'),
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

/** What two accounts of one request have in common, where neither names the other. */
export const likeness = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: LiveUsage): string =>
  [input, output, cacheRead, cacheWrite5m + cacheWrite1h].join(' ');
