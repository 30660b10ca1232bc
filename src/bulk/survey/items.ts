// The items of an input, without what is no item.
import type { InputRecord, ItemSource } from '../items/record.ts';

export type ItemRecord = InputRecord & { text: string };

type OnAside = (record: InputRecord) => void;

/**
 * The first `limit` items, without the records that are not items, and those that are not worked on: `onAside` gets these, each before
 * the items behind it.
 */
export async function* firstItems(
  source: ItemSource,
  limit: number,
  onAside: OnAside = () => {},
): AsyncGenerator<ItemRecord> {
  if (limit <= 0) return;
  let left = limit;
  for await (const batch of source.batches()) {
    for (const record of batch) {
      if (record.aside) onAside(record);
      else if (isItem(record)) {
        yield record;
        if (--left === 0) return;
      }
    }
  }
}

/** The same, batch by batch. */
export async function* firstBatches(
  source: ItemSource,
  limit: number,
  onAside: OnAside = () => {},
): AsyncGenerator<ItemRecord[]> {
  if (limit <= 0) return;
  let left = limit;
  for await (const batch of source.batches()) {
    const items: ItemRecord[] = [];
    for (const record of batch) {
      if (items.length === left) break;
      if (record.aside) onAside(record);
      else if (isItem(record)) items.push(record);
    }
    left -= items.length;
    yield items;
    if (left === 0) return;
  }
}

const isItem = (record: InputRecord): record is ItemRecord => record.text !== null;

/** What a survey remembers of records, to tell when they are read again that they have not changed. */
export const contentOf = (batch: readonly InputRecord[]): string =>
  batch.map(({ raw, version }) => (version === undefined ? raw : raw + version)).join('');
