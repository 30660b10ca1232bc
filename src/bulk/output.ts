// The last pass over the input: every record with its tags, in input order, written whole and then renamed.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemReason, UsageError } from '../errors.ts';
import { decode, encode, type Input } from './items/input.ts';
import { isObject } from './items/json.ts';
import type { Format, InputRecord, ItemSource } from './items/record.ts';
import { labelOf, type Outcome } from './outcome.ts';
import type { Survey } from './survey.ts';

/** Where a run's results go. */
export interface Destination {
  /** A path, or `-` for stdout. */
  out: string;
  reviewFile: string;
  format: Format;
}

/**
 * Names the outputs: `<input>.tagged` and `<input>.review.jsonl`, or after `out`. Stdin without `out` goes to stdout.
 * Throws UsageError when an output would overwrite the input or cannot be written.
 */
export function destinationFor(input: Input, out: string | undefined, format: Format): Destination {
  const chosen = out ?? (input.path === null ? '-' : `${input.path}.tagged`);
  const stem = out !== undefined && out !== '-' ? out.replace(/\.tagged$/, '') : (input.path ?? 'stdin');
  const destination = { out: chosen, reviewFile: `${stem}.review.jsonl`, format };
  for (const file of [chosen, destination.reviewFile]) {
    if (file === '-') continue;
    if (input.path !== null && sameFile(file, input.path)) {
      throw new UsageError(`${file} is the input itself. Name another file with --out.`);
    }
    refuseUnwritable(file);
  }
  return destination;
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

const temporaryName = (file: string): string => `${file}.${process.pid}.tmp`;

export interface OutputOptions {
  input: Input;
  source: ItemSource;
  survey: Survey;
  limit: number;
  /** Names of the two added columns or fields. */
  added: AddedNames;
  /** The outcome of an item that nobody was asked about. */
  leftReason: string;
}

export interface AddedNames {
  tags: string;
  by: string;
}

/** `tags` and `tagged_by`, or, where the input already has one of them, both with the scheme's name before. */
export function addedNames(taken: ReadonlySet<string>, schemeName: string, input: string): AddedNames {
  const plain = { tags: 'tags', by: 'tagged_by' };
  const prefixed = { tags: `${schemeName}_tags`, by: `${schemeName}_tagged_by` };
  const free = [plain, prefixed].find((names) => !taken.has(names.tags) && !taken.has(names.by));
  if (free) return free;
  throw new UsageError(
    `${input} already has the columns "${plain.tags}" and "${prefixed.tags}". Rename one of them, or tag the original.`,
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
  const out = new OutputFile(destination.out);
  const review = new OutputFile(destination.reviewFile);
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
      content.update(record.raw, 'latin1');
      const outcome = outcomeAt(survey, index, leftReason);
      await out.write(shape.record(record, outcome, index));
      if (outcome.status === 'review') {
        reviewed++;
        const line = {
          index,
          line: record.line,
          item: record.text,
          reason: outcome.reason,
          answers: outcome.answers,
        };
        await review.write(encode(`${JSON.stringify(line)}\n`));
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

const changed = (input: Input): UsageError =>
  new UsageError(
    `${input.name} changed while it was being tagged. All answers are kept; run the same command again.`,
  );

const BUFFER_BYTES = 256 * 1024;

/** A file that appears under its name only when it is whole; `-` is stdout. Text is latin1-carried bytes. */
class OutputFile {
  readonly #target: string;
  #file: FileHandle | undefined;
  #buffered: string[] = [];
  #bufferedBytes = 0;

  constructor(target: string) {
    this.#target = target;
  }

  async write(bytes: string): Promise<void> {
    this.#buffered.push(bytes);
    this.#bufferedBytes += bytes.length;
    if (this.#bufferedBytes >= BUFFER_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffered.join(''), 'latin1');
    this.#buffered = [];
    this.#bufferedBytes = 0;
    if (this.#target === '-') {
      if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
      return;
    }
    this.#file ??= await open(temporaryName(this.#target), 'w');
    await this.#file.writeFile(bytes);
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file?.close();
    this.#file = undefined;
    if (this.#target !== '-') await rename(temporaryName(this.#target), this.#target);
  }

  /** Removes what was written so far; nothing happens after finish(). */
  async discard(): Promise<void> {
    if (!this.#file) return;
    await this.#file.close().catch(() => {});
    this.#file = undefined;
    await rm(temporaryName(this.#target), { force: true });
  }
}

/** How records look in one format; everything it gives is latin1-carried bytes. */
interface Shape {
  start: string;
  end: string;
  blank(record: InputRecord): string;
  record(record: InputRecord, outcome: Outcome, index: number): string;
}

function shapeFor(format: Format, options: OutputOptions): Shape {
  switch (format) {
    case 'text':
      return textShape(options);
    case 'jsonl':
      return jsonShape(options, { start: '', before: '', after: '\n', end: '' });
    case 'json':
      return jsonShape(options, { start: '[', before: ',', after: '', end: '\n]\n' });
    default:
      return tableShape(format, options);
  }
}

function textShape({ input, source }: OutputOptions): Shape {
  const ownLines = source.format === 'text';
  return {
    start: input.bom,
    end: '',
    blank: ({ raw, eol }) => (ownLines ? raw + eol : ''),
    record({ raw, eol, text }, outcome) {
      const line = ownLines ? raw + eol : `${encode(oneLine(text ?? ''))}\n`;
      return `${encode(labelOf(outcome).tags.join(','))}\t${line}`;
    },
  };
}

const oneLine = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

function jsonShape(
  { input, source, added }: OutputOptions,
  { start, before, after, end }: Record<'start' | 'before' | 'after' | 'end', string>,
): Shape {
  return {
    start: input.bom + start,
    end,
    blank: ({ raw, eol }) => (source.format === 'jsonl' && after ? raw + eol : ''),
    record(record, outcome, index) {
      const { tags, by } = labelOf(outcome);
      const extra = `${JSON.stringify(added.tags)}:${JSON.stringify(tags)},${JSON.stringify(added.by)}:${JSON.stringify(by)}`;
      const ending = after && source.format === 'jsonl' ? record.eol || '\n' : after;
      const lead = before ? `${index ? before : ''}\n` : '';
      return lead + withFields(objectBytes(record, source), encode(extra)) + ending;
    },
  };
}

// An object keeps its own bytes, so no number or escape in it is rewritten; anything else becomes an object.
function objectBytes({ raw, value, text, cells }: InputRecord, { header }: ItemSource): string {
  if (isObject(value)) return raw.trim();
  if (cells && header) {
    const names = header.cells.map((name) => decode(name));
    const fields = cells.map((cell, position) => [names[position] ?? `column ${position + 1}`, decode(cell)]);
    return encode(JSON.stringify(Object.fromEntries(fields)));
  }
  return encode(JSON.stringify({ item: value === undefined ? (text ?? '') : value }));
}

const withFields = (object: string, fields: string): string => {
  const inside = object.slice(0, -1).trimEnd();
  return `${inside}${inside === '{' ? '' : ','}${fields}}`;
};

function tableShape(format: 'csv' | 'tsv', { input, source, survey, added }: OutputOptions): Shape {
  const { header } = source;
  const delimiter = (source.format === format && source.delimiter) || (format === 'tsv' ? '\t' : ',');
  const names = header
    ? header.cells.map((name) => decode(name))
    : survey.fields.size
      ? [...survey.fields]
      : ['item'];
  const sameShape = source.format === format;
  const eol = header?.eol ?? '\n';
  const row = (cells: readonly string[]): string =>
    cells.map((cell) => quote(encode(cell), delimiter)).join(delimiter);
  const cellsOf = (record: InputRecord): string[] => {
    if (record.cells) return record.cells.map((cell) => decode(cell));
    const { value, text } = record;
    if (!survey.fields.size || !isObject(value)) return [text ?? ''];
    return names.map((name) => {
      const field = value[name];
      return field === undefined ? '' : typeof field === 'string' ? field : JSON.stringify(field);
    });
  };
  return {
    start: `${input.bom}${sameShape && header ? header.raw : row(names)}${delimiter}${row([added.tags, added.by])}${eol}`,
    end: '',
    blank: () => '',
    record(record, outcome) {
      const { tags, by } = labelOf(outcome);
      const label = row([tags.join(','), by]);
      const cells = cellsOf(record);
      const missing = Math.max(0, names.length - cells.length);
      const own = sameShape && cells.length <= names.length ? record.raw : row(cells.slice(0, names.length));
      // Cells beyond the header come last, so that the added ones stand under their names.
      const beyond = cells.length > names.length ? delimiter + row(cells.slice(names.length)) : '';
      return own + delimiter.repeat(missing) + delimiter + label + beyond + eol;
    },
  };
}

const quote = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
