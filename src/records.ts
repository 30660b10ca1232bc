// Records on disk, checked once, where they are read: each kind has one schema and a version. What does not fit (damaged,
// foreign, or of a newer tierwise) is passed over and named, never an error.
import type * as z from 'zod';

/** A record, or why it is passed over, in words that go behind "line 3: ". */
export type RecordReading<Data> = { record: Data } | { problem: string };

/**
 * Reads the JSON text of one record. Its field `v` is the version it was written by, 1 when it is missing; `version` is the
 * newest one that `schema` knows. Never throws.
 */
export function readRecord<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  version = 1,
): RecordReading<z.output<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'not JSON' };
  }
  return checkRecord(schema, value, version);
}

/** The same for a record that is parsed already. */
export function checkRecord<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  version = 1,
): RecordReading<z.output<Schema>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'not a JSON object' };
  const { v = 1 } = value as { v?: unknown };
  if (typeof v === 'number' && v > version) return { problem: 'written by a newer version of tierwise' };
  if (!Number.isInteger(v) || (v as number) < 1) return { problem: 'v: not a version' };
  const result = schema.safeParse(value);
  if (result.success) return { record: result.data };
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') || 'the record';
  return { problem: `${field}: ${issue?.message.replace(/^Invalid input: /, '') ?? 'not valid'}` };
}

/** A record that was passed over. */
export interface PassedOver {
  file: string;
  /** From 1; undefined where the file is one record. */
  line?: number;
  problem: string;
  /** How many more of the file's lines it speaks for. */
  more?: number;
}

/** What was passed over, in one line per file: the first place, why, and how many more there are. */
export function passedOverInWords(passedOver: readonly PassedOver[]): string[] {
  const byFile = new Map<string, { first: PassedOver; more: number }>();
  for (const one of passedOver) {
    const known = byFile.get(one.file);
    if (known) known.more += 1 + (one.more ?? 0);
    else byFile.set(one.file, { first: one, more: one.more ?? 0 });
  }
  return [...byFile.values()].map(({ first: { file, line, problem }, more }) => {
    const where = line === undefined ? file : `${file} line ${line}`;
    const others = more ? ` (and ${more} more ${more === 1 ? 'line' : 'lines'})` : '';
    return `Passed over ${where}: ${problem}${others}.`;
  });
}
