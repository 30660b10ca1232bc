// Pending batches among the runs: their state at the API, cancelled, forgotten.
import { setTimeout as sleep } from 'node:timers/promises';
import { AskError, type Batches, type BatchState } from '../ask/backend.ts';
import { batchesFor } from '../ask/jobs/batches-for.ts';
import { type BatchRecord, BatchRecords, batchPollMs } from '../bulk/asking/batch/records.ts';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { PassedOver } from '../records.ts';
import { commandLine, type Listed, type RunState } from '../runs/listed.ts';
import { count, counted } from '../terminal/format.ts';

/** Returns the pending batches as they are listed, each with its state at the API, and the files that are passed over. */
export async function listedBatches(host: Host): Promise<{ batches: Listed[]; passedOver: PassedOver[] }> {
  const batchesOf = batchesFor(host);
  const { records, passedOver } = new BatchRecords(dataHome(host.env)).read();
  const batches: Listed[] = [];
  for (const record of records) batches.push(listed(record, await stateOf(record, batchesOf(record))));
  return { batches, passedOver };
}

function listed({ key, batch, place, at, task, tier, packs, command }: BatchRecord, state: RunState): Listed {
  const items = packs.reduce(
    (sum, { fingerprints, checks = [] }) => sum + fingerprints.length - checks.length,
    0,
  );
  const requests = packs.length;
  return {
    ...{
      run: key,
      kind: 'batch',
      state,
      at,
      endedAt: null,
      ...command,
      costUsd: null,
      pid: null,
      result: null,
    },
    what: `${task.name} on ${tier}: ${counted(requests, 'request')}, ${counted(items, 'item')}`,
    command: commandLine(command.args),
    ...{ batch, task: task.name, tier, requests, items, ...(place && { place }) },
  };
}

async function stateOf({ batch, account }: BatchRecord, batches: Batches | undefined): Promise<RunState> {
  if (!batches || batch === null) return 'unknown';
  let state: BatchState | null;
  try {
    state = await batches.state(batch);
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    return 'unknown';
  }
  if (!state) return account === batches.account ? 'lost' : 'elsewhere';
  return state.ended ? 'ended' : 'waiting';
}

/** Drops a batch. Returns what to say. */
export function forgetBatch(host: Host, key: string): string {
  const records = new BatchRecords(dataHome(host.env));
  const record = recordOf(records, key);
  records.remove(record);
  return `Forgotten: ${counted(record.packs.length, 'request')} of ${record.batch ?? key}. What was answered is billed all the same.`;
}

const CANCEL_POLL_MS = 2000;
const CANCEL_POLLS = 15;

/** Cancels a batch at the API. Returns what to say. Throws UsageError when that cannot be done. */
export async function cancelBatch(host: Host, key: string): Promise<string> {
  const records = new BatchRecords(dataHome(host.env));
  const record = recordOf(records, key);
  const { batch, packs } = record;
  const batches = batchesFor(host)(record);
  if (!batches)
    throw new UsageError(
      record.place
        ? `To cancel a job at ${record.place}, set up that cloud as when it was submitted.`
        : 'To cancel a batch, set ANTHROPIC_API_KEY to the key it was submitted with.',
    );
  if (batch === null)
    throw new UsageError(
      `It is not known yet whether ${key} arrived. Find out with: tierwise runs resume ${key}`,
    );
  try {
    const before = await batches.state(batch);
    if (before && !before.ended) await batches.cancel(batch);
    const ended = await hasEnded(batches, batch, batchPollMs(host.env, CANCEL_POLL_MS));
    const answered = ended ? await countAnswered(batches, batch) : null;
    if (answered === 0) records.remove(record);
    return cancelledInWords(record.key, `${counted(packs.length, 'request')} of ${batch}`, answered);
  } catch (error) {
    if (error instanceof AskError)
      throw new UsageError(
        `${batch} could not be cancelled: ${error.message}. It goes on at the API; try again: tierwise runs cancel ${key}`,
      );
    throw error;
  }
}

function cancelledInWords(key: string, what: string, answered: number | null): string {
  const then =
    answered === null
      ? `Cancelled ${what}; those in progress are still answered.`
      : `Cancelled ${what}; ${count(answered)} had already been answered.`;
  const hint = answered === 0 ? '' : ` Collect what is billed with: tierwise runs resume ${key}`;
  return `${then}${hint}`;
}

async function hasEnded(batches: Batches, batch: string, pollMs: number): Promise<boolean> {
  for (let polls = 0; polls < CANCEL_POLLS; polls++) {
    const state = await batches.state(batch);
    if (!state || state.ended) return true;
    await sleep(pollMs);
  }
  return false;
}

async function countAnswered(batches: Batches, batch: string): Promise<number> {
  let answered = 0;
  for await (const { reply } of batches.results(batch)) if ('served' in reply) answered++;
  return answered;
}

function recordOf(records: BatchRecords, key: string): BatchRecord {
  const record = records.all().find((one) => one.key === key);
  if (record) return record;
  throw new UsageError(`${key} has been collected meanwhile. See what is left: tierwise runs`);
}
