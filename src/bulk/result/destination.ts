// Where the results of a run go, refused before anything is paid for.
import { accessSync, closeSync, constants, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { type Format, formatOf, formatSpec } from '../../formats/table.ts';
import type { Items } from '../items/open.ts';
import { reviewFileOf } from '../items/our-files.ts';
import type { ItemSource } from '../items/record.ts';
import type { Task } from '../task/task.ts';
import { temporaryName } from './output-file.ts';
import { targetOf } from './target.ts';

/** The default format of a result: the input's, or JSON lines when several columns are added to plain lines. */
export const defaultFormat = ({ format }: Pick<ItemSource, 'format'>, { answer }: Task): Format =>
  answer.columns.length === 1 || formatSpec(format).takesColumns ? format : 'jsonl';

/** What the name of a result says of its format: `totals.csv`. Null for a name that says nothing. */
export function formatByName(out: string | undefined): Format | null {
  const named = out === undefined || out === '-' ? null : formatOf(out, '');
  return named === 'text' ? null : named;
}

/** Where a run's results go. */
export interface Destination {
  /** A path, or `-` for stdout. */
  out: string;
  reviewFile: string;
  format: Format;
  /** The mode of a file that is not there yet: nobody sees more of a result than of its input. */
  newMode: number;
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
  const named = out !== undefined && isFile(out) ? out : `${input.path ?? 'stdin'}.${suffix}`;
  const guard = (file: string): void => access.checkWrite(file, 'result', out === undefined);
  const reviewFile = reviewFileOf(named);
  for (const file of [chosen, reviewFile]) refuseOutput(file, input, () => guard(file));
  return { out: chosen, reviewFile, format, newMode: newModeFor(input), guard };
}

// Beside a device, a pipe or stdout there is no place for a second file.
function isFile(out: string): boolean {
  try {
    return targetOf(out).kind === 'file';
  } catch {
    return true; // refused below, in words
  }
}

/** Who may read what is made of an input, as the mode of a new file: whoever may read the input, and not more than the umask allows. */
export function newModeFor({ mode }: Pick<Items['input'], 'mode'>): number {
  if (mode === null) return 0o666;
  return 0o600 | (mode & 0o040 ? 0o060 : 0) | (mode & 0o004 ? 0o006 : 0);
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
  try {
    const target = targetOf(file);
    if (target.kind === 'stream') accessSync(file, constants.W_OK);
    if (target.kind !== 'file') return;
    const temporary = temporaryName(target.path);
    try {
      closeSync(openSync(temporary, 'wx', 0o600));
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw new UsageError(
      `${file}: cannot write there: ${systemReason(error)}. Name another file with --out.`,
    );
  }
}
