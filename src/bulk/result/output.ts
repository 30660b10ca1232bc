// The last pass over the input: every record with its tags, in input order, written whole and then renamed.
import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemReason, UsageError } from '../../errors.ts';
import type { OutputStream } from '../../host.ts';
import { encode } from '../items/input.ts';
import type { Items } from '../items/open.ts';
import type { Format } from '../items/record.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Survey } from '../survey/survey.ts';
import type { Task } from '../task/task.ts';
import { OutputFile, temporaryName } from './output-file.ts';
import { toReviewLine } from './review-file.ts';
import { type AddedNames, type ShapeOptions, shapeFor } from './shape.ts';

/** Where a run's results go. */
export interface Destination {
  /** A path, or `-` for stdout. */
  out: string;
  reviewFile: string;
  format: Format;
}

/**
 * Names the outputs: `<input>.tagged` (`.mapped`) and `<input>.review.jsonl`, or after `out`. Stdin without `out` goes to stdout.
 * Throws UsageError when an output would overwrite the input or cannot be written.
 */
export function destinationFor(
  input: Items['input'],
  out: string | undefined,
  { format, suffix }: { format: Format; suffix: string },
): Destination {
  const chosen = out ?? (input.path === null ? '-' : `${input.path}.${suffix}`);
  const stem =
    out !== undefined && out !== '-' ? out.replace(/\.(?:tagged|mapped)$/, '') : (input.path ?? 'stdin');
  const destination = { out: chosen, reviewFile: `${stem}.review.jsonl`, format };
  for (const file of [chosen, destination.reviewFile]) refuseOutput(file, input);
  return destination;
}

/** Throws UsageError when `file` is the input itself or cannot be written; `-` is always well. */
export function refuseOutput(file: string, input: Pick<Items['input'], 'path'>): void {
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

// Found out before the first request, not after the last.
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

export interface OutputOptions extends ShapeOptions {
  limit: number;
  stdout: OutputStream;
  /** The outcome of an item that nobody was asked about. */
  leftReason: string;
}

/** `tags` and `tagged_by`, say; where the input already has one of them, all with the task's name before. */
export function addedNames(taken: ReadonlySet<string>, { name, answer }: Task, input: string): AddedNames {
  const plain = { columns: answer.columns, by: answer.by };
  const prefixed = { columns: plain.columns.map((column) => `${name}_${column}`), by: `${name}_${plain.by}` };
  const clash = (names: AddedNames): string | undefined =>
    [...names.columns, names.by].find((column) => taken.has(column));
  const free = [plain, prefixed].find((names) => clash(names) === undefined);
  if (free) return free;
  throw new UsageError(
    `${input} already has the columns "${clash(plain)}" and "${clash(prefixed)}". Rename one of them, or use the original.`,
  );
}

/** The outcome of item number `index`. */
export function outcomeAt(survey: Survey, index: number, leftReason: string): Outcome {
  const group = survey.of(index);
  if (typeof group === 'string') return { status: 'review', reason: group, answers: [] };
  return group.outcome ?? { status: 'failed', reason: leftReason };
}

/** Writes the tagged file and the review file. Throws UsageError when the input changed or the disk refused. */
export async function writeOutput(
  destination: Destination,
  options: OutputOptions,
): Promise<{ reviewed: number }> {
  const { input, source, survey, limit, leftReason } = options;
  const shape = shapeFor(destination.format, options);
  const content = createHash('sha256');
  const out = new OutputFile(destination.out, options.stdout);
  const review = new OutputFile(destination.reviewFile, options.stdout);
  let reviewed = 0;
  let index = 0;
  try {
    await out.write(shape.start);
    for await (const record of source.records()) {
      if (index >= limit) break;
      if (record.text === null) {
        await out.write(shape.blank(record));
        continue;
      }
      if (index >= survey.items) throw changed(input);
      content.update(record.raw + (record.version ?? ''), 'latin1');
      const outcome = outcomeAt(survey, index, leftReason);
      await out.write(shape.record(record, outcome, index));
      if (outcome.status === 'review') {
        reviewed++;
        await review.write(encode(toReviewLine(record, { index, outcome, kind: options.answer })));
      }
      index++;
    }
    await out.write(shape.end);
    if (content.digest('hex') !== survey.contentHash) throw changed(input);
    await out.finish();
    if (reviewed) await review.finish();
    else await rm(destination.reviewFile, { force: true }); // an earlier run's
    return { reviewed };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${destination.out}: could not be written: ${systemReason(error)}. All answers are kept; the same command again asks none of them.`,
    );
  } finally {
    await out.discard();
    await review.discard();
  }
}

const changed = (input: Items['input']): UsageError =>
  new UsageError(
    `${input.name} changed while it was being tagged. All answers are kept; run the same command again.`,
  );
