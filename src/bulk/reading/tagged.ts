// A file that bulk-tag or bulk-map wrote, read back: who said what, and the record's own columns, whatever the format.

import { recordsOf } from '../../formats/batches.ts';
import { usualColumn } from '../../formats/columns.ts';
import type { TaggedItem } from '../../formats/format.ts';
import { type Format, formatSpec } from '../../formats/table.ts';
import type { Host } from '../../host.ts';
import { type Input, openInput } from '../items/input.ts';
import { inputOf } from '../items/our-files.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import { itemSource } from '../items/source.ts';

export interface Result {
  input: Input;
  source: ItemSource;
  /** Its records with these columns as the item; none for the usual ones. Throws UsageError. */
  withColumns(columns: readonly string[]): Promise<ItemSource>;
}

/** Opens a result: `tickets.csv.tagged` is read as CSV, unless `format` says otherwise. Throws UsageError. */
export async function openResult(
  file: string,
  format: Format | undefined,
  host: Pick<Host, 'stdin' | 'access'>,
): Promise<Result> {
  const input = await openInput(file, host);
  const named = { ...input, path: input.path && (inputOf(input.path) ?? input.path) };
  const withColumns = (columns: readonly string[]): Promise<ItemSource> => itemSource(named, format, columns);
  try {
    return { input, source: await withColumns([]), withColumns };
  } catch (error) {
    await input.close();
    throw error;
  }
}

/** Reads one record that holds an item. */
export const taggedItem = (record: InputRecord, source: ItemSource): TaggedItem =>
  formatSpec(source.format).readBack(record, source);

/** The columns that bulk-tag took for the item when it was told none; none when that was the whole record. */
export async function itemColumns(source: ItemSource): Promise<string[]> {
  if (!formatSpec(source.format).takesColumns) return [];
  for await (const record of recordsOf(source)) {
    if (record.text === null) continue;
    const names = taggedItem(record, source).fields.flatMap(([name]) => name || []);
    const usual = usualColumn(names);
    return usual === null ? [] : [usual];
  }
  return [];
}
