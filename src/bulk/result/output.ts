// The last pass over the input: every record with its tags, in input order, written whole and then renamed.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { systemReason, UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import type { AddedNames, Label, OutputWriter } from '../../formats/format.ts';
import { type Format, formatSpec } from '../../formats/table.ts';
import { AGREEMENT } from '../../formats/tagged.ts';
import type { OutputStream } from '../../host.ts';
import type { Items } from '../items/open.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import { labelOf, type Outcome } from '../outcome/outcome.ts';
import { contentOf } from '../survey/items.ts';
import type { Survey } from '../survey/survey.ts';
import type { AnswerKind, Task } from '../task/task.ts';
import { recordsIn } from './count.ts';
import type { Destination } from './destination.ts';
import { FormerResults, type Replacing, refuseToDestroy, replacedTask } from './former.ts';
import { OutputFile } from './output-file.ts';
import { readsAsResult, readsAsReview } from './recognize.ts';
import { formatReviewLine } from './review-file.ts';

type Agreement = (fingerprint: string, outcome: Outcome) => number | null;

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
  agreement: Agreement | null;
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

/** The outcome of item number `index`; `left` for one that nobody was asked about. */
export function outcomeAt(survey: Survey, index: number, left: Outcome): Outcome {
  const outcome = survey.outcomeOf(index);
  return typeof outcome === 'string' ? { status: 'review', reason: outcome, answers: [] } : (outcome ?? left);
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
  const { input, source, survey, added, limit, guardFormulas } = options;
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
  const records = new Written(out, review, writer, options);
  out.add(writer.start);
  for await (const batch of source.batches()) {
    content.update(contentOf(records.write(batch)), 'latin1');
    await out.flushWhenFull();
    await review.flushWhenFull();
    if (records.items >= limit) break;
  }
  out.add(writer.end);
  if (content.digest('hex') !== survey.contentHash) throw changed(input);
  return { reviewed: records.reviewed, records: records.items + records.aside + records.blanks };
}

/** `firstIndex`: items of the input before these. */
type WrittenOptions = Pick<
  OutputOptions,
  'input' | 'survey' | 'task' | 'limit' | 'leftReason' | 'agreement'
> & { firstIndex?: number };

type Sink = Pick<OutputFile, 'add'>;

/** What has been written. */
export class Written {
  items = 0;
  /** Rows that are not worked on. */
  aside = 0;
  blanks = 0;
  reviewed = 0;
  readonly #out: Sink;
  readonly #review: Sink;
  readonly #writer: OutputWriter;
  readonly #options: WrittenOptions;
  readonly #labels: Labels;
  readonly #left: Outcome;

  constructor(out: Sink, review: Sink, writer: OutputWriter, options: WrittenOptions) {
    this.#out = out;
    this.#review = review;
    this.#writer = writer;
    this.#options = options;
    this.#labels = new Labels(options);
    this.#left = { status: 'failed', reason: options.leftReason };
  }

  /** Writes the records that are within the limit. Returns those of them that are items. */
  write(batch: readonly InputRecord[]): InputRecord[] {
    const { input, survey, limit } = this.#options;
    const items: InputRecord[] = [];
    for (const record of batch) {
      if (this.items >= limit) break;
      if (record.text === null) this.#addBlank(record);
      else if (record.aside) this.#addAside(record);
      else if (this.items >= survey.items) throw changed(input);
      else {
        items.push(record);
        this.#addItem(record, this.items++);
      }
    }
    return items;
  }

  #addBlank(record: InputRecord): void {
    const blank = this.#writer.blank(record);
    if (blank) this.blanks++;
    this.#out.add(blank);
  }

  #addAside(record: InputRecord): void {
    this.#out.add(this.#writer.record(record, this.#labels.none, this.items + this.aside++));
  }

  #addItem(record: InputRecord, index: number): void {
    const outcome = outcomeAt(this.#options.survey, index, this.#left);
    this.#out.add(this.#writer.record(record, this.#labels.of(outcome, index), index + this.aside));
    if (outcome.status !== 'review') return;
    this.reviewed++;
    const { task, firstIndex = 0 } = this.#options;
    const { answer } = task;
    this.#review.add(
      encode(formatReviewLine(record, { index: index + this.aside + firstIndex, outcome, kind: answer })),
    );
  }
}

/** What a result says of an outcome, made once for all items that share it. */
class Labels {
  readonly #answer: AnswerKind;
  readonly #survey: Survey;
  readonly #agreement: Agreement | null;
  /** Of a row that is not worked on. */
  readonly none: Label;
  readonly #made = new Map<Outcome, Label>();

  constructor({ task, survey, agreement }: WrittenOptions) {
    this.#answer = task.answer;
    this.#survey = survey;
    this.#agreement = agreement;
    this.none = this.#labelOf({ status: 'failed', reason: '' }, agreement ? [null] : []);
  }

  of(outcome: Outcome, index: number): Label {
    if (this.#agreement) return this.#labelOf(outcome, [this.#shareOf(outcome, index)]);
    const known = this.#made.get(outcome);
    if (known) return known;
    const label = this.#labelOf(outcome, []);
    if (this.#made.size === MOST_LABELS) this.#made.clear();
    this.#made.set(outcome, label);
    return label;
  }

  #shareOf(outcome: Outcome, index: number): number | null {
    const group = this.#survey.of(index);
    return typeof group === 'string' ? null : (this.#agreement?.(group.fingerprint, outcome) ?? null);
  }

  #labelOf(outcome: Outcome, more: readonly unknown[]): Label {
    const { value, by } = labelOf(outcome);
    return {
      cells: [...this.#answer.cells(value), ...more],
      inOneCell: this.#answer.inOneCell(value),
      by,
    };
  }
}

/** Tags are few; generated texts are all different, and not kept for that. */
const MOST_LABELS = 256;

const lost = (file: string, { in: read, out }: Records): UsageError =>
  new UsageError(
    `${file}: ${read.toLocaleString('en')} records would have become ${out.toLocaleString('en')}, so it was not written. This is a bug in tierwise; --format jsonl may work until it is repaired.`,
  );

const changed = (input: Items['input']): UsageError =>
  new UsageError(
    `${input.name} changed while it was being tagged. All answers are kept; run the same command again.`,
  );
