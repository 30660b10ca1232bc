// A tagged file, small enough for one prompt: counts, cross-tabs by column, examples of each tag, and what was doubtful.
import { recordsOf } from '../../formats/batches.ts';
import { usualColumn } from '../../formats/columns.ts';
import type { Field, TaggedItem } from '../../formats/format.ts';
import { TIER_NAMES } from '../../models/table.ts';
import { countWithin } from '../../view/tag-tree.ts';
import type { ItemSource } from '../items/record.ts';
import { applyMasks, MASK_NAMES } from '../task/masks.ts';
import { type Counts, increase } from './counts.ts';
import { taggedItem } from './tagged.ts';

/** A column with more distinct values than this is left out of the tables. */
const MOST_VALUES = 12;
const LONGEST_EXAMPLE = 300;
const KEPT_PER_TAG = 40;
/** Who decides an item that was in doubt. */
const ABOVE_FIRST_TIER: readonly string[] = [...TIER_NAMES.slice(1), 'person', 'review'];

export interface Digest {
  items: number;
  tags: Counts;
  /** Items with a tag, or one below it. */
  within: Counts;
  by: Counts;
  /** Column → value → tag → items. */
  crossTabs: Map<string, Map<string, Counts>>;
  /** Tag → examples, evenly spread over the file; '' for items without a tag. */
  examples: Map<string, string[]>;
  /** Items that a tier above the first, or a person, had to decide. */
  borderline: string[];
}

/** Reads a tagged file once; keeps counts and a bounded number of examples. */
export async function digest(source: ItemSource): Promise<Digest> {
  const result: Digest = {
    items: 0,
    tags: new Map(),
    within: new Map(),
    by: new Map(),
    crossTabs: new Map(),
    examples: new Map(),
    borderline: [],
  };
  const crossTabs = new CrossTabs(result.crossTabs);
  for await (const record of recordsOf(source)) {
    if (record.text !== null) addItem(result, crossTabs, taggedItem(record, source));
  }
  crossTabs.dropSingleValues();
  for (const [tag, kept] of result.examples) result.examples.set(tag, unlike(kept));
  result.borderline = unlike(result.borderline);
  return result;
}

/** Those that differ in more than numbers, times, addresses and the like: a second of them tells nothing new. */
function unlike(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const masked = applyMasks(text, MASK_NAMES);
    return !seen.has(masked) && seen.add(masked);
  });
}

function addItem(result: Digest, crossTabs: CrossTabs, { tags, by, fields }: TaggedItem): void {
  const item = itemOf(fields);
  const text = item?.[1] ?? '';
  result.items++;
  increase(result.by, by || 'nobody yet');
  countWithin(result.within, tags ?? []);
  for (const tag of tags?.length ? tags : ['']) {
    increase(result.tags, tag);
    keepSpread(result, tag, text);
    for (const field of fields) if (field !== item) crossTabs.add(field, tag);
  }
  if (ABOVE_FIRST_TIER.includes(by ?? '') && result.borderline.length < KEPT_PER_TAG)
    result.borderline.push(text);
}

/** The column that bulk-tag takes for the item, else what most of the row's text is in; the rest are columns to count by. */
function itemOf(fields: readonly Field[]): Field | undefined {
  const usual = usualColumn(fields.map(([name]) => name ?? ''));
  return (
    fields.find(([name]) => name === usual) ??
    fields.reduce<Field | undefined>(
      (best, field) => (field[1].length > (best?.[1].length ?? -1) ? field : best),
      undefined,
    )
  );
}

// Every second, fourth, eighth … item of a tag as more of them come, so that what is kept is spread over the file.
function keepSpread({ examples, tags }: Digest, tag: string, text: string): void {
  const kept = examples.get(tag) ?? [];
  const before = (tags.get(tag) ?? 1) - 1;
  const step = 2 ** Math.floor(Math.log2(Math.max(1, before / KEPT_PER_TAG)));
  if (before % step === 0) {
    if (kept.length === 2 * KEPT_PER_TAG)
      kept.splice(0, kept.length, ...kept.filter((_, at) => at % 2 === 0));
    kept.push(text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE)}…` : text);
  }
  examples.set(tag, kept);
}

/** Counts tags by the values of each column that has few of them. */
class CrossTabs {
  readonly #tabs: Digest['crossTabs'];
  readonly #tooMany = new Set<string>();

  constructor(tabs: Digest['crossTabs']) {
    this.#tabs = tabs;
  }

  add([column, value]: Field, tag: string): void {
    if (this.#tooMany.has(column)) return;
    const values = this.#tabs.get(column) ?? new Map<string, Counts>();
    const counts = values.get(value) ?? new Map<string, number>();
    increase(counts, tag);
    this.#tabs.set(column, values.set(value, counts));
    if (values.size <= MOST_VALUES) return;
    this.#tabs.delete(column);
    this.#tooMany.add(column);
  }

  dropSingleValues(): void {
    for (const [column, values] of this.#tabs) if (values.size < 2) this.#tabs.delete(column);
  }
}
