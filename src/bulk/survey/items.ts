// The items of an input, without what is no item.
import type { InputRecord, ItemSource } from '../items/record.ts';

export type ItemRecord = InputRecord & { text: string };

/** The first `limit` items, without the records that are not items. */
export async function* firstItems(source: ItemSource, limit: number): AsyncGenerator<ItemRecord> {
  for await (const batch of firstBatches(source, limit)) yield* batch;
}

/** The same, batch by batch. */
export async function* firstBatches(source: ItemSource, limit: number): AsyncGenerator<ItemRecord[]> {
  if (limit <= 0) return;
  let left = limit;
  for await (const batch of source.batches()) {
    const items = batch.filter(isItem).slice(0, left);
    left -= items.length;
    yield items;
    if (left === 0) return;
  }
}

const isItem = (record: InputRecord): record is ItemRecord => record.text !== null;

/** What a survey remembers of records, to tell when they are read again that they have not changed. */
export const contentOf = (batch: readonly InputRecord[]): string =>
  batch.map(({ raw, version }) => (version === undefined ? raw : raw + version)).join('');
