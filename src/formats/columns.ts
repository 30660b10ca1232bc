// Which part of a row or object is the item.
import { UsageError } from '../errors.ts';
import { oneOf } from '../one-of.ts';

// The names people give the text of a row, the most telling first.
const USUAL_NAMES = [
  'text', 'message', 'body', 'content', 'description', 'question', 'comment', 'review', 'item', 'log', 'line',
  'subject', 'title', 'summary',
]; // biome-ignore format: a list of words

/** The columns to use when the user named none: the only one, else one with a usual name; null for the whole row. */
export function usualColumn(names: readonly string[]): string | null {
  if (names.length === 1) return names[0] ?? null;
  return (
    USUAL_NAMES.flatMap((usual) => names.find((name) => name.trim().toLowerCase() === usual) ?? []).at(0) ??
    null
  );
}

/** The item's text from its columns: the value alone, or one `name: value` per line when there are several. */
export function joinColumns(columns: readonly string[], values: readonly string[]): string {
  if (columns.length === 1) return values[0] ?? '';
  return columns.map((column, index) => `${column}: ${values[index] ?? ''}`).join('\n');
}

export function unknownColumn(column: string, names: readonly string[], where: string): UsageError {
  return new UsageError(`${where} has no column "${column}". ${oneOf(column, names)}`);
}

export const columnsInWords = (columns: readonly string[]): string =>
  `${columns.length === 1 ? 'column' : 'columns'} ${columns.map((column) => `"${column}"`).join(', ')}`;
