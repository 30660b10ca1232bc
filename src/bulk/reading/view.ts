// A tagged file as one HTML page: counts of all of it, and its items, or a part of them when they are too many for a page.
import { systemReason, UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import type { TaggedItem } from '../../formats/format.ts';
import { formatSpec } from '../../formats/table.ts';
import { count, counted } from '../../terminal/format.ts';
import { NOBODY, NOT_RECORDED, type PageHead, REVIEW, type Row } from '../../view/data.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import { saidAnswers } from '../outcome/outcome.ts';
import { OutputFile } from '../result/output-file.ts';
import type { ReviewLine } from '../result/review-file.ts';
import { NO_TAG_FITS } from '../task/tags.ts';
import { taggedItem } from './tagged.ts';

/** A page holds about so much at most: beyond, a browser gets slow. */
const MOST_ITEMS = 100_000;
const MOST_INPUT_BYTES = 64 * 1024 * 1024;
const LONGEST_TEXT = 20_000;
/** More different tags than any scheme has: the file is something else. */
const MOST_TAGS = 2000;
const ROWS_A_BLOCK = 1000;

/** Where the page's data goes in the template. */
const DATA_MARK = '<!-- data -->';

const BY_ORDER = ['rules', 'haiku', 'sonnet', 'opus', 'fable', 'person', NOT_RECORDED, REVIEW, NOBODY];

export type Commands = Pick<PageHead, 'command' | 'correctionsFile' | 'toFillIn' | 'search'>;

export interface ViewSettings {
  source: ItemSource;
  /** The columns that are the item; none when it is the whole row. */
  columns: readonly string[];
  /** The review file's lines. */
  review: readonly ReviewLine[];
  /** What the scheme offers; null when it is not known. */
  scheme: { tags: readonly string[]; several: boolean } | null;
  /** What to run, for people. */
  commands: Commands;
  /** The page with a mark where its data goes. */
  template: string;
  out: string;
  onProgress(text: string): void;
}

export interface Viewed {
  items: number;
  shown: number;
  tags: number;
  inReview: number;
  /** The review file is not about this result, so its reasons were left out. */
  mismatch: boolean;
}

/** Reads the tagged file twice and writes the page. Throws UsageError when the file is not what bulk-tag writes. */
export async function writeView(settings: ViewSettings): Promise<Viewed> {
  const { review, template, out } = settings;
  let reviewed = new Map(review.map((line) => [line.index, line]));
  let found = await look(settings, reviewed);
  const mismatch = found.reasoned < reviewed.size;
  if (mismatch) {
    reviewed = new Map();
    found = await look(settings, reviewed);
  }
  const head = headOf(found, settings);
  const [before = '', after = ''] = template.split(DATA_MARK);
  const file = new OutputFile(out);
  try {
    await file.write(encode(before));
    await file.write(block('head', head));
    for await (const rows of blocksOf(rowsOf(settings, reviewed, found, head)))
      await file.write(block('rows', rows));
    await file.write(encode(after));
    await file.finish();
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    throw new UsageError(`${out}: could not be written: ${systemReason(error)}.`);
  } finally {
    await file.discard();
  }
  return {
    items: found.items,
    shown: head.shown,
    tags: [...found.tags.keys()].filter(Boolean).length,
    inReview: found.by.get(REVIEW) ?? 0,
    mismatch,
  };
}

/** Items that have the same tags from the same tier; the page shows as many of each as it can. */
interface Stratum {
  items: number;
  seen: number;
  quota: number;
}

interface Found {
  items: number;
  inputBytes: number;
  tags: Map<string, number>;
  by: Map<string, number>;
  reasons: Map<string, number>;
  columns: Set<string>;
  strata: Map<string, Stratum>;
  /** An item carries several tags. */
  several: boolean;
  /** Items in review whose reason is known. */
  reasoned: number;
}

type Reviewed = ReadonlyMap<number, ReviewLine>;

async function look({ source, onProgress }: ViewSettings, reviewed: Reviewed): Promise<Found> {
  const found: Found = {
    items: 0,
    inputBytes: 0,
    tags: new Map(),
    by: new Map(),
    reasons: new Map(),
    columns: new Set(),
    strata: new Map(),
    several: false,
    reasoned: 0,
  };
  for await (const { index, record, item } of taggedItems(source)) {
    const { tags, by, review } = standing(item, reviewed.get(index));
    found.items++;
    found.inputBytes += record.raw.length;
    for (const tag of tags.length ? tags : ['']) add(found.tags, tag);
    if (found.tags.size > MOST_TAGS) throw notTagged(source, record);
    add(found.by, by);
    if (review) {
      found.reasoned++;
      add(found.reasons, review.reason);
    }
    for (const [name] of item.fields) found.columns.add(name);
    const key = stratumKey(tags, by);
    const stratum = found.strata.get(key) ?? { items: 0, seen: 0, quota: 0 };
    stratum.items++;
    found.strata.set(key, stratum);
    found.several ||= tags.length > 1;
    if (index % 1000 === 0) onProgress(`reading: ${counted(index, 'item')}`);
  }
  if (found.items) return found;
  throw new UsageError(`${source.name} holds no items: there is nothing to view.`);
}

async function* taggedItems(source: ItemSource) {
  let index = 0;
  for await (const record of source.records()) {
    if (record.text === null) continue;
    const item = taggedItem(record, source);
    if (!item.tags) throw notTagged(source, record);
    yield { index: index++, record, item };
  }
}

const notTagged = ({ name, format }: ItemSource, { line }: InputRecord): UsageError =>
  new UsageError(
    `${name} line ${line} is not a tagged record (read as ${format}): expected ${formatSpec(format).taggedRecord}. Give the file that bulk-tag wrote, and its --input-format if its name does not tell.`,
  );

/** Where an item stands; the review file's line counts only for one that is in review, or may be. */
function standing({ tags, answered, by }: TaggedItem, line: ReviewLine | undefined) {
  const own = tags ?? [];
  if (by === REVIEW || (by === null && !answered && line)) return { tags: own, by: REVIEW, review: line };
  const who = by ?? (answered ? NOT_RECORDED : NOBODY);
  return { tags: own, by: who || NOBODY, review: undefined };
}

const stratumKey = (tags: readonly string[], by: string): string => [by, ...tags].join('\0');

function headOf(found: Found, { source, scheme, commands }: ViewSettings): PageHead {
  const byCount = [...found.tags].sort(([, a], [, b]) => b - a);
  const seen = byCount.flatMap(([tag]) => tag || []);
  const rank = (by: string): number => {
    const at = BY_ORDER.indexOf(by);
    return at < 0 ? BY_ORDER.indexOf('person') - 0.5 : at;
  };
  return {
    name: source.name,
    items: found.items,
    shown: setQuotas(found),
    tags: byCount,
    by: [...found.by].sort(([a], [b]) => rank(a) - rank(b)),
    reasons: [...found.reasons].sort(([, a], [, b]) => b - a),
    columns: [...found.columns],
    offered: [...(scheme?.tags ?? seen.sort((a, b) => (a < b ? -1 : 1)))],
    several: scheme?.several ?? found.several,
    ...commands,
  };
}

/** The same number of each stratum, as far as it has so many: rare ones are there whole. Gives how many that is in all. */
function setQuotas({ items, inputBytes, strata }: Found): number {
  let left = Math.min(items, MOST_ITEMS, Math.ceil((items * MOST_INPUT_BYTES) / inputBytes));
  const shown = left;
  const smallestFirst = [...strata.values()].sort((a, b) => a.items - b.items);
  for (const [number, stratum] of smallestFirst.entries()) {
    stratum.quota = Math.min(stratum.items, Math.floor(left / (smallestFirst.length - number)));
    left -= stratum.quota;
  }
  return shown - left;
}

/** Whether the next item of a stratum is shown: `quota` of its items, evenly spread over the file. */
function isShown(stratum: Stratum): boolean {
  const before = Math.floor((stratum.seen * stratum.quota) / stratum.items);
  stratum.seen++;
  return Math.floor((stratum.seen * stratum.quota) / stratum.items) > before;
}

async function* rowsOf(
  { source, columns, onProgress }: ViewSettings,
  reviewed: Reviewed,
  { strata }: Found,
  head: PageHead,
): AsyncGenerator<Row> {
  const tagPlace = placesOf(head.tags.map(([name]) => name));
  const byPlace = placesOf(head.by.map(([name]) => name));
  const reasonPlace = placesOf(head.reasons.map(([name]) => name));
  const columnPlace = placesOf(head.columns);
  const { takesColumns } = formatSpec(source.format);
  for await (const { index, record, item } of taggedItems(source)) {
    const { tags, by, review } = standing(item, reviewed.get(index));
    if (index % 1000 === 0) onProgress(`writing: item ${count(index)}`);
    const stratum = strata.get(stratumKey(tags, by));
    if (!stratum || !isShown(stratum)) continue;
    const inColumns = columns.length > 0 && record.problem === undefined;
    // The item as bulk-tag saw it, and what is not in it.
    const text = inColumns ? (record.text ?? '') : item.whole();
    const others = item.fields.filter(
      ([name]) =>
        !(!takesColumns && name === '') && !(inColumns && columns.length === 1 && name === columns[0]),
    );
    yield [
      index,
      record.line,
      tags.map(tagPlace),
      byPlace(by),
      cutTo(text),
      others.flatMap(([name, value]) => [columnPlace(name), cutTo(value)]),
      review
        ? [
            reasonPlace(review.reason),
            saidAnswers(review.answers, NO_TAG_FITS).map(({ tier, value, why }) => [
              tier,
              [...(value as string[])],
              why,
            ]),
          ]
        : null,
      text.length > LONGEST_TEXT || review?.answers.length === 0 ? 1 : 0,
    ];
  }
}

const cutTo = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

function placesOf(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, place) => [name, place]));
  return (name) => places.get(name) ?? 0;
}

async function* blocksOf(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let block: Row[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length < ROWS_A_BLOCK) continue;
    yield block;
    block = [];
  }
  if (block.length) yield block;
}

/** Data that no item can break out of: nothing in it begins a tag, and the two line ends of Unicode are spelled out. */
function block(name: 'head' | 'rows', data: unknown): string {
  const json = JSON.stringify(data).replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return encode(`<script type="application/json" class="${name}">${json}</script>\n`);
}

const add = (counts: Map<string, number>, key: string): Map<string, number> =>
  counts.set(key, (counts.get(key) ?? 0) + 1);
