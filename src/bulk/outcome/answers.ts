// Answers that were paid for, kept so that nothing is asked twice. A run appends to a file of its own, so two runs at
// once cannot mix their lines, and a line torn by a crash stays the last one of its file.
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { systemCode, systemReason, UsageError } from '../../errors.ts';
import type { PassedOver } from '../../records.ts';
import type { Value } from '../task/task.ts';
import { type Answer, KnownAnswers, type Readable } from './known-answers.ts';
import { STORED_ANSWER_VERSION } from './stored-answer.ts';

export type { Answer } from './known-answers.ts';

export interface AnswerStore {
  /** The answer that an earlier run stored. */
  get(fingerprint: string): Answer | undefined;
  /** Its value, by the number of the fingerprint in the list of all that is known under the task; missing in a store that has no part in it. */
  valueAt?(number: number): Value | undefined;
  /** Reads what other runs have stored since it was opened. Returns whether there was anything. Throws UsageError. */
  refresh(): boolean;
  /**
   * Makes sure that answers can be written, before the first is paid for: also those of `inFlight` requests of so many `items`,
   * should the disk be full by the time they are answered. Throws UsageError.
   */
  prepare(inFlight: number, items: number): void;
  /**
   * Writes answers to disk before it returns. Returns null, or why nothing more should be paid for: these are kept, but the
   * disk is failing. Throws UsageError when it does not take them at all.
   */
  append(answers: readonly Answer[]): string | null;
  /** Takes stored answers back, on disk before it returns. Throws UsageError when the disk does not take that. */
  distrust(answers: readonly Omit<Answer, 'value' | 'served'>[]): void;
  /** Lines that could not be read; a torn last line of a killed run is not one of them. */
  passedOver: readonly PassedOver[];
  /** The pass. */
  name: string;
  close(): void;
}

/**
 * Opens the answers to one task in one pass (`haiku`, `haiku-second`, `person`): `<home>/answers/<task hash>/<pass>/*.jsonl`,
 * readable by the user only. Answers that are not valid for the task are left aside. Throws UsageError when the folder
 * cannot be made or read.
 */
export async function openAnswers(
  home: string,
  task: { hash: string; answer: Readable },
  pass: string,
): Promise<AnswerStore> {
  const folder = join(home, 'answers', task.hash, pass);
  const store = new AnswerFiles(folder, pass, task.answer);
  store.refresh();
  return store;
}

/** The answers of earlier runs, and a file for those of this one, made when the first is to be written. */
class AnswerFiles implements AnswerStore {
  readonly name: string;
  readonly passedOver: PassedOver[] = [];
  readonly #folder: string;
  readonly #kind: Readable;
  #known: KnownAnswers;
  /** How many bytes of each file have been read. */
  readonly #read = new Map<string, number>();
  #file: { path: string; fd: number } | undefined;
  #isEmpty = true;
  /** Room on the disk that is given back when it is full: a file without a name, gone with this process. */
  #reserve: number | undefined;

  constructor(folder: string, pass: string, kind: Readable) {
    this.name = pass;
    this.#folder = folder;
    this.#kind = kind;
    this.#known = new KnownAnswers(kind);
  }

