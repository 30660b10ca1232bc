// One pass on one rung, handed in as Message Batches: half the price, answers within a day.
import { setTimeout as sleep } from 'node:timers/promises';
import { AskError, type Batches, type BatchResult, type Reply } from '../../../ask/backend.ts';
import type { Reservation } from '../../../ask/budget.ts';
import { withRetries } from '../../../ask/retry.ts';
import { UsageError } from '../../../errors.ts';
import { counted, duration, usd } from '../../../terminal/format.ts';
import { type Entry, openPacks } from '../../survey/open-packs.ts';
import { type Group, standsAt } from '../../survey/survey.ts';
import { askStanding, type PassOptions, type Stopped } from '../pass.ts';
import { Draft } from './draft.ts';
import { type BatchRecord, type BatchRecords, newKey, packOf, requestId, type SentPack } from './records.ts';

export interface BatchOptions extends PassOptions {
  batches: Batches;
  records: BatchRecords;
  /** What a record of ours says beside its requests. */
  about: Pick<BatchRecord, 'task' | 'tier' | 'store' | 'model' | 'command'>;
  note(line: string): void;
  onWaiting(requests: number, waitedMs: number): void;
  /** How often a batch is asked after. */
  pollMs: number;
}

/** So often an item may go unanswered (expired, gone wrong at the API) before it is left for the next run. */
const MOST_UNANSWERED = 3;
/** A clock may be so far off. */
const CLOCK_SLACK_MS = 10 * 60_000;

/** A batch on its way, with the money set aside for each of its requests. */
interface Pending {
  record: BatchRecord;
  reservations: Reservation[];
  handedInAt: number;
}

/** Waits for what earlier runs handed in for this pass, and takes the answers; gives why that was broken off, if it was. */
export const collectEarlier = (options: BatchOptions): Promise<Stopped | null> =>
  new BatchedPass(options).collectEarlier();

/**
 * Asks for every group that stands here: one request at once, as a probe of the parameters that also writes the cache, the others
 * in batches, until nobody stands here. Gives why it was broken off, if it was; an item's failure is its outcome.
 */
export const askInBatches = (options: BatchOptions): Promise<Stopped | null> =>
  new BatchedPass(options).ask();

