// Answers that were paid for, kept so that nothing is asked twice. A run appends to a file of its own, so two runs at
// once cannot mix their lines, and a line torn by a crash stays the last one of its file.
import { closeSync, createReadStream, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makePrivateFolder } from '../../data-home.ts';
import { systemReason, UsageError } from '../../errors.ts';
import type { TierName } from '../../models/table.ts';
import type { AnswerKind, Task, Value } from '../task/task.ts';

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
  /** Lines that could not be read; a torn last line of a killed run is not one of them. */
  damaged: number;
  folder: string;
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
  { hash, answer: kind }: Pick<Task, 'hash' | 'answer'>,
  pass: string,
): Promise<AnswerStore> {
  const folder = join(home, 'answers', hash, pass);
  const known = new Map<string, Answer>();
  let damaged = 0;
  try {
    for (const file of existingFiles(folder)) damaged += await load(join(folder, file), kind, known);
  } catch (error) {
    throw new UsageError(`${folder}: cannot read the stored answers: ${systemReason(error)}.`);
  }
  let file: { path: string; fd: number } | undefined;
  let empty = true;
  const refusal = (error: unknown): UsageError =>
    new UsageError(`Answers cannot be kept in ${folder}: ${systemReason(error)}.`);
  const store: AnswerStore = {
    name: pass,
    folder,
    damaged,
    get: (fingerprint) => known.get(fingerprint),
    prepare() {
      try {
        file ??= create(folder);
      } catch (error) {
        throw refusal(error);
      }
    },
    append(answers) {
      if (!answers.length) return;
      store.prepare();
      const at = new Date().toISOString();
      const lines = answers.map(
        ({ value, ...rest }) => `${JSON.stringify({ ...rest, [kind.name]: value, at })}\n`,
      );
      try {
        if (file) writeAll(file.fd, Buffer.from(lines.join('')));
        empty = false;
      } catch (error) {
        throw refusal(error);
      }
    },
    close() {
      if (!file) return;
      closeSync(file.fd);
      if (empty) rmSync(file.path, { force: true });
      file = undefined;
    },
  };
  return store;
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

async function load(file: string, kind: AnswerKind, into: Map<string, Answer>): Promise<number> {
  const unreadable: number[] = [];
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    lineNumber++;
    const stored = readStored(line);
    const reading = stored && kind.read(stored[kind.name]);
    if (!stored) unreadable.push(lineNumber);
    else if (reading && 'value' in reading) into.set(stored.fingerprint, answerOf(stored, reading.value));
  }
  return unreadable.filter((number) => number !== lineNumber).length;
}

type Stored = Omit<Answer, 'value'> & { tags?: unknown; output?: unknown };

function readStored(line: string): Stored | null {
  try {
    const stored = JSON.parse(line);
    return typeof stored.fingerprint === 'string' ? stored : null;
  } catch {
    return null;
  }
}

// Hundreds of thousands of answers share a handful of models: keep one copy of each name.
const copies = new Map<string, string>();
const copyOf = (text: string): string => {
  const copy = copies.get(text) ?? text;
  copies.set(copy, copy);
  return copy;
};
const answerOf = ({ fingerprint, tier, model, served }: Stored, value: Value): Answer => ({
  fingerprint,
  tier: copyOf(tier) as Answer['tier'],
  model: copyOf(model),
  served: copyOf(served),
  value,
});
