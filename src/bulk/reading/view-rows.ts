// The rows of the page: the items it has room for, spread evenly over the file.
import { formatSpec } from '../../formats/table.ts';
import { count } from '../../terminal/format.ts';
import type { PageHead, Row } from '../../view/data.ts';
import { saidAnswers } from '../outcome/outcome.ts';
import { NO_TAG_FITS } from '../task/tags.ts';
import { tagsOf } from '../task/task.ts';
import { type ItemCounts, type Stratum, stratumKey } from './view-head.ts';
import { type ViewedItem, type ViewedSource, viewedItems } from './view-items.ts';

const LONGEST_TEXT = 20_000;

/** Reads the result again and yields a row for each item that the page shows. */
export async function* pageRows(
  viewed: ViewedSource,
  { strata }: ItemCounts,
  head: PageHead,
): AsyncGenerator<Row> {
  const toRow = rowMaker(viewed, head);
  const seen = new Map<string, number>();
  for await (const item of viewedItems(viewed)) {
    if (item.index % 1000 === 0) viewed.onProgress(`writing: item ${count(item.index)}`);
    const key = stratumKey(item);
    const stratum = strata.get(key);
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    if (stratum && isShown(number, stratum)) yield toRow(item);
  }
}

/** Whether the item with that number in its stratum is shown: `quota` of its items, evenly spread over the file. */
function isShown(number: number, { items, quota }: Stratum): boolean {
  return Math.floor(((number + 1) * quota) / items) > Math.floor((number * quota) / items);
}

function rowMaker({ source, columns }: ViewedSource, head: PageHead): (viewed: ViewedItem) => Row {
  const tagPlace = placesOf(head.tags.map(([name]) => name));
  const byPlace = placesOf(head.by.map(([name]) => name));
  const reasonPlace = placesOf(head.reasons.map(([name]) => name));
  const columnPlace = placesOf(head.columns);
  const { takesColumns } = formatSpec(source.format);
  return ({ index, record, item, tags, by, review }) => {
    // The item as bulk-tag saw it, and what is not in it.
    const inColumns = columns.length > 0 && record.problem === undefined;
    const text = inColumns ? (record.text ?? '') : item.whole();
    const shownAlready = inColumns && columns.length === 1 ? columns[0] : takesColumns ? null : '';
    const others = item.fields.filter(([name]) => name !== shownAlready);
    return [
      index,
      record.line,
      tags.map(tagPlace),
      byPlace(by),
      cutTo(text),
      others.flatMap(([name, value]) => [columnPlace(name), cutTo(value)]),
      review ? [reasonPlace(review.reason), tierAnswers(review)] : null,
      text.length > LONGEST_TEXT || review?.answers.length === 0 ? 1 : 0,
    ];
  };
}

const tierAnswers = ({ answers }: NonNullable<ViewedItem['review']>): NonNullable<Row[6]>[1] =>
  saidAnswers(answers, NO_TAG_FITS).map(({ tier, value, why }) => [tier, [...tagsOf(value)], why]);

const cutTo = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

function placesOf(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, place) => [name, place]));
  return (name) => places.get(name) ?? 0;
}
