// Records come in batches, as many as a piece of the input holds: to wait for each of millions would take longer than to read it.

/** What can be read batch by batch, in order, from the start each time. */
export interface Batched<Item> {
  batches(): AsyncIterable<readonly Item[]>;
}

/** The records of a source one by one, for whoever reads few of them. */
export async function* recordsOf<Item>(source: Batched<Item>): AsyncGenerator<Item> {
  for await (const batch of source.batches()) yield* batch;
}

const MOST_RECORDS = 256;
const MOST_BYTES = 256 * 1024;

/** What is produced one by one, in batches that are complete when they hold 256 records or 256 KB. */
export async function* inBatches<Item extends { raw: string }>(
  items: AsyncIterable<Item>,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for await (const item of items) {
    bytes += item.raw.length;
    if (batch.push(item) < MOST_RECORDS && bytes < MOST_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length) yield batch;
}
