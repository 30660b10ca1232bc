// What is known of batches that are on their way, on disk before anything is sent: whoever asks again collects them.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../../data-home.ts';
import { systemReason, UsageError } from '../../../errors.ts';
import type { TierName } from '../../../models/table.ts';

/** One request of a batch: which items it asks about, and under which ids. */
export interface SentPack {
  firstId: number;
  fingerprints: string[];
  /** The most it can cost, in US dollars. */
  worstUsd: number;
}

export interface BatchRecord {
  /** Our name for it; its requests are `<key>-0`, `<key>-1`, … */
  key: string;
  /** The API's name for it; null while it is not known whether it arrived. */
  batch: string | null;
  /** Whose it is: only with that address and credential can it be had. */
  account: string;
  /** When it was handed in, ISO 8601. */
  at: string;
  task: { kind: 'scheme' | 'recipe'; name: string; hash: string };
  tier: TierName;
  /** The store its answers go to: `haiku`, `haiku-second`. */
  store: string;
  model: string;
  /** What runs the job again. */
  command: { cwd: string; args: string[] };
  packs: SentPack[];
}

/** Keeps the records of `home`. Everything here throws UsageError when the disk refuses. */
export class BatchRecords {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'batches');
  }

  /** All batches on their way, the oldest first; records that cannot be read are left alone. */
  all(): BatchRecord[] {
    let files: string[];
    try {
      files = readdirSync(this.#folder).filter((file) => file.endsWith('.json'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw this.#refusal(error);
    }
    const records = files.flatMap((file): BatchRecord[] => {
      try {
        return [JSON.parse(readFileSync(join(this.#folder, file), 'utf8'))];
      } catch {
        return [];
      }
    });
    return records.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Writes a record, whole or not at all. */
  write(record: BatchRecord): void {
    const file = this.#file(record);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      makePrivateFolder(this.#folder);
      writeFileSync(temporary, JSON.stringify(record), { mode: 0o600, flush: true });
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw this.#refusal(error);
    }
  }

  /** Forgets a batch: its answers are stored, or there are none. */
  remove(record: BatchRecord): void {
    rmSync(this.#file(record), { force: true });
  }

  #file = ({ key }: BatchRecord): string => join(this.#folder, `${key}.json`);

  #refusal(error: unknown): UsageError {
    return new UsageError(`Batches cannot be noted down in ${this.#folder}: ${systemReason(error)}.`);
  }
}

/** A new name for a batch. */
export const newKey = (): string => `tw${randomBytes(6).toString('hex')}`;

/** The id of request number `index`. */
export const requestId = ({ key }: BatchRecord, index: number): string => `${key}-${index}`;

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
