// Calls that the command makes itself, which no transcript records.
import type { Reply } from '../ask/backend.ts';
import type { Host } from '../host.ts';
import { NO_USAGE } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import { EntryAppender, type LedgerEntry, type Source } from './ledger-entry.ts';

export interface DirectCall {
  source: Source;
  requested: string;
  effort: string | null;
  reply: Pick<Reply, 'id' | 'requestId' | 'served' | 'usage' | 'usOnly' | 'fast'> &
    Partial<Pick<Reply, 'batch' | 'isSum' | 'billedUsd'>> & { stop: string };
  costUsd: number | null;
  /** The program that made the call, with its version: `codex 0.169.0`. */
  client?: string | null;
  /** The folder it works in. */
  project: string;
}

/** Records a call. With `soon`, at the end of this turn of the event loop, or `flush`. */
export interface Recorder {
  (call: Omit<DirectCall, 'project'>, soon?: 'soon'): void;
  flush(): void;
}

/**
 * Returns what records calls made from the working folder in the ledger of `home`, under the Claude Code session the
 * command runs in, if any. `onFailure` is called once, with the error, when the ledger cannot be written; nothing is stopped by
 * that.
 */
export function directRecorder(
  home: string,
  { env, cwd, going }: Pick<Host, 'env' | 'cwd'> & Partial<Pick<Host, 'going'>>,
  onFailure: (error: unknown) => void,
): Recorder {
  const ledger = new EntryAppender(home);
  going?.atEnd(() => ledger.close());
  let isBroken = false;
  const failed = (error: unknown): void => {
    if (!isBroken) onFailure(error);
    isBroken = true;
  };
  const record = (call: Omit<DirectCall, 'project'>, soon?: 'soon'): void => {
    going?.spent(call.costUsd);
    if (isBroken) return;
    const entry = directEntry({ ...call, project: cwd }, env);
    if (soon) {
      ledger.appendSoon(entry, failed);
      return;
    }
    try {
      ledger.append(entry);
    } catch (error) {
      failed(error);
    }
  };
  return Object.assign(record, { flush: () => ledger.flush() });
}

/** Returns the ledger line of a direct call, under the Claude Code session it is made in, if any. */
export function directEntry(
  { source, requested, effort, reply, costUsd, client, project }: DirectCall,
  env: NodeJS.ProcessEnv,
): LedgerEntry {
  const { webSearches, ...tokens } = reply.usage ?? NO_USAGE;
  // In the order of a line, which need not be made again then.
  return {
    id: reply.requestId ? `${reply.id}|${reply.requestId}` : reply.id,
    at: new Date().toISOString(),
    ...tokens,
    ...(webSearches && { webSearches }),
    costUsd,
    source,
    session: env.CLAUDE_CODE_SESSION_ID ?? null,
    project,
    agent: null,
    skill: null,
    requested,
    served: reply.served,
    tier: shippedModel(reply.served)?.tier ?? null,
    effort,
    stop: reply.stop,
    ...(reply.fast && { fast: true }),
    ...(reply.batch && { batch: true }),
    ...(reply.isSum && { isSum: true }),
    ...(reply.billedUsd != null && { isBilled: true }),
    ...(!reply.usage && { noUsage: true }),
    ...(reply.usOnly && { usOnly: true }),
    ...(client && { client }),
  };
}
