// How tagged records look in each format. Everything here is latin1-carried bytes.
import { decode, encode, type Input } from './items/input.ts';
import { isObject } from './items/json.ts';
import type { Format, InputRecord, ItemSource } from './items/record.ts';
import { labelOf, type Outcome } from './outcome.ts';
import type { Survey } from './survey.ts';

/** Names of the two added columns or fields. */
export interface AddedNames {
  tags: string;
  by: string;
}

export interface ShapeOptions {
  input: Input;
  source: ItemSource;
  survey: Survey;
  added: AddedNames;
}

/** One format: what comes before the records, each record, and what comes after. */
export interface Shape {
  start: string;
  end: string;
  blank(record: InputRecord): string;
  record(record: InputRecord, outcome: Outcome, index: number): string;
}

/** How `format` looks for what was read. */
export function shapeFor(format: Format, options: ShapeOptions): Shape {
  switch (format) {
    case 'text':
      return textShape(options);
    case 'jsonl':
      return jsonShape(options, { start: '', before: '', after: '\n', end: '' });
    case 'json':
      return jsonShape(options, { start: '[', before: ',', after: '', end: '\n]\n' });
    default:
      return tableShape(format, options);
  }
}

function textShape({ input, source }: ShapeOptions): Shape {
  const ownLines = source.format === 'text';
  return {
    start: input.bom,
    end: '',
    blank: ({ raw, eol }) => (ownLines ? raw + eol : ''),
    record({ raw, eol, text }, outcome) {
      const line = ownLines ? raw + eol : `${encode(oneLine(text ?? ''))}\n`;
      return `${encode(labelOf(outcome).tags.join(','))}\t${line}`;
    },
  };
}

/** An item of another format as a line of text. */
export const oneLine = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

function jsonShape(
  { input, source, added }: ShapeOptions,
  { start, before, after, end }: Record<'start' | 'before' | 'after' | 'end', string>,
): Shape {
  return {
    start: input.bom + start,
    end,
    blank: ({ raw, eol }) => (source.format === 'jsonl' && after ? raw + eol : ''),
    record(record, outcome, index) {
      const { tags, by } = labelOf(outcome);
      const extra = `${JSON.stringify(added.tags)}:${JSON.stringify(tags)},${JSON.stringify(added.by)}:${JSON.stringify(by)}`;
      const ending = after && source.format === 'jsonl' ? record.eol || '\n' : after;
      const lead = before ? `${index ? before : ''}\n` : '';
      return lead + withFields(objectBytes(record, source), encode(extra)) + ending;
    },
  };
}

// An object keeps its own bytes, so no number or escape in it is rewritten; anything else becomes an object.
function objectBytes({ raw, value, text, cells }: InputRecord, { header }: ItemSource): string {
  if (isObject(value)) return raw.trim();
  if (cells && header) {
    const names = header.cells.map((name) => decode(name));
    const fields = cells.map((cell, position) => [names[position] ?? `column ${position + 1}`, decode(cell)]);
    return encode(JSON.stringify(Object.fromEntries(fields)));
  }
  return encode(JSON.stringify({ item: value === undefined ? (text ?? '') : value }));
}

const withFields = (object: string, fields: string): string => {
  const inside = object.slice(0, -1).trimEnd();
  return `${inside}${inside === '{' ? '' : ','}${fields}}`;
};

function tableShape(format: 'csv' | 'tsv', { input, source, survey, added }: ShapeOptions): Shape {
  const { header } = source;
  const delimiter = (source.format === format && source.delimiter) || (format === 'tsv' ? '\t' : ',');
  const names = header
    ? header.cells.map((name) => decode(name))
    : survey.fields.size
      ? [...survey.fields]
      : ['item'];
  const sameShape = source.format === format;
  const eol = header?.eol ?? '\n';
  const row = (cells: readonly string[]): string =>
    cells.map((cell) => quote(encode(cell), delimiter)).join(delimiter);
  const cellsOf = (record: InputRecord): string[] => {
    if (record.cells) return record.cells.map((cell) => decode(cell));
    const { value, text } = record;
    if (!survey.fields.size || !isObject(value)) return [text ?? ''];
    return names.map((name) => {
      const field = value[name];
      return field === undefined ? '' : typeof field === 'string' ? field : JSON.stringify(field);
    });
  };
  return {
    start: `${input.bom}${sameShape && header ? header.raw : row(names)}${delimiter}${row([added.tags, added.by])}${eol}`,
    end: '',
    blank: () => '',
    record(record, outcome) {
      const { tags, by } = labelOf(outcome);
      const label = row([tags.join(','), by]);
      const cells = cellsOf(record);
      const missing = Math.max(0, names.length - cells.length);
      const own = sameShape && cells.length <= names.length ? record.raw : row(cells.slice(0, names.length));
      // Cells beyond the header come last, so that the added ones stand under their names.
      const beyond = cells.length > names.length ? delimiter + row(cells.slice(names.length)) : '';
      return own + delimiter.repeat(missing) + delimiter + label + beyond + eol;
    },
  };
}

const quote = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
