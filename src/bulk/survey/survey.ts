// The first pass over the input: what there is, what counts as the same, and what rules and stored answers decide.
// It keeps a few bytes per item and one small object per distinct item, never the texts.
import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import { isUtf8 } from '../../formats/bytes.ts';
import { isObject } from '../../formats/json-value.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Group } from './group.ts';
import { type Grouped, Groups, type GroupsOptions } from './groups.ts';
import { contentOf, firstBatches, type ItemRecord } from './items.ts';

export { type Group, waitsAt } from './group.ts';
export { firstItems, type ItemRecord } from './items.ts';

export interface Survey extends Grouped {
  /** Rows among the items that are not worked on. */
  aside: number;
  /** Items with bytes that are not UTF-8, and the line of the first. */
  notUtf8: { items: number; firstLine: number };
  /** Column or field names of JSON objects that clash with the ones the output adds. */
  taken: ReadonlySet<string>;
  /** Every name seen in JSON objects, in order of appearance. */
  fields: ReadonlySet<string>;
  contentHash: string;
  /** The group of item number `index`, or why it cannot be asked. */
  of(index: number): Group | string;
  /** The outcome of its group, undefined for none yet; or why it cannot be asked. */
  outcomeOf(index: number): Outcome | undefined | string;
}

export interface SurveyOptions extends GroupsOptions {
  /** Only this many items from the start. */
  limit: number;
  /** It is only a part of an input: no item among rows that are not worked on is none too few. */
  mayBeEmpty?: boolean;
  /** Called with the number of items read, now and then. */
  onProgress?: (items: number) => void;
}

/** Reads the whole input once. Throws UsageError when it holds no item. */
export async function survey(source: ItemSource, options: SurveyOptions): Promise<Survey> {
  const contents = new Contents();
  const groups = new Groups(options);
  for await (const batch of firstBatches(source, options.limit, (other) => contents.addAside(other))) {
    contents.add(batch);
    for (const record of batch) {
      if (groups.items % 1000 === 0) options.onProgress?.(groups.items);
      groups.add(record);
    }
  }
  const isEmpty = !groups.items && !(options.mayBeEmpty && contents.aside);
  if (isEmpty && contents.aside) throw nothingWanted(source, contents.aside);
  if (isEmpty) {
    const found = source.header ? 'a header' : 'blank lines';
    throw new UsageError(
      `${source.name} holds no items, only ${found}: there is nothing to tag. Name another file.`,
    );
  }
  source.checkAfterPass?.();
  return Object.assign(groups.found(), {
    aside: contents.aside,
    notUtf8: contents.notUtf8,
    fields: contents.fields,
    taken: new Set([...contents.fields, ...(source.header?.cells ?? [])]),
    contentHash: contents.hash(),
    of: (index: number) => groups.of(index),
    outcomeOf: (index: number) => groups.outcomeOf(index),
  });
}

/** What the records are as bytes and as JSON. */
class Contents {
  readonly notUtf8 = { items: 0, firstLine: 0 };
  readonly fields = new Set<string>();
  aside = 0;
  readonly #hash = createHash('sha256');

  add(batch: readonly ItemRecord[]): void {
    this.#hash.update(contentOf(batch), 'latin1');
    for (const { raw, text, line, value } of batch) {
      if (text.includes('\uFFFD') && !isUtf8(raw) && this.notUtf8.items++ === 0)
        this.notUtf8.firstLine = line;
      this.#addFields(value);
    }
  }

  /** A row that is not worked on. Its columns are in the result. */
  addAside({ value }: InputRecord): void {
    this.aside++;
    this.#addFields(value);
  }

  #addFields(value: unknown): void {
    if (isObject(value)) for (const name of Object.keys(value)) this.fields.add(name);
  }

  hash(): string {
    return this.#hash.digest('hex');
  }
}

function nothingWanted({ name }: ItemSource, aside: number): UsageError {
  return new UsageError(
    `--where leaves nothing of ${name}: none of its ${aside.toLocaleString('en')} rows fulfills it. Look at the values, or leave it out.`,
  );
}
