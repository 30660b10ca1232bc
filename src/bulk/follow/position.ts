// How far a followed file is tagged, on disk, so that the same command goes on there.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { tryLock } from '../../lock.ts';
import { readRecord } from '../../records.ts';
import { temporaryName } from '../result/output-file.ts';

const VERSION = 1;

const Position = z.object({
  /** The hash of the task, and of what the result is made of. */
  task: z.string(),
  place: z.object({ file: z.number(), head: z.string(), offset: z.number() }),
  /** The header, where there is one (latin1), with its end. */
  header: z.string(),
  items: z.number(),
  lines: z.number(),
  /** Bytes of the result and of the review file. */
  outBytes: z.number(),
  reviewBytes: z.number(),
  spentUsd: z.number(),
});

export type Position = z.infer<typeof Position>;

/** Nothing is tagged yet. */
export const atStart = (task: string): Omit<Position, 'place'> & { place: null } => ({
  ...{ task, place: null, header: '', items: 0, lines: 0, outBytes: 0, reviewBytes: 0, spentUsd: 0 },
});

const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** `<home>/follow/<hash of input and result>.json`: where following stands. */
export class PositionFile {
  readonly #path: string;
  readonly #folder: string;
  readonly #out: string;

  constructor(home: string, input: string, out: string) {
    this.#folder = join(home, 'follow');
    this.#path = join(this.#folder, `${nameOf(`${input}\0${out}`)}.json`);
    this.#out = out;
  }

  /** Keeps other processes from appending to the same result. Returns what ends that. Throws UsageError while one does. */
  lock(): () => void {
    const folder = join(this.#folder, nameOf(this.#out));
    makePrivateFolder(folder);
    const locked = tryLock(folder);
    if (typeof locked === 'function') return locked;
    throw new UsageError(
      `${this.#out} is appended to by process ${locked.heldBy}, which follows a file into it. End that one first, or name another result with --out.`,
    );
  }

  /** Null where nothing is known, or nothing that can be read. */
  read(): Position | null {
    try {
      const reading = readRecord(Position, readFileSync(this.#path, 'utf8'), VERSION);
      return 'record' in reading ? reading.record : null;
    } catch {
      return null;
    }
  }

  /** Throws the file system's error. */
  write(position: Position): void {
    makePrivateFolder(this.#folder);
    const temporary = temporaryName(this.#path);
    writeFileSync(temporary, JSON.stringify({ v: VERSION, ...position }), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, this.#path);
  }
}
