// The last pass over the input: every record with its tags, in input order, written whole and then renamed.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { systemReason, UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import type { AddedNames, Label } from '../../formats/format.ts';
import { type Format, formatSpec } from '../../formats/table.ts';
import { AGREEMENT } from '../../formats/tagged.ts';
import type { OutputStream } from '../../host.ts';
import type { Items } from '../items/open.ts';
import type { ItemSource } from '../items/record.ts';
import { labelOf, type Outcome } from '../outcome/outcome.ts';
import type { Survey } from '../survey/survey.ts';
import type { AnswerKind, Task } from '../task/task.ts';
import { recordsIn } from './count.ts';
import type { Destination } from './destination.ts';
import { FormerResults, type Replacing, refuseToDestroy, replacedTask } from './former.ts';
import { OutputFile } from './output-file.ts';
import { readsAsResult, readsAsReview } from './recognize.ts';
import { formatReviewLine } from './review-file.ts';

export interface OutputOptions {
  input: Items['input'];
  source: ItemSource;
  survey: Survey;
  added: AddedNames;
  task: Task;
  replacing: OutputReplacing;
  limit: number;
  guardFormulas: boolean;
  stdout: OutputStream;
  /** The share of readings that gave an item its answer, where that is a column. */
  agreement: ((fingerprint: string, outcome: Outcome) => number | null) | null;
  /** The outcome of an item that nobody was asked about. */
  leftReason: string;
}

/** `tags` and `tagged_by`, say; where the input already has one of them, all with the task's name before. */
export function addedNames(
  taken: ReadonlySet<string>,
  { name, answer }: Task,
  { input, votes }: { input: string; votes: number },
): AddedNames {
  const plain = { columns: [...answer.columns, ...(votes > 1 ? [AGREEMENT] : [])], by: answer.by };
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

/** Records of the input that belong into the result, and those that are found in it. */
export interface Records {
  in: number;
  out: number;
}

/** What a run's outputs may replace. */
export interface OutputReplacing extends Pick<Replacing, 'origin' | 'force'> {
  home: string;
}

/**
 * Returns another task whose result the outputs would replace, or null. Throws UsageError when they would destroy what no run wrote,
 * or more than comes instead.
 */
export async function refuseToReplace(
  { out, reviewFile, format }: Destination,
  task: Task,
  { home, ...rest }: OutputReplacing,
): Promise<string | null> {
  const former = new FormerResults(home);
  await refuseToDestroy(out, { former, ...rest, isOurs: (path) => readsAsResult(path, format, task) });
  // A review file goes with its result, which is refused if it must not be replaced; people may have taken notes in it.
  const origin = { ...rest.origin, complete: true };
  await refuseToDestroy(reviewFile, { ...rest, former: null, origin, isOurs: readsAsReview });
  return replacedTask(out, { former, origin: rest.origin });
}

/** Writes the tagged file and the review file. Throws UsageError when the input changed or the disk refused. */
export async function writeOutput(
  destination: Destination,
  options: OutputOptions,
): Promise<{ reviewed: number; records: Records }> {
  const { replacing, task, stdout } = options;
  const former = new FormerResults(replacing.home);
  const file = (name: string): OutputFile =>
    new OutputFile(name, stdout, { guard: () => destination.guard(name), newMode: destination.newMode });
  const [out, review] = [file(destination.out), file(destination.reviewFile)];
  try {
    const { reviewed, records: read } = await writeRecords(out, review, destination.format, options);
    const records = { in: read, out: read };
    await refuseToReplace(destination, task, replacing); // what came there meanwhile
    const written = await out.finish(async (path) => {
      records.out = await recordsIn(path, destination.format);
      if (records.out !== records.in) throw lost(destination.out, records);
    });
    await former.remember(written, replacing.origin);
    if (reviewed) await review.finish();
    else await rm(destination.reviewFile, { force: true }); // an earlier run's
    return { reviewed, records };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${destination.out}: could not be written: ${systemReason(error)}. All answers are kept; the same command again asks only what has none.`,
    );
  } finally {
    await out.discard();
    await review.discard();
  }
}

/** Writes every record, and those in review once more. Returns how many; throws UsageError when the input changed. */
async function writeRecords(
  out: OutputFile,
  review: OutputFile,
  format: Format,
  options: OutputOptions,
): Promise<{ reviewed: number; records: number }> {
  const { input, source, survey, added, task, limit, leftReason, guardFormulas, agreement } = options;
  const { answer } = task;
  const said = (outcome: Outcome, at: number): Label => {
    const group = survey.of(at);
    const share = typeof group === 'string' ? null : agreement?.(group.fingerprint, outcome);
    return resultLabel(outcome, answer, agreement ? [share ?? null] : []);
  };
  const sameFormat = source.format === format;
  const writer = formatSpec(format).write({
    source,
    sameFormat,
    bom: input.bom,
    fields: survey.fields,
    added,
    guardFormulas,
  });
  const content = createHash('sha256');
  let reviewed = 0;
  let index = 0;
  let blanks = 0;
  let aside = 0;
  const unsaid = resultLabel({ status: 'failed', reason: '' }, answer, agreement ? [null] : []);
  await out.write(writer.start);
  for await (const record of source.records()) {
    if (index >= limit) break;
    if (record.text === null) {
      const blank = writer.blank(record);
      if (blank) blanks++;
      await out.write(blank);
      continue;
    }
    if (record.aside) {
      await out.write(writer.record(record, unsaid, index + aside++));
      continue;
    }
    if (index >= survey.items) throw changed(input);
    content.update(record.raw + (record.version ?? ''), 'latin1');
    const outcome = outcomeAt(survey, index, leftReason);
    await out.write(writer.record(record, said(outcome, index), index + aside));
    if (outcome.status === 'review') {
      reviewed++;
      await review.write(encode(formatReviewLine(record, { index: index + aside, outcome, kind: answer })));
    }
    index++;
  }
  await out.write(writer.end);
  if (content.digest('hex') !== survey.contentHash) throw changed(input);
  return { reviewed, records: index + aside + blanks };
}

function resultLabel(outcome: Outcome, answer: AnswerKind, more: readonly unknown[]): Label {
  const { value, by } = labelOf(outcome);
  return { cells: [...answer.cells(value), ...more], inOneCell: answer.inOneCell(value), by };
}

const lost = (file: string, { in: read, out }: Records): UsageError =>
  new UsageError(
    `${file}: ${read.toLocaleString('en')} records would have become ${out.toLocaleString('en')}, so it was not written. This is a bug in tierwise; --format jsonl may work until it is repaired.`,
  );

const changed = (input: Items['input']): UsageError =>
  new UsageError(
    `${input.name} changed while it was being tagged. All answers are kept; run the same command again.`,
  );
