// What the page says of the whole file: its counts, and how many items of each kind it has room for.
import { UsageError } from '../../errors.ts';
import { RUNG_NAMES } from '../../models/table.ts';
import { counted } from '../../terminal/format.ts';
import { type Counted, NOBODY, NOT_RECORDED, type PageHead, REVIEW } from '../../view/data.ts';
import { countWithin, treeOf } from '../../view/tag-tree.ts';
import { type Counts, increase, mostFirst } from './counts.ts';
import { notTagged, type ViewedItem, type ViewedSource, viewedItems } from './view-items.ts';

/** The most that a page holds, about: beyond that, a browser gets slow. */
const MOST_ITEMS = 100_000;
const MOST_INPUT_BYTES = 64 * 1024 * 1024;
/** More different tags than any scheme has: so the file is something else. */
const MOST_TAGS = 2000;

const BY_ORDER = ['rules', ...RUNG_NAMES, 'person', NOT_RECORDED, REVIEW, NOBODY];

/** Items that have the same tags from the same tier; the page shows as many of each as it can. */
export interface Stratum {
  items: number;
  /** Of these, how many the page shows. */
  quota: number;
}

export const stratumKey = ({ tags, by }: Pick<ViewedItem, 'tags' | 'by'>): string => [by, ...tags].join('\0');

export interface ItemCounts {
  items: number;
  inputBytes: number;
  tags: Counts;
  /** Items with a tag, or one below it. */
  within: Counts;
  by: Counts;
  reasons: Counts;
  columns: Set<string>;
  strata: Map<string, Stratum>;
  /** An item carries several tags. */
  several: boolean;
  /** Items in review whose reason is known. */
  reasoned: number;
}

/** Reads the whole result once. Throws UsageError when it is not one, or holds no items. */
export async function countItems(viewed: ViewedSource): Promise<ItemCounts> {
  const counts: ItemCounts = {
    items: 0,
    inputBytes: 0,
    tags: new Map(),
    within: new Map(),
    by: new Map(),
    reasons: new Map(),
    columns: new Set(),
    strata: new Map(),
    several: false,
    reasoned: 0,
  };
  for await (const item of viewedItems(viewed)) {
    addItem(counts, item);
    if (counts.tags.size > MOST_TAGS) throw notTagged(viewed.source, item.record);
    if (item.index % 1000 === 0) viewed.onProgress(`reading: ${counted(item.index, 'item')}`);
  }
  if (counts.items) return counts;
  throw new UsageError(
    `${viewed.source.name} holds no items: there is nothing to view. Name a result that has some.`,
  );
}

function addItem(counts: ItemCounts, viewed: ViewedItem): void {
  const { record, item, tags, by, review } = viewed;
  counts.items++;
  counts.inputBytes += record.raw.length;
  for (const tag of tags.length ? tags : ['']) increase(counts.tags, tag);
  countWithin(counts.within, tags);
  increase(counts.by, by);
  if (review) {
    counts.reasoned++;
    increase(counts.reasons, review.reason);
  }
  for (const [name] of item.fields) counts.columns.add(name);
  const stratum = counts.strata.get(stratumKey(viewed)) ?? { items: 0, quota: 0 };
  stratum.items++;
  counts.strata.set(stratumKey(viewed), stratum);
  counts.several ||= tags.length > 1;
}

/** What a scheme offers. */
export interface SchemeTags {
  tags: readonly string[];
  /** An item may carry several of them. */
  several: boolean;
}

/** The page's facts; without a scheme, an item can be corrected to the tags that occur. */
export function pageHead(
  counts: ItemCounts,
  { source }: ViewedSource,
  scheme: SchemeTags | null,
): Omit<PageHead, 'command' | 'correctionsFile' | 'toFillIn' | 'search'> {
  const seen = [...counts.tags.keys()].filter(Boolean).sort((a, b) => (a < b ? -1 : 1));
  return {
    name: source.name,
    items: counts.items,
    shown: setQuotas(counts),
    tags: treeOf(counts.tags, counts.within).map(({ tag, items }): Counted => [tag, items]),
    by: [...counts.by].sort(([a], [b]) => rankOf(a) - rankOf(b)),
    reasons: mostFirst(counts.reasons),
    columns: [...counts.columns],
    offered: [...(scheme?.tags ?? seen)],
    several: scheme?.several ?? counts.several,
  };
}

// A name that is not known here comes before a person.
function rankOf(by: string): number {
  const at = BY_ORDER.indexOf(by);
  return at < 0 ? BY_ORDER.indexOf('person') - 0.5 : at;
}

/** Gives each stratum the same quota, as far as it has so many: rare ones are shown whole. Returns the sum of the quotas. */
function setQuotas({ items, inputBytes, strata }: ItemCounts): number {
  let left = Math.min(items, MOST_ITEMS, Math.ceil((items * MOST_INPUT_BYTES) / inputBytes));
  const shown = left;
  const smallestFirst = [...strata.values()].sort((a, b) => a.items - b.items);
  for (const [number, stratum] of smallestFirst.entries()) {
    stratum.quota = Math.min(stratum.items, Math.floor(left / (smallestFirst.length - number)));
    left -= stratum.quota;
  }
  return shown - left;
}
