// A result as CSV or TSV: a column for each of the input's, then the added ones.
import { decode, encode } from './bytes.ts';
import type { FormatRecord, OutputWriter, WriterOptions } from './format.ts';
import { rawFields } from './json-fields.ts';
import { asCell, asText, isObject, parseJson } from './json-value.ts';

/** Writes rows that are delimited by `delimiter`; rows of the same format keep their own bytes. */
export function writeDelimited(delimiter: string, options: WriterOptions): OutputWriter {
  const { bom, source, sameFormat, added, guardFormulas } = options;
  const { header } = source;
  const names = columnNames(options);
  const eol = header?.eol ?? '\n';
  const [spell, spellName] =
    delimiter === '\t' ? [spelledOut, spelledOut] : [quote(delimiter), quoteName(delimiter)];
  const row = (cells: readonly string[], spelled = spell): string =>
    cells.map((cell) => spelled(encode(guardFormulas ? guard(cell) : cell))).join(delimiter);
  const isKept = (cells: readonly string[]): boolean =>
    sameFormat && !(guardFormulas && cells.some(isFormula));
  const ownHeader = header && isKept(names) ? header.raw : row(names, spellName);
  return {
    start: bom + ownHeader + delimiter + row([...added.columns, added.by], spellName) + eol,
    end: '',
    blank: ({ raw, eol: own }) => (sameFormat ? raw + (own || eol) : ''),
    record(record, label) {
      const cells = cellsOf(record, names, options);
      const isOwn = isKept(cells) && cells.length <= names.length;
      const own = isOwn ? record.raw : row(cells.slice(0, names.length));
      const missing = delimiter.repeat(Math.max(0, names.length - cells.length));
      const said = row([...label.cells.map(asCell), label.by]);
      // Cells beyond the header come last, so that the added ones stand under their names.
      const beyond = cells.length > names.length ? delimiter + row(cells.slice(names.length)) : '';
      return own + missing + delimiter + said + beyond + ((sameFormat && record.eol) || eol);
    },
  };
}

function columnNames({ source: { header }, fields }: WriterOptions): string[] {
  if (header) return header.cells.map(decode);
  return fields.size ? [...fields] : ['item'];
}

function cellsOf(record: FormatRecord, names: readonly string[], { fields }: WriterOptions): string[] {
  const { cells, value, text } = record;
  if (cells) return cells.map(decode);
  if (!fields.size || !isObject(value)) return [text ?? ''];
  if (record.rawIsJson) return cellsOfJson(record.raw, names);
  return names.map((name) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    return field === null ? 'null' : asText(field);
  });
}

/** The values as they are written; one that another of the same name hides comes after all columns. */
function cellsOfJson(raw: string, names: readonly string[]): string[] {
  const byName = new Map<string, string>();
  const hidden: string[] = [];
  for (const [name, json] of rawFields(raw)) {
    const key = String(parseJson(name));
    const before = byName.get(key);
    if (before !== undefined) hidden.push(before);
    byName.set(key, json.startsWith('"') ? String(parseJson(json)) : decode(json));
  }
  return [...names.map((name) => byName.get(name) ?? ''), ...hidden];
}

const quote =
  (delimiter: string) =>
  (cell: string): string =>
    /["\r\n]/.test(cell) || cell.includes(delimiter) ? quoted(cell) : cell;

// A reader finds out by the header what the delimiter is.
const quoteName =
  (delimiter: string) =>
  (name: string): string =>
    /[,;\t|]/.test(name) ? quoted(name) : quote(delimiter)(name);

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

// TSV has no quotes: what would end a cell is spelled out, and then backslashes, too.
const spelledOut = (cell: string): string =>
  /[\t\r\n]/.test(cell)
    ? cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\r', '\\r').replaceAll('\n', '\\n')
    : cell;

// Spreadsheets calculate what begins with one of these. A number with a sign is only a number.
const isFormula = (cell: string): boolean =>
  /^[=+\-@\t\r\n]/.test(cell) && !/^[+-]?[\d.,]+(?:[eE][+-]?\d+)?%?$/.test(cell);
const guard = (cell: string): string => (isFormula(cell) ? `'${cell}` : cell);
