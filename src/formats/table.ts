// The formats there are. To add one, write its file and add a row here; everything else asks this table.
import { csv } from './csv.ts';
import type { FormatSpec } from './format.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { text } from './text.ts';
import { tsv } from './tsv.ts';

export const FORMATS = { text, csv, tsv, jsonl, json } as const satisfies Record<string, FormatSpec>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES: readonly Format[] = Object.freeze(Object.keys(FORMATS) as Format[]);

/** What is known of `format`. */
export const formatSpec = (format: Format): FormatSpec => FORMATS[format];

/** The format of a file, by its name, or else by its first bytes; `text` when neither is conclusive. */
export function formatOf(path: string | null, head: string): Format {
  const extension = /\.([^./\\]+)$/.exec(path ?? '')?.[1]?.toLowerCase() ?? '';
  const named = FORMAT_NAMES.filter((name) => formatSpec(name).extensions.includes(extension));
  if (named.length === 1 && named[0]) return named[0];
  const candidates = named.length ? named : FORMAT_NAMES;
  return candidates.find((name) => formatSpec(name).recognizes(head, named.length > 0)) ?? 'text';
}
