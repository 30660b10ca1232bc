// Packs submitted as batches, as many as fit under the ceiling.
import { AskError, type BatchLimits } from '../../../ask/backend.ts';
import { withRetries } from '../../../ask/retry.ts';
import { counted, usd } from '../../../terminal/format.ts';
import { type CheckedPack, checkedPacks, NO_CHECKS } from '../../survey/checks.ts';
import { type OpenPacksOptions, openPacks } from '../../survey/open-packs.ts';
import type { Group } from '../../survey/survey.ts';
import { type Stopped, stoppedBy } from '../pass.ts';
import { Draft } from './draft.ts';
import { type BatchOptions, type Pending, retryOptions, stoppedByError } from './options.ts';
import { type BatchRecord, newKey, requestId } from './records.ts';

export interface Submitted {
  pending: Pending[];
  /** Why not everything was submitted; null when it was, or when as many are pending as may be. */
  stopped: Stopped | null;
  /** The requests that were left over, too few for a batch. */
  tooFew: number;
}

/** Submits what waits here; groups that came back `invalid` in packs a quarter the size. */
export const submitPacks = (options: BatchOptions, invalid: ReadonlySet<Group>): Promise<Submitted> =>
  new Submission(options, invalid).run();

class Submission {
  readonly #options: BatchOptions;
  readonly #invalid: ReadonlySet<Group>;
  readonly #pending: Pending[] = [];
  readonly #limits: Pick<BatchLimits, 'least' | 'jobs'>;
  #draft: Draft;
  #tooFew = 0;

  constructor(options: BatchOptions, invalid: ReadonlySet<Group>) {
    this.#options = options;
    this.#invalid = invalid;
    this.#limits = options.batches.limits ?? NO_LIMITS;
    this.#draft = new Draft(options.batches.limits);
  }

  async run(): Promise<Submitted> {
    let stopped: Stopped | null;
    try {
      stopped = await this.#submitAll();
    } catch (error) {
      stopped = this.#isFull(error) ? null : stoppedByError(error);
    }
    this.#draft.release(); // what was not submitted after all
    return { pending: this.#pending, stopped, tooFew: this.#tooFew };
  }

  /** Whether the API has as many of our requests as it takes: what is pending makes room when it ends. */
  #isFull(error: unknown): boolean {
    const isFull = error instanceof AskError && error.busy && this.#pending.length > 0;
    if (isFull)
      this.#options.note('No more batches are taken at once: the rest is submitted when these have ended.');
    return isFull;
  }

  async #submitAll(): Promise<Stopped | null> {
    const { interrupted } = this.#options;
    let full: Stopped | null = null;
    for await (const packed of openPacksOf(this.#options, this.#invalid)) {
      if (interrupted.aborted) return stoppedBy('interrupted', 'interrupted');
      full = await this.#add(packed);
      if (this.#pending.length >= this.#limits.jobs) return null; // the rest when these have ended
      if (full) break;
    }
    await this.#submitDraft();
    return full;
  }

  /** Adds a pack to the draft. Returns null, or why it does not fit under the ceiling. */
  async #add(pack: CheckedPack): Promise<Stopped | null> {
    const { requests, budget } = this.#options;
    const packed = requests.build(pack.entries);
    if (this.#draft.isFullWith(packed)) await this.#submitDraft();
    const worstUsd = requests.worstUsd(packed.request, { batch: true });
    const reservation = budget.tryReserve(worstUsd);
    if (!reservation) return { by: 'ceiling', reason: budget.whyNot(worstUsd) };
    this.#draft.add(packed, { ...pack, worstUsd, reservation });
    return null;
  }

  async #submitDraft(): Promise<void> {
    const draft = this.#draft;
    if (!draft.requests.length) return;
    if (draft.requests.length < this.#limits.least) {
      this.#tooFew = draft.requests.length;
      return;
    }
    this.#pending.push(await submit(draft, this.#options));
    this.#draft = new Draft(this.#options.batches.limits);
  }
}

const NO_LIMITS = { least: 1, jobs: Number.POSITIVE_INFINITY };

/** What has not been asked yet in full packs; what came back invalid in packs a quarter the size. */
async function* openPacksOf(options: BatchOptions, invalid: ReadonlySet<Group>): AsyncGenerator<CheckedPack> {
  const { survey, only, pack, trust } = options;
  const candidates = only ? [...only] : survey.groups;
  const except = trust?.suspects ?? new Set();
  yield* packsOf({ ...options, except, only: new Set(candidates.filter((group) => !invalid.has(group))) });
  const again = new Set(candidates.filter((group) => invalid.has(group)));
  const smaller = { ...pack, items: Math.max(1, Math.ceil(pack.items / 4)) };
  if (again.size) yield* packsOf({ ...options, except, trust: null, only: again, pack: smaller });
}

async function* packsOf(
  options: OpenPacksOptions & Pick<BatchOptions, 'trust'>,
): AsyncGenerator<CheckedPack> {
  const { trust } = options;
  if (trust) yield* checkedPacks({ ...options, watch: (item) => trust.watch(item), extras: [] });
  else for await (const entries of openPacks(options)) yield { entries, checks: NO_CHECKS };
}

async function submit(draft: Draft, options: BatchOptions): Promise<Pending> {
  const { batches, records, claims, about, note } = options;
  const { packs, reservations, worstUsd } = draft;
  const at = new Date().toISOString();
  const { account, place } = batches;
  const whose = { key: newKey(), batch: null, account, ...(place && { place }) };
  const record: BatchRecord = { ...whose, at, ...about, packs };
  claims.add(record.key); // before any run can see the record
  records.write(record); // before anything is sent
  const pending = { record, reservations, submittedAt: Date.now() };
  const requests = counted(packs.length, 'request');
  try {
    record.batch = await withRetries(() => create(draft, record, options), retryOptions(options));
  } catch (error) {
    if (error instanceof AskError) records.remove(record); // it was refused
    throw error;
  }
  if (record.batch === null) {
    note(`It is not known whether a batch of ${requests} arrived: looking for it.`);
    return pending;
  }
  records.write(record);
  note(
    `Batch ${record.batch}: ${requests}, at most ${usd(worstUsd)}. Most end within an hour, all within 24. The same command again collects it if this one ends; "tierwise runs" lists it.`,
  );
  return pending;
}

/** Creates the batch of a record. Returns the API's id of it; null when it may have arrived: it must not be sent again then. */
async function create(
  { requests }: Draft,
  record: BatchRecord,
  { batches, records }: BatchOptions,
): Promise<string | null> {
  const given = requests.map((request, index) => ({ id: requestId(record, index), request }));
  if (record.sentAt) records.write(Object.assign(record, { sentAt: new Date().toISOString() }));
  record.sentAt ??= record.at;
  try {
    return await batches.create(given, record.key);
  } catch (error) {
    if (error instanceof AskError && error.maybeBilled) return null;
    throw error;
  }
}
