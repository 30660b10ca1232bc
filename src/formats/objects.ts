// Records that are values, most of them objects: the fields that are the item, and the fields of a result.
import { recordsOf } from './batches.ts';
import { decode, encode } from './bytes.ts';
import { columnsInWords, joinColumns, unknownColumn, usualColumn } from './columns.ts';
import type { AddedNames, FormatRecord, Label, RecordSource, TaggedItem } from './format.ts';
import { asText, isObject, type JsonObject } from './json-value.ts';
import { notTagged, readBackFields } from './tagged.ts';

/** A value as its format read it, before it is known which part of it is the item. A blank is kept in its place. */
export type ValueRecord = Omit<FormatRecord, 'text'> & { isBlank?: boolean };

/** The items among `values`, batch by batch, which start over with each call. `wanted`: the fields that are the item; none for the usual one. */
export async function valueSource(
  name: string,
  wanted: readonly string[],
  values: () => AsyncIterable<readonly ValueRecord[]>,
): Promise<RecordSource> {
  const firstNames = await firstObjectsNames(values);
  const columns = wanted.length ? wanted : [(firstNames && usualColumn(firstNames)) ?? []].flat();
  let found = false;
  const recordFrom = ({ isBlank, ...value }: ValueRecord): FormatRecord => {
    if (isBlank) return { ...value, text: null };
    found ||= hasOne(value, columns);
    return { ...value, ...itemIn(value, columns) };
  };
  return {
    name,
    itemIs: columns.length ? columnsInWords(columns) : firstNames ? 'the whole object' : '',
    checkAfterPass() {
      if (wanted.length && !found) throw unknownColumn(wanted.join('", "'), firstNames ?? [], name);
    },
    async *batches() {
      for await (const batch of values()) yield batch.map(recordFrom);
    },
  };
}

async function firstObjectsNames(
  batches: () => AsyncIterable<readonly ValueRecord[]>,
): Promise<string[] | null> {
  for await (const { value } of recordsOf({ batches })) if (isObject(value)) return Object.keys(value);
  return null;
}

/** Whether it is an object with at least one of the columns, empty or not. */
const hasOne = ({ value }: Pick<ValueRecord, 'value'>, columns: readonly string[]): boolean =>
  isObject(value) && columns.some((column) => fieldOf(value, column) !== undefined);

type ItemText = Pick<FormatRecord, 'text' | 'problem'>;

function itemIn({ raw, value, problem }: ValueRecord, columns: readonly string[]): ItemText {
  const whole = decode(raw.trim());
  if (problem !== undefined) return { text: whole, problem };
  if (!isObject(value)) return unlessEmpty(typeof value === 'string' ? value : whole);
  if (!columns.length) return { text: whole };
  const values = columns.map((column) => fieldOf(value, column));
  if (values.every((one) => one === undefined))
    return { text: '', problem: `it has no ${columnsInWords(columns)}` };
  const texts = values.map(asText);
  const joined = joinColumns(columns, texts);
  return texts.some((text) => text.trim()) ? { text: joined } : { text: joined, problem: EMPTY };
}

const EMPTY = 'the item is empty';
const unlessEmpty = (text: string): ItemText => (text.trim() ? { text } : { text, problem: EMPTY });

/** The field of exactly that name, or else the one that the dotted path leads to. */
function fieldOf(value: JsonObject, column: string): unknown {
  if (Object.hasOwn(value, column)) return value[column];
  return column
    .split('.')
    .reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value);
}

/** A record of any format as the JSON object of a result, with what the result says of it. Latin1-carried. */
export function taggedObject(
  record: FormatRecord,
  label: Label,
  { source, added }: { source: RecordSource; added: AddedNames },
): string {
  const said = [...added.columns.map((name, at) => [name, label.cells[at]]), [added.by, label.by]];
  const fields = said.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join();
  const inside = objectBytes(record, source).slice(0, -1).trimEnd();
  return `${inside}${inside === '{' ? '' : ','}${encode(fields)}}`;
}

// An object keeps its own bytes, so that no number or escape is rewritten; anything else becomes an object.
function objectBytes(record: FormatRecord, source: RecordSource): string {
  if (record.rawIsJson && isObject(record.value)) return record.raw.trim();
  return encode(JSON.stringify(fieldsOf(record, source)));
}

/** The named fields of a record of any format; the one field `item` where it has no names. */
export function fieldsOf({ value, text, cells }: FormatRecord, { header }: RecordSource): JsonObject {
  if (isObject(value)) return value;
  if (!cells || !header) return { item: value === undefined ? (text ?? '') : value };
  const names = distinctNames(header.cells.map(decode), cells.length);
  return Object.fromEntries(cells.map((cell, position) => [names[position], decode(cell)]));
}

/** `length` names, each once: a column that is there twice gets a number, and so does one without a name. */
function distinctNames(given: readonly string[], length: number): string[] {
  const taken = new Set(given);
  const seen = new Set<string>();
  return Array.from({ length }, (_, position) => {
    const name = given[position] ?? `column ${position + 1}`;
    let distinct = name;
    for (let number = 2; seen.has(distinct) || (distinct !== name && taken.has(distinct)); number++)
      distinct = `${name}_${number}`;
    seen.add(distinct);
    return distinct;
  });
}

/** Reads back a record of a result that is an object. */
export function readBackObject({ value, text }: FormatRecord): TaggedItem {
  if (!isObject(value)) return notTagged(text ?? '');
  return readBackFields(Object.entries(value), (own) => JSON.stringify(Object.fromEntries(own)));
}
