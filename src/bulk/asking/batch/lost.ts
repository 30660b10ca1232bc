// A batch whose receipt was lost, as its run was killed or the reply never came: whether it arrived, and under which id. The
// API has no name of ours for a batch: only its results say whose requests are in it, and only once it has ended.
import type { Batches } from '../../../ask/backend.ts';
import type { BatchRecord, BatchRecords } from './records.ts';

/** A clock may be off by this much. */
const CLOCK_SLACK_MS = 10 * 60_000;
/** What was sent may be listed only so many polls later: two minutes, at the usual poll. */
const POLLS_UNTIL_LISTED = 4;

export interface LostOptions {
  batches: Pick<Batches, 'createdSince' | 'results' | 'named'>;
  records: Pick<BatchRecords, 'all'>;
  /** How often is looked, in milliseconds. */
  pollMs: number;
  /** Milliseconds since the epoch; by default the machine's clock. */
  now?: () => number;
}

/** Looks for batches of which only the record is known, and remembers which of those it meets are not ours. */
export class LostBatches {
  readonly #options: LostOptions;
  /** By batch: our key in its results; null when it is not one of ours. */
  readonly #keys = new Map<string, string | null>();

  constructor(options: LostOptions) {
    this.#options = options;
  }

  /** The API's id of the batch of `record`; null when it did not arrive, `unsure` while it is too early to tell. Throws AskError. */
  async find({ key, at, sentAt = at, packs }: BatchRecord): Promise<string | 'unsure' | null> {
    const { batches, records, pollMs, now = Date.now } = this.#options;
    const latest = Date.parse(sentAt) + POLLS_UNTIL_LISTED * pollMs;
    const isEarly = now() < latest; // as of before the look
    const since = new Date(Date.parse(at) - CLOCK_SLACK_MS);
    if (batches.named) return (await batches.named(key, since)) ?? (isEarly ? 'unsure' : null);
    const received = new Set(records.all().map(({ batch }) => batch));
    let mayBe = false;
    for (const { batch, ended, requests } of await batches.createdSince(since)) {
      if (received.has(batch) || requests !== packs.length) continue;
      if (!ended) mayBe = true;
      else if ((await this.#keyOf(batch)) === key) return batch;
    }
    return mayBe || isEarly ? 'unsure' : null;
  }

  async #keyOf(batch: string): Promise<string | null> {
    let key = this.#keys.get(batch);
    if (key === undefined) {
      key = null;
      for await (const { id } of this.#options.batches.results(batch)) {
        key = /^(.+)-\d+$/.exec(id)?.[1] ?? null;
        break;
      }
      this.#keys.set(batch, key);
    }
    return key;
  }
}
