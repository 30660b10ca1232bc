// Files of JSON lines that others may have changed: checked whole before anything is done with them.
import type * as z from 'zod';
import type { Access } from './access/access.ts';
import { systemReason, UsageError } from './errors.ts';

export interface CheckedLine<Value> {
  /** Its place, for messages: `x.corrections.jsonl line 3`. */
  where: string;
  value: Value;
}

/**
 * Reads every line that is not blank by `schema`; null when there is no such file. `refuse` makes the error for a line that
 * does not fit. Throws UsageError for that, and when the file cannot be read.
 */
export function readJsonLines<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  refuse: (where: string) => UsageError,
  access: Access,
): CheckedLine<z.infer<Schema>>[] | null {
  const text = textOf(file, access);
  if (text === null) return null;
  return text.split('\n').flatMap((line, number) => {
    if (!line.trim()) return [];
    const where = `${file} line ${number + 1}`;
    const { success, data } = schema.safeParse(parsed(line));
    if (!success) throw refuse(where);
    return [{ where, value: data }];
  });
}

// Editors may put a byte order mark before the first line.
function textOf(file: string, access: Access): string | null {
  try {
    return access.readText(file).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new UsageError(`${file}: cannot read it: ${systemReason(error)}.`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
