// The Message Batches endpoints of the local Messages server.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ServedBatch {
  id: string;
  requests: { custom_id: string; params: Record<string, unknown> }[];
  /** How often its state was asked for. */
  polls: number;
  ended: boolean;
  canceled: boolean;
  createdAt: string;
  /** Its results, once they were asked for: what is billed is billed once, however often they are read. */
  results?: string;
  /** How often it was to be listed. */
  listings: number;
}

/** The result of one request, as the API words it. */
export type BatchOutcome =
  | { type: 'succeeded'; message: object }
  | { type: 'errored'; error: object }
  | { type: 'canceled' | 'expired' };

export interface BatchBehaviour {
  /** The result of a request. */
  outcome: (params: Record<string, unknown>, customId: string, batch: ServedBatch) => BatchOutcome;
  /** Whether a batch has ended when it is asked after; by default at the second time. */
  ends?: (batch: ServedBatch) => boolean;
  /** There is no such endpoint, as with many gateways. */
  missing?: boolean;
  /** Whether one more is refused, as too much is in the queue. */
  full?: (batches: readonly ServedBatch[]) => boolean;
  /** The reply to handing in is lost, though it arrives. */
  loseReply?: (batch: ServedBatch) => boolean;
  /** Whether it is listed; by default from the first time on. */
  listed?: (batch: ServedBatch) => boolean;
  /** Called with a batch that arrived, before that is said. */
  onCreated?: (batch: ServedBatch) => void;
  /** Called when the state of a batch was asked for. */
  onPolled?: (batch: ServedBatch) => void;
  /** Called before the results of a batch are sent. */
  onResults?: (batch: ServedBatch) => void;
}

/** Serves what is about batches; false when the request is about something else. */
export function serveBatches(
  { url = '/', method, headers }: IncomingMessage,
  body: { requests?: ServedBatch['requests'] },
  response: ServerResponse,
  batches: ServedBatch[],
  behaviour: BatchBehaviour,
): boolean {
  const { outcome, ends = ({ polls }) => polls > 1, loseReply = () => false, missing } = behaviour;
  const { full = () => false, listed = () => true, onCreated, onPolled, onResults } = behaviour;
  const [path = ''] = url.split('?');
  const [, rest] = /^\/v1\/messages\/batches(?:\/(.*))?$/.exec(path) ?? [];
  if (missing || (rest === undefined && path !== '/v1/messages/batches')) return false;
  const json = (value: object, status = 200): true => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    return true;
  };
  const state = (batch: ServedBatch): object => {
    const { length } = batch.requests;
    const counts = { processing: batch.ended ? 0 : length, succeeded: batch.ended ? length : 0 };
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: batch.ended ? 'ended' : batch.canceled ? 'canceling' : 'in_progress',
      request_counts: { ...counts, errored: 0, canceled: 0, expired: 0 },
      created_at: batch.createdAt,
      expires_at: batch.createdAt,
      results_url: batch.ended ? `http://${headers.host}/v1/messages/batches/${batch.id}/results` : null,
    };
  };
  const look = (batch: ServedBatch): void => {
    batch.polls++;
    onPolled?.(batch);
    batch.ended ||= batch.canceled || ends(batch);
  };
  if (!rest && method === 'POST' && full(batches))
    return json({ type: 'error', error: { type: 'rate_limit_error', message: 'the queue is full' } }, 429);
  if (!rest && method === 'POST') {
    const batch: ServedBatch = {
      id: `msgbatch_${String(batches.length).padStart(4, '0')}`,
      requests: body.requests ?? [],
      polls: 0,
      ended: false,
      canceled: false,
      createdAt: new Date().toISOString(),
      listings: 0,
    };
    batches.push(batch);
    onCreated?.(batch);
    if (loseReply(batch)) {
      response.destroy();
      return true;
    }
    return json(state(batch));
  }
  if (!rest) {
    for (const batch of batches) {
      batch.listings++;
      look(batch);
    }
    const data = [...batches].reverse().filter(listed).map(state);
    return json({ data, has_more: false, first_id: null, last_id: null });
  }
  const [id, action] = rest.split('/');
  const batch = batches.find((one) => one.id === id);
  if (!batch)
    return json({ type: 'error', error: { type: 'not_found_error', message: 'no such batch' } }, 404);
  if (action === 'cancel') batch.canceled = true;
  if (action === 'results') {
    batch.results ??= resultsOf(batch, outcome);
    onResults?.(batch);
    response.writeHead(200, { 'content-type': 'application/x-jsonl' }).end(batch.results);
    return true;
  }
  if (!action) look(batch);
  return json(state(batch));
}

function resultsOf(batch: ServedBatch, outcome: BatchBehaviour['outcome']): string {
  const lines = batch.requests.map(({ custom_id, params }) => ({
    custom_id,
    result: batch.canceled && batch.polls < 2 ? { type: 'canceled' } : outcome(params, custom_id, batch),
  }));
  // In another order than they were submitted.
  return lines
    .reverse()
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}