  refresh(): boolean {
    try {
      const sizes = this.#sizes();
      if ([...sizes].every(([file, size]) => this.#read.get(file) === size)) return false;
      this.#known = new KnownAnswers(this.#kind); // a later file may take back what an earlier one says
      for (const [file, size] of sizes) {
        const problems = this.#known.load(file);
        if (!this.#read.has(file)) this.passedOver.push(...problems);
        this.#read.set(file, size);
      }
      return true;
    } catch (error) {
      throw new UsageError(`${this.#folder}: cannot read the stored answers: ${systemReason(error)}.`);
    }
  }

  /** The bytes in each file, in the order they are read. */
  #sizes(): Map<string, number> {
    const files = existingFiles(this.#folder).map((name) => join(this.#folder, name));
    return new Map(files.map((file) => [file, statSync(file).size]));
  }

  get(fingerprint: string): Answer | undefined {
    return this.#known.get(fingerprint);
  }

  valueAt(number: number): Value | undefined {
    return this.#known.valueAt(number);
  }

  prepare(inFlight: number, items: number): void {
    this.#orRefuse(() => {
      this.#file ??= create(this.#folder);
      const each = BYTES_PER_ANSWER + BYTES_PER_TOKEN * this.#kind.tokens('longest');
      this.#reserve ??= reserve(this.#folder, inFlight * Math.min(BYTES_PER_REQUEST, items * each));
    });
  }

  append(answers: readonly Answer[]): string | null {
    return this.#keep(answers.map(({ value, ...rest }) => ({ ...rest, [this.#kind.name]: value })));
  }

  distrust(answers: readonly Omit<Answer, 'value' | 'served'>[]): void {
    this.#keep(answers.map((answer) => ({ ...answer, served: '', distrusted: true })));
  }

  #keep(records: readonly object[]): string | null {
    if (!records.length) return null;
    const at = new Date().toISOString();
    const lines = records.map((record) => `${JSON.stringify({ v: STORED_ANSWER_VERSION, ...record, at })}\n`);
    const bytes = Buffer.from(lines.join(''));
    try {
      this.#write(bytes);
      return null;
    } catch (error) {
      // They are paid for: once more, in another file, with the room set aside for them.
      this.#release();
      this.#orRefuse(() => this.#write(bytes));
      return this.#refusal(error).message;
    }
  }

  close(): void {
    this.#release();
  }

  #write(bytes: Buffer): void {
    this.#file ??= create(this.#folder);
    writeAll(this.#file.fd, bytes);
    this.#isEmpty = false;
  }

  /** Closes the file, removes it when nothing is in it, and gives back what was set aside. */
  #release(): void {
    if (this.#reserve !== undefined) closeSync(this.#reserve);
    this.#reserve = undefined;
    if (!this.#file) return;
    const { fd, path } = this.#file;
    this.#file = undefined;
    closeSync(fd);
    if (this.#isEmpty) rmSync(path, { force: true });
    this.#isEmpty = true;
  }

  #orRefuse(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #refusal(error: unknown): UsageError {
    return new UsageError(`Answers cannot be kept in ${this.#folder}: ${systemReason(error)}.`);
  }
}

function existingFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl'))
      .sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Of this process: what is written later is read later. */
let files = 0;

function create(folder: string): { path: string; fd: number } {
  makePrivateFolder(folder);
  const started = momentAfter(existingFiles(folder)).toISOString().replaceAll(':', '-');
  const path = join(folder, `${started}-${process.pid}-${String(++files).padStart(4, '0')}.jsonl`);
  return { path, fd: openSync(path, 'ax', 0o600) };
}

/** Now; when the clock was set back since the last of these files was made, the moment after that. */
function momentAfter(names: readonly string[]): Date {
  const made = /^(.{10}T\d\d)-(\d\d)-(\d\d\.\d{3}Z)-/.exec(names.at(-1) ?? '');
  const last = made ? Date.parse(`${made[1]}:${made[2]}:${made[3]}`) : Number.NaN;
  return new Date(last >= Date.now() ? last + 1 : Date.now());
}

/** More than an answer takes around its value, than a token takes in it, and than all answers of one request do, in nearly all cases. */
const BYTES_PER_ANSWER = 512;
const BYTES_PER_TOKEN = 8;
const BYTES_PER_REQUEST = 128 * 1024;

/** Takes room on the disk until the descriptor is closed. */
function reserve(folder: string, bytes: number): number {
  const path = join(folder, `${randomUUID()}.reserve`);
  const fd = openSync(path, 'wx', 0o600);
  try {
    rmSync(path, { force: true });
    writeAll(fd, randomBytes(bytes)); // zeros could take no room
    fsyncSync(fd);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}
