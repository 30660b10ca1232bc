// Calls that the command makes itself, beside the ones that transcripts record.
import type { Reply } from '../ask/backend.ts';
import { NO_USAGE } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import { appendEntries, type LedgerEntry, type Source } from './ledger.ts';

export interface DirectCall {
  source: Source;
  requested: string;
  effort: string | null;
  reply: Pick<Reply, 'id' | 'requestId' | 'served' | 'usage' | 'usOnly' | 'fast'> &
    Partial<Pick<Reply, 'batch' | 'isSum'>> & { stop: string };
  costUsd: number | null;
  /** The program that made the call, with its version: `codex 0.169.0`. */
  client?: string | null;
  /** The folder it works in; the current one without it. */
  project?: string;
}

/**
 * A function that records direct calls in the ledger of `home`, under the Claude Code session it runs in, if any.
 * A ledger that cannot be written is told once, to `onFailure`, and stops nothing.
 */
export function directRecorder(
  home: string,
  onFailure: (error: unknown) => void,
  env = process.env,
): (call: DirectCall) => void {
  let failed = false;
  return (call) => {
    if (failed) return;
    try {
      appendEntries(home, [directEntry(call, env)]);
    } catch (error) {
      failed = true;
      onFailure(error);
    }
  };
}

/** The line of a direct call in the ledger, under the Claude Code session it is made in, if any. */
export function directEntry(
  { source, requested, effort, reply, costUsd, client, project = process.cwd() }: DirectCall,
  env: NodeJS.ProcessEnv,
): LedgerEntry {
  const { webSearches, ...tokens } = reply.usage ?? NO_USAGE;
  return {
    id: reply.requestId ? `${reply.id}|${reply.requestId}` : reply.id,
    at: new Date().toISOString(),
    source,
    session: env.CLAUDE_CODE_SESSION_ID ?? null,
    project,
    agent: null,
    skill: null,
    requested,
    served: reply.served,
    tier: shippedModel(reply.served)?.tier ?? null,
    effort,
    ...tokens,
    costUsd,
    stop: reply.stop,
    ...(webSearches && { webSearches }),
    ...(reply.fast && { fast: true }),
    ...(reply.batch && { batch: true }),
    ...(reply.isSum && { isSum: true }),
    ...(reply.usOnly && { usOnly: true }),
    ...(client && { client }),
  };
}
