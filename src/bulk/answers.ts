// Answers that were paid for, kept so that nothing is asked twice. A run appends to a file of its own, so two runs at
// once cannot mix their lines, and a line torn by a crash stays the last one of its file.
import { closeSync, createReadStream, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makePrivateFolder } from '../data-home.ts';
import { systemReason, UsageError } from '../errors.ts';
import type { TierName } from '../models/table.ts';

export interface Answer {
  fingerprint: string;
  tier: TierName | 'person';
  /** The model asked, and the one that answered. */
  model: string;
  served: string;
  tags: readonly string[];
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
  close(): void;
}

/**
 * Opens the answers to one scheme on one tier (`pass`: `haiku`, `haiku-second`): `<home>/answers/<scheme hash>/<pass>/*.jsonl`, readable by the user only.
 * Answers with a tag outside `tags` are left aside. Throws UsageError when the folder cannot be made or read.
 */
export async function openAnswers(
  home: string,
  schemeHash: string,
  pass: string,
  tags: ReadonlySet<string>,
): Promise<AnswerStore> {
  const folder = join(home, 'answers', schemeHash, pass);
  const known = new Map<string, Answer>();
  let damaged = 0;
  try {
    for (const file of existingFiles(folder)) damaged += await load(join(folder, file), tags, known);
  } catch (error) {
    throw new UsageError(`${folder}: cannot read the stored answers: ${systemReason(error)}.`);
  }
  let file: { path: string; fd: number } | undefined;
  let empty = true;
  const refusal = (error: unknown): UsageError =>
    new UsageError(`Answers cannot be kept in ${folder}: ${systemReason(error)}.`);
  const store: AnswerStore = {
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
      const lines = answers.map((answer) => `${JSON.stringify({ ...answer, at })}\n`).join('');
      try {
        if (file) writeAll(file.fd, Buffer.from(lines));
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

async function load(file: string, tags: ReadonlySet<string>, into: Map<string, Answer>): Promise<number> {
  const unreadable: number[] = [];
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    lineNumber++;
    const answer = readAnswer(line);
    if (!answer) unreadable.push(lineNumber);
    else if (answer.tags.every((tag) => tags.has(tag))) into.set(answer.fingerprint, shared(answer));
  }
  return unreadable.filter((number) => number !== lineNumber).length;
}

function readAnswer(line: string): Answer | null {
  try {
    const { fingerprint, tier, model, served, tags } = JSON.parse(line);
    const whole = typeof fingerprint === 'string' && Array.isArray(tags) && tags.length > 0;
    return whole ? { fingerprint, tier, model, served, tags } : null;
  } catch {
    return null;
  }
}

// Hundreds of thousands of answers share a handful of tags and models: keep one copy of each.
const copies = new Map<string, string>();
const copyOf = (text: string): string => {
  const copy = copies.get(text) ?? text;
  copies.set(copy, copy);
  return copy;
};
function shared(answer: Answer): Answer {
  return {
    fingerprint: answer.fingerprint,
    tier: copyOf(answer.tier) as Answer['tier'],
    model: copyOf(answer.model),
    served: copyOf(answer.served),
    tags: answer.tags.map(copyOf),
  };
}