class BatchedPass {
  readonly #options: BatchOptions;
  readonly #groups: Map<string, Group>;
  /** Items that came back without a usable answer, or without any. */
  readonly #invalid = new Set<Group>();
  readonly #unanswered = new Map<Group, number>();
  /** Why this tier is taken for broken. */
  #broken: string | null = null;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#groups = new Map(options.survey.groups.map((group) => [group.fingerprint, group]));
  }

  async collectEarlier(): Promise<Stopped | null> {
    const { records, about, budget, note } = this.#options;
    const earlier = records
      .all()
      .filter(({ task, store }) => task.hash === about.task.hash && store === about.store);
    if (!earlier.length) return null;
    const requests = earlier.reduce((sum, { packs }) => sum + packs.length, 0);
    note(`${counted(requests, 'request')} handed in by an earlier run: collecting the answers.`);
    return this.#collect(
      earlier.map((record) => ({
        record,
        reservations: record.packs.map(({ worstUsd }) => budget.take(worstUsd)),
        handedInAt: Date.parse(record.at),
      })),
    );
  }

  async ask(): Promise<Stopped | null> {
    const probe = await askStanding({ ...this.#options, concurrency: 1, mostPacks: 1 });
    if (probe.stopped) return probe.stopped;
    for (;;) {
      const { pending, stopped } = await this.#handIn();
      if (!pending.length) return stopped;
      const trouble = await this.#collect(pending);
      if (trouble) return trouble;
      if (stopped?.by === 'error') return stopped;
    }
  }

  /** Makes batches of what stands here, as far as the money reaches. */
  async #handIn(): Promise<{ pending: Pending[]; stopped: Stopped | null }> {
    const { requests, budget, interrupted } = this.#options;
    const pending: Pending[] = [];
    let stopped: Stopped | null = null;
    let draft = new Draft();
    const send = async (): Promise<void> => {
      if (draft.requests.length) pending.push(await this.#submit(draft));
      draft = new Draft();
    };
    try {
      for await (const entries of this.#openPacks()) {
        if (interrupted.aborted) {
          draft.release();
          return { pending, stopped: { by: 'interrupted', reason: 'interrupted' } };
        }
        const packed = requests.build(entries);
        const worstUsd = requests.worstUsd(packed.request, { batch: true });
        const reservation = budget.tryReserve(worstUsd);
        if (!reservation) {
          stopped = { by: 'ceiling', reason: budget.whyNot(worstUsd) };
          break;
        }
        if (draft.isFullWith(packed)) await send();
        draft.add(packed, { entries, worstUsd, reservation });
      }
      await send();
    } catch (error) {
      draft.release();
      stopped = { by: 'error', reason: reasonOf(error) };
    }
    return { pending, stopped };
  }

  /** What has not been asked yet in full packs; what came back unusable in packs a quarter the size. */
  async *#openPacks(): AsyncGenerator<Entry[]> {
    const { survey, only, pack } = this.#options;
    const candidates = only ? [...only] : survey.groups;
    const fresh = new Set(candidates.filter((group) => !this.#invalid.has(group)));
    yield* openPacks({ ...this.#options, only: fresh });
    const again = new Set(candidates.filter((group) => this.#invalid.has(group)));
    const smaller = { ...pack, items: Math.max(1, Math.ceil(pack.items / 4)) };
    if (again.size) yield* openPacks({ ...this.#options, only: again, pack: smaller });
  }

  async #submit({ requests, packs, reservations, worstUsd }: Draft): Promise<Pending> {
    const { batches, records, about, interrupted, note } = this.#options;
    const at = new Date().toISOString();
    const { account } = batches;
    const record: BatchRecord = { key: newKey(), batch: null, account, at, ...about, packs };
    records.write(record); // before anything is sent
    const given = requests.map((request, index) => ({ id: requestId(record, index), request }));
    const create = async (): Promise<string> => {
      try {
        return await batches.create(given);
      } catch (error) {
        const arrived = error instanceof AskError && error.maybeBilled && (await this.#find(record));
        if (arrived) return arrived;
        throw error;
      }
    };
    try {
      record.batch = await withRetries(create, this.#patience(interrupted));
    } catch (error) {
      // It may have arrived after all: the record stays, and the next run looks for it.
      if (error instanceof AskError && error.maybeBilled)
        for (const reservation of reservations) reservation.settle(null);
      else records.remove(record);
      throw error;
    }
    records.write(record);
    note(
      `Batch ${record.batch}: ${counted(packs.length, 'request')}, at most ${usd(worstUsd)}. Most end within an hour, all within 24. The same command again collects it if this one ends; "tierwise runs" lists it.`,
    );
    return { record, reservations, handedInAt: Date.now() };
  }

  /** Waits for batches to end and takes their results. */
  async #collect(pending: Pending[]): Promise<Stopped | null> {
    const { interrupted, pollMs, onWaiting } = this.#options;
    const open = new Set(pending);
    try {
      for (;;) {
        for (const one of open) if (await this.#isOver(one)) open.delete(one);
        if (!open.size) return this.#broken === null ? null : { by: 'error', reason: this.#broken };
        const requests = [...open].reduce((sum, { record }) => sum + record.packs.length, 0);
        const since = Math.min(...[...open].map(({ handedInAt }) => handedInAt));
        onWaiting(requests, Date.now() - since);
        await sleep(pollMs, undefined, { signal: interrupted }).catch(() => {});
        if (interrupted.aborted) {
          const reason = `interrupted: ${counted(requests, 'request')} go on at the API, and the same command again collects them ("tierwise runs" lists them and calls them off)`;
          return { by: 'interrupted', reason };
        }
      }
    } catch (error) {
      return { by: 'error', reason: reasonOf(error) };
    }
  }

  /** Whether a batch needs no more waiting: its results are taken, or it never was. */
  async #isOver(pending: Pending): Promise<boolean> {
    const { batches, records, interrupted, note } = this.#options;
    const { record, reservations, handedInAt } = pending;
    const patience = this.#patience(interrupted);
    record.batch ??= await withRetries(() => this.#find(record), patience);
    const { batch } = record;
    const state = batch === null ? null : await withRetries(() => batches.state(batch), patience);
    if (state && !state.ended) return false;
    // Somebody else's, it seems: asking again would pay twice for what is still to be had.
    if (!state && record.account !== batches.account) throw new UsageError(elsewhere(record));
    if (state && batch !== null) {
      const taken = new Set<number>();
      await withRetries(async () => {
        for await (const result of batches.results(batch)) this.#take(pending, result, taken);
      }, patience);
      note(`Batch ${batch} has ended after ${duration((Date.now() - handedInAt) / 1000)}.`);
    } else {
      // It never arrived, or its results were deleted: what it asked is asked again.
      const why =
        batch === null
          ? 'A batch that was begun never arrived'
          : `The API has no results of batch ${batch} any more`;
      note(`${why}: its ${counted(record.packs.length, 'request')} are asked again.`);
    }
    for (const reservation of reservations) reservation.settle(0);
    records.remove(record);
    return true;
  }

  #take({ record, reservations }: Pending, { id, outcome }: BatchResult, taken: Set<number>): void {
    const found = packOf(record, id);
    if (!found || taken.has(found.index)) return;
    const { pack, index } = found;
    const groups = pack.fingerprints.map((fingerprint) => this.#groupOf(fingerprint));
    if ('unanswered' in outcome) {
      reservations[index]?.settle(outcome.maybeBilled ? null : 0);
      for (const group of groups) this.#countUnanswered(group, outcome.message);
    } else {
      this.#settle(groups, pack, outcome, reservations[index]);
    }
    taken.add(index);
    this.#options.onProgress(0);
  }

  #settle(groups: Group[], pack: SentPack, reply: Reply, reservation: Reservation | undefined): void {
    const { requests, settler } = this.#options;
    const ids = pack.fingerprints.map((_, position) => pack.firstId + position);
    const reading = requests.read(reply, ids);
    const open = settler.settle(groups, reading);
    reservation?.settle(requests.record(reply));
    for (const position of open) {
      const group = groups[position] as Group;
      const why = reading.problems.get(position) ?? '';
      // A second answer that cannot be used sends an item up.
      if (this.#invalid.has(group)) this.#broken ??= settler.giveUp(group, why);
      this.#invalid.add(group);
    }
  }

  #countUnanswered(group: Group, message: string): void {
    const times = (this.#unanswered.get(group) ?? 0) + 1;
    this.#unanswered.set(group, times);
    if (times >= MOST_UNANSWERED) group.outcome = { status: 'failed', reason: `${message}, ${times} times` };
  }

  // An answer is kept also for an item that is not here any more, or has moved on.
  #groupOf(fingerprint: string): Group {
    const { rung, pass } = this.#options;
    const group = this.#groups.get(fingerprint);
    if (group && standsAt(group, rung, pass)) return group;
    return { fingerprint, items: 0, outcome: undefined, standing: { rung, pass, said: [] } };
  }

  /** The API's id of a batch whose handing in nobody confirmed; null when it did not arrive. */
  async #find({ at, packs, key }: BatchRecord): Promise<string | null> {
    const { batches, records } = this.#options;
    const known = new Set(records.all().map(({ batch }) => batch));
    const since = Date.parse(at) - CLOCK_SLACK_MS;
    const candidates = (await batches.newest()).filter(
      ({ batch, createdAt, requests }) =>
        !known.has(batch) && createdAt.getTime() >= since && requests === packs.length,
    );
    for (const { batch, ended } of candidates) {
      // Only its results name the requests, and only once it has ended; until then the count has to do.
      if (!ended || (await this.#holds(batch, key))) return batch;
    }
    return null;
  }

  async #holds(batch: string, key: string): Promise<boolean> {
    for await (const { id } of this.#options.batches.results(batch)) return id.startsWith(`${key}-`);
    return false;
  }

  #patience(signal: AbortSignal): Parameters<typeof withRetries>[1] {
    return { signal, reachedBefore: () => true, onWait: this.#options.onWait };
  }
}

const elsewhere = ({ key, batch, packs }: BatchRecord): string =>
  `${counted(packs.length, 'request')} of this job were handed in with another key or address (${batch ?? key}). Use that one to collect them, or give them up: tierwise runs forget ${key}`;

function reasonOf(error: unknown): string {
  if (error instanceof AskError || error instanceof UsageError) return error.message.replace(/\.$/, '');
  throw error;
}
