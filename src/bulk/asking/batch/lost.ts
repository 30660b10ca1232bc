// A batch that was sent and whose receipt was lost: whether it arrived, and under which id.
import type { BatchOptions } from './options.ts';
import type { BatchRecord } from './records.ts';

/** A clock may be off by this much. */
const CLOCK_SLACK_MS = 10 * 60_000;

type Lookup = Pick<BatchOptions, 'batches' | 'records'>;

/** The API's id of the batch of `record`; null when it did not arrive. Throws AskError. */
export async function findLostBatch(
  { at, packs, key }: BatchRecord,
  { batches, records }: Lookup,
): Promise<string | null> {
  const known = new Set(records.all().map(({ batch }) => batch));
  const since = Date.parse(at) - CLOCK_SLACK_MS;
  const candidates = (await batches.newest()).filter(
    ({ batch, createdAt, requests }) =>
      !known.has(batch) && createdAt.getTime() >= since && requests === packs.length,
  );
  for (const { batch, ended } of candidates) {
    // Only its results name the requests, and only once it has ended; until then the count has to do.
    if (!ended || (await isOfKey(batch, key, batches))) return batch;
  }
  return null;
}

async function isOfKey(batch: string, key: string, batches: Lookup['batches']): Promise<boolean> {
  for await (const { id } of batches.results(batch)) return id.startsWith(`${key}-`);
  return false;
}
