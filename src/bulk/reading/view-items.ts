// The items of a result as its page counts and shows them: with what the review file says.

import { UsageError } from '../../errors.ts';
import { recordsOf } from '../../formats/batches.ts';
import type { TaggedItem } from '../../formats/format.ts';
import { formatSpec } from '../../formats/table.ts';
import { NOBODY, NOT_RECORDED, REVIEW } from '../../view/data.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import type { ReviewLine } from '../result/review-file.ts';
import { taggedItem } from './tagged.ts';

export interface ViewedSource {
  source: ItemSource;
  /** The columns that are the item; none when it is the whole record. */
  columns: readonly string[];
  /** The review file's lines, by item number from 0. */
  reviewed: ReadonlyMap<number, ReviewLine>;
  /** Who settled an item, by the run that wrote the file; null where that is not known. */
  settler: ((index: number) => string | undefined) | null;
  /** Called with where the reading is, every thousand items. */
  onProgress(text: string): void;
}

export interface ViewedItem {
  /** Its number in the file, from 0. */
  index: number;
  record: InputRecord;
  item: TaggedItem;
  tags: readonly string[];
  /** Who decided it, in the page's words. */
  by: string;
  /** Its line of the review file, while it is in review. */
  review: ReviewLine | undefined;
}

/** Reads the items. Throws UsageError for a record that is not tagged. */
export async function* viewedItems({ source, reviewed, settler }: ViewedSource): AsyncGenerator<ViewedItem> {
  let index = 0;
  for await (const record of recordsOf(source)) {
    if (record.text === null) continue;
    const item = taggedItem(record, source);
    if (!item.tags) throw notTagged(source, record);
    const line = reviewed.get(index);
    const told = decidedBy(item, line);
    const by = told === NOT_RECORDED ? (settler?.(index) ?? told) : told;
    yield { index, record, item, tags: item.tags, by, review: by === REVIEW ? line : undefined };
    index++;
  }
}

export const notTagged = ({ name, format }: ItemSource, { line }: InputRecord): UsageError =>
  new UsageError(
    `${name} line ${line} is not a tagged record (read as ${format}): expected ${formatSpec(format).taggedRecord}. Give the file that bulk-tag wrote, and its --input-format if its name does not tell.`,
  );

// Where the file does not say, an item without an answer is in review when the review file has it.
function decidedBy({ answered, by }: TaggedItem, line: ReviewLine | undefined): string {
  if (by !== null) return by || NOBODY;
  if (answered) return NOT_RECORDED;
  return line ? REVIEW : NOBODY;
}
