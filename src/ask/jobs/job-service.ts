// What the batch jobs of a cloud look like to the rest: files in a store, and a service that works them off.
import { AskError, type BatchState } from '../backend.ts';
import { connectionFailure } from '../connection.ts';
import { at, textAt } from '../foreign.ts';

/** A job under way or at its end. */
export interface JobState extends BatchState {
  /** Our name for it. */
  key: string;
}

/** Everything here throws the errors of the SDK behind it. */
export interface JobService {
  put(name: string, text: string): Promise<void>;
  /** The bytes of all results below a name, file by file, null between two of them. */
  results(below: string): AsyncIterable<Uint8Array | null>;
  /** Starts the job over `<key>/input.jsonl`, whose results go below `<key>/output/`. Returns the service's name for it. */
  start(key: string, model: string): Promise<string>;
  /** Null when the service does not know it. */
  look(job: string): Promise<JobState | null>;
  stop(job: string): Promise<void>;
  /** The jobs started since then that have `key` in their names; with none, all of ours. */
  list(since: Date, key: string): Promise<(JobState & { batch: string })[]>;
}

/** Whether an error says that there is no such thing. */
export const isNotFound = (error: unknown): boolean => statusOf(error) === 404;

function statusOf(error: unknown): number | null {
  const candidates = ['$metadata.httpStatusCode', 'status', 'code', 'response.status'].map((path) =>
    at(error, path),
  );
  return candidates.map(Number).find((status) => status >= 300 && status < 600) ?? null;
}

/** Returns what an error of a cloud's SDK means. */
export function cloudError(error: unknown, server: string, timeoutMs: number): AskError {
  const ours = [error, at(error, 'cause')].find((one) => one instanceof AskError);
  if (ours) return ours;
  const status = statusOf(error);
  if (status === null) return new AskError(connectionFailure(error, server, timeoutMs));
  const name = textAt(error, 'name') ?? '';
  const said = saidBy(error).replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 500);
  const message = `${server} answered ${status}: ${said}`;
  if (status === 429 || status === 503 || /Throttl|QuotaExceeded|TooMany|SlowDown/.test(name))
    return new AskError({ failure: 'again', message, busy: true });
  // A job of that name is there: the name is ours, so it arrived.
  if (status === 409 || /Conflict/.test(name))
    return new AskError({ failure: 'again', message, maybeBilled: true });
  if (status >= 500) return new AskError({ failure: 'again', message, maybeBilled: true });
  return new AskError({ failure: 'stop', message });
}

/** Google's SDK puts a body it does not understand where the message belongs. */
function saidBy(error: unknown): string {
  const message = at(error, 'message');
  return typeof message === 'string'
    ? message
    : (textAt(message, 'message') ?? JSON.stringify(message) ?? 'no reason given');
}
