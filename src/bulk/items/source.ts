import { UsageError } from '../../errors.ts';
import { csvSource } from './csv.ts';
import type { Input } from './input.ts';
import { jsonArraySource, jsonLinesSource } from './json.ts';
import { textSource } from './lines.ts';
import type { Format, ItemSource } from './record.ts';

const EXTENSIONS: Record<string, Format> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
};

/**
 * The items of an input, in the format given, else the one its name or its first bytes tell.
 * `columns` names the columns or fields that are the item. Throws UsageError.
 */
export async function itemSource(
  input: Input,
  format: Format | undefined,
  columns: readonly string[],
): Promise<ItemSource> {
  const chosen = format ?? formatOf(input);
  if (chosen === 'text' && columns.length) {
    throw new UsageError(
      `--column needs CSV, TSV or JSON, and ${input.name} is read as text. Leave it out, or name the format with --input-format.`,
    );
  }
  switch (chosen) {
    case 'text':
      return textSource(input);
    case 'jsonl':
      return jsonLinesSource(input, columns);
    case 'json':
      return jsonArraySource(input, columns);
    default:
      return csvSource(input, chosen, columns);
  }
}

function formatOf({ path, head }: Input): Format {
  const byName = EXTENSIONS[/\.([^./\\]+)$/.exec(path ?? '')?.[1]?.toLowerCase() ?? ''];
  if (byName && byName !== 'json') return byName;
  const start = head.trimStart();
  if (byName === 'json') return start.startsWith('{') ? 'jsonl' : 'json';
  if (path && /\.(log|txt|text)$/i.test(path)) return 'text';
  if (/^\[\s*[[{"\]]/.test(start) && !/^\[[^\n]*\][ \t]*\S/.test(start)) return 'json';
  if (start.startsWith('{') && isJson(start.split('\n', 1)[0] ?? '')) return 'jsonl';
  return 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
