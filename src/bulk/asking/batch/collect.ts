// Pending batches waited for, and their results taken.
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchResult, Reply } from '../../../ask/backend.ts';
import type { Reservation } from '../../../ask/budget.ts';
import { withRetries } from '../../../ask/retry.ts';
import { UsageError } from '../../../errors.ts';
import { counted, duration, usd } from '../../../terminal/format.ts';
import { type Group, waitsAt } from '../../survey/survey.ts';
import { type Stopped, stoppedBy } from '../pass.ts';
import { LostBatches } from './lost.ts';
import { type BatchOptions, type Pending, retryOptions, stoppedByError } from './options.ts';
import { type BatchRecord, packOf, type SentPack } from './records.ts';

/** An item that goes unanswered this often (expired, gone wrong at the API) is left for the next run. */
const MOST_UNANSWERED = 3;

/** Takes the results of the batches of one pass, and knows which groups have to be asked again. */
export class Collector {
  readonly #options: BatchOptions;
  readonly #groups: Map<string, Group>;
  readonly #lost: LostBatches;
  /** Groups that came back without a usable answer. */
  readonly #invalid = new Set<Group>();
  /** How often a group came back without any. */
  readonly #unanswered = new Map<Group, number>();
  /** Why this tier is taken for broken, or the service for one that would fail again. */
  #broken: string | null = null;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#lost = new LostBatches(options);
    this.#groups = new Map(options.survey.groups.map((group) => [group.fingerprint, group]));
  }

  /** Groups that came back without a usable answer, to be asked again. */
  get invalid(): ReadonlySet<Group> {
    return this.#invalid;
  }

  /** Waits for batches to end and takes their results. Returns why that was broken off, or null. */
  async collect(pending: readonly Pending[]): Promise<Stopped | null> {
    const { interrupted, pollMs } = this.#options;
    const open = new Set(pending);
    try {
      for (;;) {
        for (const one of open) if (await this.#isOver(one)) open.delete(one);
        if (!open.size) return this.#broken === null ? null : { by: 'error', reason: this.#broken };
        const requests = this.#reportWaiting(open);
        await sleep(pollMs, undefined, { signal: interrupted }).catch(() => {});
        if (interrupted.aborted) return stoppedBy('interrupted', goesOn(requests));
      }
    } catch (error) {
      return stoppedByError(error);
    }
  }

  #reportWaiting(open: ReadonlySet<Pending>): number {
    const requests = [...open].reduce((sum, { record }) => sum + record.packs.length, 0);
    const since = Math.min(...[...open].map(({ submittedAt }) => submittedAt));
    this.#options.onWaiting(requests, Date.now() - since);
    return requests;
  }

  /** Whether a batch needs no more waiting: its results are taken, or it never was. */
  async #isOver(pending: Pending): Promise<boolean> {
    const { batches, records } = this.#options;
    const { record } = pending;
    const retries = retryOptions(this.#options);
    const batch = record.batch ?? (await withRetries(() => this.#lost.find(record), retries));
    if (batch === 'unsure') return false;
    if (batch !== record.batch) records.write(Object.assign(record, { batch }));
    const state = batch === null ? null : await withRetries(() => batches.state(batch), retries);
    if (state && !state.ended) return false;
    // Another account's, it seems: asking again would pay twice for what can still be collected.
    if (!state && record.account !== batches.account) throw new UsageError(elsewhere(record));
    if (state && batch !== null) await this.#takeResults(pending, batch);
    else this.#askAgain(pending);
    if (state?.problem) this.#broken ??= `batch ${batch} failed: ${state.problem}`;
    records.remove(record);
    return true;
  }

  async #takeResults(pending: Pending, batch: string): Promise<void> {
    const { batches, note } = this.#options;
    const { record } = pending;
    for (const { fingerprints, checks = [] } of record.packs)
      for (const at of checks) this.#options.trust?.watch(fingerprints[at] as string);
    const taken = new Set<number>();
    await withRetries(async () => {
      for await (const result of batches.results(batch)) this.#takeResult(pending, result, taken);
    }, retryOptions(this.#options));
    for (const reservation of pending.reservations) reservation.settle(0); // what came with no result
    for (const [index, pack] of record.packs.entries())
      if (!taken.has(index)) this.#countPackUnanswered(pack, 'the batch ended without an answer');
    note(`Batch ${batch} has ended after ${duration((Date.now() - pending.submittedAt) / 1000)}.`);
  }

  // It never arrived, as far as the API tells, or its results were deleted: nobody knows what was billed.
  #askAgain({ record: { batch, packs }, reservations }: Pending): void {
    const why =
      batch === null
        ? 'A batch that was being submitted never arrived'
        : `The API no longer has the results of batch ${batch}`;
    const most = usd(packs.reduce((sum, { worstUsd }) => sum + worstUsd, 0));
    this.#options.note(
      `${why}: its ${counted(packs.length, 'request')} are asked again. Should they be billed all the same, they cost at most ${most}, which counts as uncertain.`,
    );
    for (const reservation of reservations) reservation.settle(null);
    for (const pack of packs) this.#countPackUnanswered(pack, why);
  }

  #countPackUnanswered({ fingerprints, checks }: SentPack, why: string): void {
    for (const [at, fingerprint] of fingerprints.entries())
      if (!checks?.includes(at)) this.#countUnanswered(this.#groupOf(fingerprint), why);
  }

  #takeResult({ record, reservations }: Pending, { id, reply }: BatchResult, taken: Set<number>): void {
    const found = packOf(record, id);
    if (!found || taken.has(found.index)) return;
    const { pack, index } = found;
    const groups = pack.fingerprints.map((fingerprint) => this.#groupOf(fingerprint));
    if ('unanswered' in reply) {
      reservations[index]?.settle(reply.maybeBilled ? null : 0);
      for (const [at, group] of groups.entries())
        if (!pack.checks?.includes(at)) this.#countUnanswered(group, reply.message);
    } else {
      this.#takeReply(reply, { groups, pack, reservation: reservations[index] });
    }
    taken.add(index);
    this.#options.onProgress(0);
  }

  #takeReply(reply: Reply, { groups, pack, reservation }: AskedPack): void {
    const { requests, advancer, trust } = this.#options;
    // Counted before it is stored: of what is stored, a run that collects again knows that it was counted.
    reservation?.settle(isTaken(pack, this.#options) ? 0 : requests.record(reply));
    const ids = pack.ids ?? pack.fingerprints.map((_, index) => pack.firstId + index);
    const reading = requests.read(reply, ids);
    const strangest = groups[pack.strangest ?? -1];
    const { open } = trust
      ? advancer.take({ groups, checks: new Set(pack.checks), strangest }, reading, trust)
      : { open: advancer.advance(groups, reading) };
    for (const index of open) {
      const group = groups[index] as Group;
      const why = reading.problems.get(index) ?? '';
      // A second answer that cannot be used sends an item up.
      if (this.#invalid.has(group)) this.#broken ??= advancer.giveUp(group, why);
      this.#invalid.add(group);
    }
  }

  #countUnanswered(group: Group, message: string): void {
    const times = (this.#unanswered.get(group) ?? 0) + 1;
    this.#unanswered.set(group, times);
    if (times >= MOST_UNANSWERED) group.outcome = { status: 'failed', reason: `${message}, ${times} times` };
  }

  // An answer is kept also for an item that is no longer here, or has moved on.
  #groupOf(fingerprint: string): Group {
    const { rung, pass } = this.#options;
    const group = this.#groups.get(fingerprint);
    if (group && waitsAt(group, rung, pass)) return group;
    return { fingerprint, items: 0, outcome: undefined, ladderPosition: { rung, pass, said: [] } };
  }
}

/** Whether an earlier run has taken all answers of a pack. */
const isTaken = ({ fingerprints, checks }: SentPack, { isStored }: Pick<BatchOptions, 'isStored'>): boolean =>
  fingerprints.every((fingerprint, at) => checks?.includes(at) || isStored(fingerprint));

/** Whether a run that was killed has taken all answers of a batch, and only its record is left. */
export const isCollected = ({ packs }: BatchRecord, options: Pick<BatchOptions, 'isStored'>): boolean =>
  packs.every((pack) => isTaken(pack, options));

interface AskedPack {
  groups: readonly Group[];
  pack: SentPack;
  reservation: Reservation | undefined;
}

const goesOn = (requests: number): string =>
  `interrupted: ${counted(requests, 'request')} go on at the API, and the same command again collects them ("tierwise runs" lists and cancels them)`;

const elsewhere = ({ key, batch, packs }: BatchRecord): string =>
  `${counted(packs.length, 'request')} of this job were submitted with another key or address (${batch ?? key}). Use that one to collect them, or drop them: tierwise runs forget ${key}`;
