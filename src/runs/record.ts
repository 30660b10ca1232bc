// What is on disk of each run that asks models: when and where it started, who carries it out, how it ended and what it cost. No item,
// question or answer; what of these a run needs to be taken up again, unfinished.ts holds until it has finished. Written whole at each
// change, so that a run which is killed leaves the last one.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../data-home.ts';
import { systemCode, systemReason } from '../errors.ts';
import { livingProcess } from '../lock.ts';
import { type PassedOver, type RecordReading, readRecord } from '../records.ts';
import { Unfinished } from './unfinished.ts';

const VERSION = 1;
const DAY_MS = 86_400_000;
/** How long a run that has ended is remembered. */
const KEPT_MS = 30 * DAY_MS;

export const RUN_KINDS = ['bulk', 'calibrate', 'init', 'opinion', 'plan'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

const RunResult = z.object({
  /** What it wrote, by absolute path. */
  out: z.string().nullable().default(null),
  /** Where items for a person are. */
  reviewFile: z.string().nullable().default(null),
  /** The id of an opinion that is kept. */
  kept: z.string().nullable().default(null),
  /** What was counted: items by outcome. */
  counts: z.record(z.string(), z.number()).default({}),
});
export type RunResult = z.output<typeof RunResult>;

const RunRecord = z.object({
  id: z.string().regex(/^[a-z]+-[0-9a-f]{6}$/),
  kind: z.enum(RUN_KINDS),
  /** What it is about, in a few words. */
  what: z.string(),
  cwd: z.string(),
  /** The words after `tierwise`; without a question or goal. */
  args: z.array(z.string()),
  /** Those of them that are no options; missing in records of 0.2.0 and before, and of an opinion. */
  inputs: z.array(z.string()).optional(),
  /** Runs of one job are the same in this. */
  job: z.string(),
  /** Which process, as lock.ts writes it. */
  owner: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  exitCode: z.int().nullable(),
  /** List price of what has been asked, in US dollars. */
  costUsd: z.number().nonnegative(),
  /** Calls whose price is not known. */
  unpriced: z.int().nonnegative(),
  result: RunResult.nullable(),
});
export type RunRecord = z.output<typeof RunRecord>;

/** Returns a new id: `bulk-3f09ac`. */
export const newRunId = (kind: RunKind): string => `${kind}-${randomBytes(3).toString('hex')}`;

/** Returns what runs of one job have in common: what is called with which arguments, in which folder. */
export const jobKey = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

/** Keeps the records of a data home. */
export class RunRecords {
  readonly #home: string;
  readonly #folder: string;

  constructor(home: string) {
    this.#home = home;
    this.#folder = join(home, 'runs');
  }

  /** Returns all runs, the newest first, and the files that are passed over. */
  read(): { records: RunRecord[]; passedOver: PassedOver[] } {
    const records: RunRecord[] = [];
    const passedOver: PassedOver[] = [];
    for (const id of this.#ids()) {
      const reading = this.#readOne(id);
      if (!reading) continue;
      if ('record' in reading) records.push(reading.record);
      else passedOver.push({ file: this.#file(id), problem: reading.problem });
    }
    return { records: records.sort((a, b) => b.startedAt.localeCompare(a.startedAt)), passedOver };
  }

  /** Writes a record, whole or not at all. Throws the file system's error. */
  write(record: RunRecord): void {
    const file = this.#file(record.id);
    const temporary = `${file}.${process.pid}.tmp`;
    makePrivateFolder(this.#folder);
    writeFileSync(temporary, `${JSON.stringify({ v: VERSION, ...record })}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  }

  /** Returns the record of a run; null where there is none that can be read. */
  one(id: string): RunRecord | null {
    const reading = this.#readOne(id);
    return reading && 'record' in reading ? reading.record : null;
  }

  /** What a run leaves to be taken up again. */
  unfinished(id: string): Unfinished {
    return new Unfinished(this.#home, id);
  }

  /** Forgets a run, with what it left to be taken up again. Throws the file system's error. */
  remove(id: string): void {
    rmSync(this.#file(id), { force: true });
    this.unfinished(id).remove();
  }

  /** Forgets what `next` goes on with, and what ended long ago. Throws the file system's error. */
  makeRoomFor(next: RunRecord): void {
    const oldest = Date.parse(next.startedAt) - KEPT_MS;
    for (const { id, job, owner, endedAt, startedAt } of this.read().records) {
      if (id === next.id || (endedAt === null && livingProcess(owner) !== null)) continue;
      if (job === next.job || Date.parse(endedAt ?? startedAt) < oldest) this.remove(id);
    }
  }

  #ids(): string[] {
    try {
      return readdirSync(this.#folder).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
    } catch {
      return [];
    }
  }

  /** Null when another process has removed it meanwhile. */
  #readOne(id: string): RecordReading<RunRecord> | null {
    try {
      const reading = readRecord(RunRecord, readFileSync(this.#file(id), 'utf8'), VERSION);
      if ('record' in reading && reading.record.id !== id) return { problem: "id: not the file's name" };
      return reading;
    } catch (error) {
      return systemCode(error) === 'ENOENT' ? null : { problem: systemReason(error) };
    }
  }

  #file = (id: string): string => join(this.#folder, `${id}.json`);
}
