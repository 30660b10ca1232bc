// How records with their answers look in each format. Everything here is latin1-carried bytes.
import { decode, encode } from '../items/input.ts';
import { isObject } from '../items/json.ts';
import type { Items } from '../items/open.ts';
import type { Format, InputRecord, ItemSource } from '../items/record.ts';
import { labelOf, type Outcome } from '../outcome/outcome.ts';
import type { Survey } from '../survey/survey.ts';
import type { AnswerKind } from '../task/task.ts';

/** Names of the added columns or fields. */
export interface AddedNames {
  columns: readonly string[];
  by: string;
}

export interface ShapeOptions {
  input: Items['input'];
  source: ItemSource;
  survey: Survey;
  added: AddedNames;
  answer: AnswerKind;
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

function textShape({ input, source, answer }: ShapeOptions): Shape {
  const ownLines = source.format === 'text';
  return {
    start: input.bom,
    end: '',
    blank: ({ raw, eol }) => (ownLines ? raw + eol : ''),
    record({ raw, eol, text, label }, outcome) {
      const line = ownLines ? raw + eol : `${encode(oneLine(label ?? text ?? ''))}\n`;
      return `${encode(oneCell(answer.inOneCell(labelOf(outcome).value)))}\t${line}`;
    },
  };
}

const oneCell = (text: string): string => oneLine(text).replaceAll('\t', ' ');

/** An item of another format as a line of text. */
export const oneLine = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

function jsonShape(
  { input, source, added, answer }: ShapeOptions,
  { start, before, after, end }: Record<'start' | 'before' | 'after' | 'end', string>,
): Shape {
  return {
    start: input.bom + start,
    end,
    blank: ({ raw, eol }) => (source.format === 'jsonl' && after ? raw + eol : ''),
    record(record, outcome, index) {
      const { value, by } = labelOf(outcome);
      const cells = answer.cells(value);
      const fields = [...added.columns.map((name, at) => [name, cells[at]]), [added.by, by]];
      const extra = fields.map(([name, cell]) => `${JSON.stringify(name)}:${JSON.stringify(cell)}`).join();
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

function tableShape(format: 'csv' | 'tsv', { input, source, survey, added, answer }: ShapeOptions): Shape {
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
    start: `${input.bom}${sameShape && header ? header.raw : row(names)}${delimiter}${row([...added.columns, added.by])}${eol}`,
    end: '',
    blank: () => '',
    record(record, outcome) {
      const { value, by } = labelOf(outcome);
      const label = row([...answer.cells(value).map(asCell), by]);
      const cells = cellsOf(record);
      const missing = Math.max(0, names.length - cells.length);
      const own = sameShape && cells.length <= names.length ? record.raw : row(cells.slice(0, names.length));
      // Cells beyond the header come last, so that the added ones stand under their names.
      const beyond = cells.length > names.length ? delimiter + row(cells.slice(names.length)) : '';
      return own + delimiter.repeat(missing) + delimiter + label + beyond + eol;
    },
  };
}

/** A JSON value as a cell: texts as they are, lists of texts joined by commas, all else as JSON. */
function asCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join(',');
  return JSON.stringify(value);
}

const quote = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
