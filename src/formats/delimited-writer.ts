// A result as CSV or TSV: a column for each of the input's, then the added ones.
import { decode, encode } from './bytes.ts';
import type { FormatRecord, OutputWriter, WriterOptions } from './format.ts';
import { asCell, asText, isObject } from './json-value.ts';

/** Writes rows that are delimited by `delimiter`; rows of the same format keep their own bytes. */
export function writeDelimited(delimiter: string, options: WriterOptions): OutputWriter {
  const { bom, source, sameFormat, added } = options;
  const { header } = source;
  const names = columnNames(options);
  const eol = header?.eol ?? '\n';
  const row = (cells: readonly string[]): string =>
    cells.map((cell) => quote(encode(cell), delimiter)).join(delimiter);
  const ownHeader = sameFormat && header ? header.raw : row(names);
  return {
    start: bom + ownHeader + delimiter + row([...added.columns, added.by]) + eol,
    end: '',
    blank: () => '',
    record(record, label) {
      const cells = cellsOf(record, names, options);
      const own = sameFormat && cells.length <= names.length ? record.raw : row(cells.slice(0, names.length));
      const missing = delimiter.repeat(Math.max(0, names.length - cells.length));
      const said = row([...label.cells.map(asCell), label.by]);
      // Cells beyond the header come last, so that the added ones stand under their names.
      const beyond = cells.length > names.length ? delimiter + row(cells.slice(names.length)) : '';
      return own + missing + delimiter + said + beyond + eol;
    },
  };
}

function columnNames({ source: { header }, fields }: WriterOptions): string[] {
  if (header) return header.cells.map(decode);
  return fields.size ? [...fields] : ['item'];
}

function cellsOf(
  { cells, value, text }: FormatRecord,
  names: readonly string[],
  { fields }: WriterOptions,
): string[] {
  if (cells) return cells.map(decode);
  if (!fields.size || !isObject(value)) return [text ?? ''];
  return names.map((name) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    return field === null ? 'null' : asText(field);
  });
}

const quote = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
