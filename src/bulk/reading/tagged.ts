// Reads back what bulk-tag and bulk-map wrote: who said what, and the row's own columns, whatever the format.
import { joinColumns, usualColumn } from '../items/columns.ts';
import { decode } from '../items/input.ts';
import { isObject } from '../items/json.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';

/** A column or field: its name and its value as text. */
export type Field = readonly [name: string, value: string];

export interface TaggedItem {
  /** Empty for an output of bulk-map. Null when the record carries neither: it is not what we write. */
  tags: string[] | null;
  /** It has tags, or an output. */
  answered: boolean;
  /** Who settled it; '' for nobody yet, null where the file does not say (text). */
  by: string | null;
  /** The row's own columns, in order; a text line is one without a name. */
  fields: readonly Field[];
  /** All of them as one text: the item as it was asked when no column was named and none has a usual name. */
  whole(): string;
}

/** Reads one record that holds an item. */
export function taggedItem({ cells, value, text }: InputRecord, { name, header }: ItemSource): TaggedItem {
  if (cells && header) {
    const row = header.cells.map((name, at): Field => [decode(name).trim(), decode(cells[at] ?? '')]);
    const beyond = cells.slice(header.cells.length).map((cell): Field => ['beyond the header', decode(cell)]);
    return fromFields([...row, ...beyond], (rest) =>
      joinColumns(
        rest.map(([name]) => name),
        rest.map(([, cell]) => cell),
      ),
    );
  }
  if (isObject(value))
    return fromFields(Object.entries(value), (rest) => JSON.stringify(Object.fromEntries(rest)));
  const line = text ?? '';
  const tab = line.indexOf('\t');
  const own = line.slice(tab + 1);
  const first = tab < 0 ? null : line.slice(0, tab);
  const said = { answered: Boolean(first), by: null, whole: () => own };
  if (first !== null && name.endsWith('.mapped'))
    return {
      ...said,
      tags: [],
      fields: [
        ['output', first],
        ['', own],
      ],
    };
  return { ...said, tags: first === null ? null : listOf(first), fields: [['', own]] };
}

function fromFields<Value>(
  given: readonly (readonly [name: string, value: Value])[],
  join: (rest: readonly (readonly [name: string, value: Value])[]) => string,
): TaggedItem {
  const added = addedTo(given.map(([name]) => name));
  const field = (wanted: string): unknown => given.findLast(([name]) => name === wanted)?.[1];
  const labels = field(added.tags);
  const by = field(added.by);
  const rest = given.filter(([name]) => name !== added.by && name !== added.tags);
  const tags = tagsIn(labels, by !== undefined && added.by.endsWith('mapped_by'));
  return {
    tags,
    answered: Boolean(tags?.length),
    by: by === undefined ? null : asText(by),
    fields: rest.map(([name, value]) => [name, asText(value)]),
    whole: () => join(rest),
  };
}

/** What bulk-tag called the columns it added: its own come last. */
function addedTo(names: readonly string[]): { tags: string; by: string } {
  const by = names.findLast((name) => /(?:^|_)(?:tagged|mapped)_by$/.test(name)) ?? 'tagged_by';
  return { by, tags: by.replace(/tagged_by$/, 'tags') };
}

/** The columns that bulk-tag took for the item when it was told none; none when that was the whole row, or a line. */
export async function itemColumns(source: ItemSource): Promise<string[]> {
  if (source.format === 'text') return [];
  for await (const record of source.records()) {
    if (record.text === null) continue;
    const names = taggedItem(record, source).fields.flatMap(([name]) => name || []);
    const usual = usualColumn(names);
    return usual === null ? [] : [usual];
  }
  return [];
}

function tagsIn(labels: unknown, isMapped: boolean): string[] | null {
  if (isMapped) return [];
  if (labels === undefined) return null;
  return Array.isArray(labels) ? labels.map(String) : listOf(asText(labels));
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
const listOf = (tags: string): string[] => (tags ? tags.split(',') : []);
