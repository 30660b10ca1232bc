// Where the results of a run go, refused before anything is paid for.
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { type Format, formatSpec } from '../../formats/table.ts';
import type { Items } from '../items/open.ts';
import { reviewFileOf } from '../items/our-files.ts';
import type { ItemSource } from '../items/record.ts';
import type { Task } from '../task/task.ts';
import { temporaryName } from './output-file.ts';

/** The default format of a result: the input's, or JSON lines when several columns are added to plain lines. */
export const defaultFormat = ({ format }: ItemSource, { answer }: Task): Format =>
  answer.columns.length === 1 || formatSpec(format).takesColumns ? format : 'jsonl';

/** Where a run's results go. */
export interface Destination {
  /** A path, or `-` for stdout. */
  out: string;
  reviewFile: string;
  format: Format;
  /** Throws UsageError when a file may not be written. */
  guard: (file: string) => void;
}

/**
 * Names the outputs: `<input>.tagged` (`.mapped`) and `<input>.review.jsonl`, or after `out`. Stdin without `out` goes to stdout.
 * Throws UsageError when an output would overwrite the input or cannot be written.
 */
export function destinationFor(
  input: Items['input'],
  out: string | undefined,
  { format, suffix, access }: { format: Format; suffix: string; access: Access },
): Destination {
  const chosen = out ?? (input.path === null ? '-' : `${input.path}.${suffix}`);
  const named = out !== undefined && out !== '-' ? out : `${input.path ?? 'stdin'}.${suffix}`;
  const guard = (file: string): void => access.checkWrite(file, 'result', out === undefined);
  const destination = { out: chosen, reviewFile: reviewFileOf(named), format, guard };
  for (const file of [chosen, destination.reviewFile]) refuseOutput(file, input, () => guard(file));
  return destination;
}

/** Throws UsageError when `file` is the input itself or cannot be written, and what `guard` throws; `-` is fine otherwise. */
export function refuseOutput(file: string, input: Pick<Items['input'], 'path'>, guard: () => void): void {
  guard();
  if (file === '-') return;
  if (input.path !== null && sameFile(file, input.path)) {
    throw new UsageError(`${file} is the input itself. Name another file with --out.`);
  }
  refuseUnwritable(file);
}

function sameFile(a: string, b: string): boolean {
  if (resolve(a) === resolve(b)) return true;
  const [first, second] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
  return first !== undefined && second !== undefined && first.ino === second.ino && first.dev === second.dev;
}

// Checked before the first request, not after the last.
function refuseUnwritable(file: string): void {
  const temporary = temporaryName(file);
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw Object.assign(new Error(), { code: 'EISDIR' });
    closeSync(openSync(temporary, 'w', 0o600));
  } catch (error) {
    throw new UsageError(
      `${file}: cannot write there: ${systemReason(error)}. Name another file with --out.`,
    );
  } finally {
    rmSync(temporary, { force: true });
  }
}
