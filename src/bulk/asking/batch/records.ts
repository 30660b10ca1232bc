// What is known of pending batches, on disk before anything is sent: the next run that asks the same collects them.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../../../data-home.ts';
import { systemCode, systemReason, UsageError } from '../../../errors.ts';
import { RUNG_NAMES } from '../../../models/table.ts';
import { type PassedOver, type RecordReading, readRecord } from '../../../records.ts';

/** The version that is written. */
const VERSION = 2;

/** One request of a batch: which items it asks about, and under which ids. */
const SentPack = z.object({
  firstId: z.int(),
  /** The id of each item; without it, they count on from the first. */
  ids: z.array(z.int()).optional(),
  fingerprints: z.array(z.string()).min(1),
  /** The places of those that belong to another pack. */
  checks: z.array(z.int()).optional(),
  /** The place of the one that is tried first if the pack is suspect. */
  strangest: z.int().optional(),
  /** The most it can cost, in US dollars. */
  worstUsd: z.number().nonnegative(),
});
export type SentPack = z.infer<typeof SentPack>;

const BatchRecord = z.object({
  /** Our name for it, and its file's; its requests are `<key>-0`, `<key>-1`, … */
  key: z.string(),
  /** The API's name for it; null while it is not known whether it arrived. */
  batch: z.string().nullable(),
  /** Whose it is: only with that address and credential can it be collected. */
  account: z.string(),
  /** Where its files are, as `--batch` names it; missing for a Message Batch. */
  place: z.string().optional(),
  /** When it was submitted, ISO 8601. */
  at: z.iso.datetime(),
  /** When its request was sent last; without it, at that time. */
  sentAt: z.iso.datetime().optional(),
  task: z.object({ kind: z.enum(['scheme', 'recipe']), name: z.string(), hash: z.string() }),
  tier: z.enum(RUNG_NAMES),
  /** The store its answers go to: `haiku`, `haiku-second`. */
  store: z.string(),
  model: z.string(),
  /** What runs the job again. */
  command: z.object({ cwd: z.string(), args: z.array(z.string()) }),
  packs: z.array(SentPack),
});
export type BatchRecord = z.infer<typeof BatchRecord>;

/** Keeps the records of `home`. Everything here throws UsageError when the disk refuses. */
export class BatchRecords {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'batches');
  }

  /** All pending batches, the oldest first. */
  all(): BatchRecord[] {
    return this.read().records;
  }

  /** The same, with the files that are passed over: damaged, foreign, or of a newer version. */
  read(): { records: BatchRecord[]; passedOver: PassedOver[] } {
    const records: BatchRecord[] = [];
    const passedOver: PassedOver[] = [];
    for (const key of this.#keys()) {
      const reading = this.#readOne(key);
      if (!reading) continue;
      if ('record' in reading) records.push(reading.record);
      else passedOver.push({ file: this.#file(key), problem: reading.problem });
    }
    return { records: records.sort((a, b) => (a.at < b.at ? -1 : 1)), passedOver };
  }

  /** Writes a record, whole or not at all. */
  write(record: BatchRecord): void {
    const file = this.#file(record.key);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      makePrivateFolder(this.#folder);
      writeFileSync(temporary, JSON.stringify({ v: VERSION, ...record }), { mode: 0o600, flush: true });
      renameSync(temporary, file);
    } catch (error) {
      try {
        rmSync(temporary, { force: true });
      } catch {} // why it could not be written says more
      throw this.#refusal(error);
    }
  }

  /** Forgets a batch: its answers are stored, or there are none. */
  remove({ key }: Pick<BatchRecord, 'key'>): void {
    try {
      rmSync(this.#file(key), { force: true });
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #keys(): string[] {
    try {
      return readdirSync(this.#folder).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw this.#refusal(error);
    }
  }

  /** Null when another run has removed it meanwhile. */
  #readOne(key: string): RecordReading<BatchRecord> | null {
    let text: string;
    try {
      text = readFileSync(this.#file(key), 'utf8');
    } catch (error) {
      return systemCode(error) === 'ENOENT' ? null : { problem: systemReason(error) };
    }
    const reading = readRecord(BatchRecord, text, VERSION);
    // What is removed later is the file that the key names.
    if ('record' in reading && reading.record.key !== key) return { problem: "key: not the file's name" };
    return reading;
  }

  #file = (key: string): string => join(this.#folder, `${key}.json`);

  #refusal(error: unknown): UsageError {
    return new UsageError(`Pending batches cannot be recorded in ${this.#folder}: ${systemReason(error)}.`);
  }
}

/** A new name for a batch. */
export const newKey = (): string => `tw${randomBytes(6).toString('hex')}`;

/** The id of request number `index`. */
export const requestId = ({ key }: BatchRecord, index: number): string => `${key}-${index}`;

/** What collects a batch whose files lie elsewhere: the end of a message. */
export const toCollect = ({ key, place }: Pick<BatchRecord, 'key' | 'place'>): string =>
  place
    ? `Collect them with --batch ${place} (tierwise runs resume ${key}), or drop them: tierwise runs forget ${key}`
    : `Set the API key they were submitted with to collect them, or drop them: tierwise runs forget ${key}`;

/** The request of a record that has the id; null when it has none. */
export function packOf(record: BatchRecord, id: string): { index: number; pack: SentPack } | null {
  if (!id.startsWith(`${record.key}-`)) return null;
  const index = Number(id.slice(record.key.length + 1));
  const pack = record.packs[index];
  return pack ? { index, pack } : null;
}

/** How often to ask after a batch, in milliseconds: what the user says, else `usual`. */
export const batchPollMs = (env: NodeJS.ProcessEnv, usual: number): number =>
  Number(env.TIERWISE_BATCH_POLL_MS) || usual;
