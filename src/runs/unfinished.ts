// What a run needs to be taken up again and its record does not hold: the words it was called with, and answers that arrived. It is the
// user's own text: private to the user, and gone as soon as the run has finished or is forgotten.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { appendRecords } from '../append.ts';
import { makePrivateFolder } from '../data-home.ts';
import { readRecord } from '../records.ts';

const Words = z.object({ words: z.array(z.string()) });
const Stored = z.object({
  key: z.string(),
  text: z.string(),
  truncated: z.boolean(),
  served: z.string().nullable(),
});

/** An answer that has been paid for. */
export type Arrived = Pick<z.output<typeof Stored>, 'text' | 'truncated' | 'served'>;

/** The folder of one run. */
export class Unfinished {
  /** The same for a run whenever it is taken up: what is drawn by it is drawn again. */
  readonly seed: number;
  readonly id: string;
  readonly #folder: string;
  #answers: Map<string, Arrived> | null = null;

  constructor(home: string, id: string) {
    this.id = id;
    this.#folder = join(home, 'runs', id);
    this.seed = Number.parseInt(keyOf({ id }).slice(0, 8), 16);
  }

  /** Keeps the words after `tierwise`. Throws the file system's error. */
  keepWords(words: readonly string[]): void {
    makePrivateFolder(this.#folder);
    writeFileSync(this.#file('words.json'), `${JSON.stringify({ v: 1, words })}\n`, { mode: 0o600 });
  }

  /** Returns those words; null where they are not kept. */
  words(): string[] | null {
    try {
      const reading = readRecord(Words, readFileSync(this.#file('words.json'), 'utf8'));
      return 'record' in reading ? reading.record.words : null;
    } catch {
      return null;
    }
  }

  /** Returns the answer that arrived to `asked`, in whatever form that is; null where none did. */
  find(asked: object): Arrived | null {
    this.#answers ??= this.#read();
    return this.#answers.get(keyOf(asked)) ?? null;
  }

  /** Keeps an answer. What cannot be written is asked again. */
  keep(asked: object, { text, truncated, served }: Arrived): void {
    try {
      appendRecords(this.#file('answers.jsonl'), [{ key: keyOf(asked), text, truncated, served }]);
    } catch {} // the disk is full, or closed to us
  }

  /** Removes all of it. Throws the file system's error. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Removes it where that is possible; what is left goes with the run's record. */
  drop(): void {
    try {
      this.remove();
    } catch {} // read-only, or not ours
  }

  /** A line that a crash tore is no answer. */
  #read(): Map<string, Arrived> {
    const answers = new Map<string, Arrived>();
    for (const line of this.#lines()) {
      const reading = readRecord(Stored, line);
      if ('record' in reading) answers.set(reading.record.key, reading.record);
    }
    return answers;
  }

  #lines(): string[] {
    try {
      return readFileSync(this.#file('answers.jsonl'), 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  }

  #file = (name: string): string => join(this.#folder, name);
}

const keyOf = (asked: object): string => createHash('sha256').update(JSON.stringify(asked)).digest('hex');
