// Answers that were paid for, kept so that nothing is asked twice. A run appends to a file of its own, so two runs at
// once cannot mix their lines, and a line torn by a crash stays the last one of its file.
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { systemReason, UsageError } from '../../errors.ts';
import type { TierName } from '../../models/table.ts';
import type { PassedOver } from '../../records.ts';
import type { Task, Value } from '../task/task.ts';
import { linesOf } from './lines.ts';
import { readStoredAnswer, STORED_ANSWER_VERSION } from './stored-answer.ts';

export interface Answer {
  fingerprint: string;
  tier: TierName | 'person';
  /** The model asked, and the one that answered. */
  model: string;
  served: string;
  value: Value;
}

export interface AnswerStore {
  /** The answer that an earlier run stored. */
  get(fingerprint: string): Answer | undefined;
  /** Makes sure that answers can be written, before the first is paid for. Throws UsageError. */
  prepare(): void;
  /** Writes answers to disk before it returns. Throws UsageError when the disk does not take them. */
  append(answers: readonly Answer[]): void;
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
  task: Pick<Task, 'hash' | 'answer'>,
  pass: string,
): Promise<AnswerStore> {
  const folder = join(home, 'answers', task.hash, pass);
  const known = new Map<string, Answer>();
  const passedOver: PassedOver[] = [];
  try {
    for (const name of existingFiles(folder))
      passedOver.push(...load(join(folder, name), task.answer, known));
  } catch (error) {
    throw new UsageError(`${folder}: cannot read the stored answers: ${systemReason(error)}.`);
  }
  return new AnswerFiles({ folder, name: pass, key: task.answer.name, known, passedOver });
}

interface AnswerFilesParts {
  folder: string;
  name: string;
  /** The field that holds an answer's value. */
  key: Task['answer']['name'];
  known: ReadonlyMap<string, Answer>;
  passedOver: readonly PassedOver[];
}

/** The answers of earlier runs, and a file for those of this one, made when the first is to be written. */
class AnswerFiles implements AnswerStore {
  readonly name: string;
  readonly passedOver: readonly PassedOver[];
  readonly #folder: string;
  readonly #key: AnswerFilesParts['key'];
  readonly #known: AnswerFilesParts['known'];
  #file: { path: string; fd: number } | undefined;
  #isEmpty = true;

  constructor({ folder, name, key, known, passedOver }: AnswerFilesParts) {
    this.name = name;
    this.passedOver = passedOver;
    this.#folder = folder;
    this.#key = key;
    this.#known = known;
  }

  get(fingerprint: string): Answer | undefined {
    return this.#known.get(fingerprint);
  }

  prepare(): void {
    this.#orRefuse(() => {
      this.#file ??= create(this.#folder);
    });
  }

  append(answers: readonly Answer[]): void {
    this.#write(answers.map(({ value, ...rest }) => ({ ...rest, [this.#key]: value })));
  }

  distrust(answers: readonly Omit<Answer, 'value' | 'served'>[]): void {
    this.#write(answers.map((answer) => ({ ...answer, served: '', distrusted: true })));
  }

  #write(records: readonly object[]): void {
    if (!records.length) return;
    this.prepare();
    const { fd } = this.#file as { fd: number };
    const at = new Date().toISOString();
    const lines = records.map((record) => `${JSON.stringify({ v: STORED_ANSWER_VERSION, ...record, at })}\n`);
    this.#orRefuse(() => writeAll(fd, Buffer.from(lines.join(''))));
    this.#isEmpty = false;
  }

  close(): void {
    if (!this.#file) return;
    closeSync(this.#file.fd);
    if (this.#isEmpty) rmSync(this.#file.path, { force: true });
    this.#file = undefined;
  }

  #orRefuse(act: () => void): void {
    try {
      act();
    } catch (error) {
      throw new UsageError(`Answers cannot be kept in ${this.#folder}: ${systemReason(error)}.`);
    }
  }
}

function existingFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.jsonl'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function create(folder: string): { path: string; fd: number } {
  makePrivateFolder(folder);
  const started = new Date().toISOString().replaceAll(':', '-');
  const path = join(folder, `${started}-${process.pid}.jsonl`);
  return { path, fd: openSync(path, 'ax', 0o600) };
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

/** Reads one file `into` the answers known; returns the lines that cannot be read. */
function load(file: string, kind: Task['answer'], into: Map<string, Answer>): PassedOver[] {
  const passedOver: PassedOver[] = [];
  let number = 0;
  for (const { line, isWhole } of linesOf(file)) {
    number++;
    const reading = readStoredAnswer(line);
    if ('record' in reading) {
      const stored = reading.record;
      if (stored.distrusted) {
        into.delete(stored.fingerprint);
        continue;
      }
      const answer = kind.read(stored[kind.name]);
      if ('value' in answer) into.set(stored.fingerprint, answerOf(stored, answer.value));
    } else if (isWhole) {
      passedOver.push({ file, line: number, problem: reading.problem });
    }
  }
  return passedOver;
}

// Hundreds of thousands of answers share a handful of models: keep one copy of each name.
const copies = new Map<string, string>();
const copyOf = (text: string): string => {
  const copy = copies.get(text) ?? text;
  copies.set(copy, copy);
  return copy;
};
const answerOf = ({ fingerprint, tier, model, served }: Omit<Answer, 'value'>, value: Value): Answer => ({
  fingerprint,
  tier: copyOf(tier) as Answer['tier'],
  model: copyOf(model),
  served: copyOf(served),
  value,
});
