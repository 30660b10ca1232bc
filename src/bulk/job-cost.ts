// What the runs of one job have cost together since the last complete one: samples, stopped runs, and this one. One line per
// request, on disk when its price is known, so that a killed run counts, too.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Appender } from '../append.ts';
import { readRecord } from '../records.ts';

const VERSION = 1;

const Spent = z.object({
  at: z.string(),
  /** List price in US dollars; the worst case where it is not certain. */
  usd: z.number().min(0),
  certain: z.boolean(),
});

/** Dollars that earlier runs spent: for sure, and possibly. */
export interface SpentBefore {
  certainUsd: number;
  uncertainUsd: number;
}

export class JobCost {
  readonly before: SpentBefore;
  readonly #file: string;
  readonly #appender: Appender;

  /** `input` says which input it is, `taskHash` what was asked of it. */
  constructor(home: string, { taskHash, input }: { taskHash: string; input: string }) {
    const key = createHash('sha256').update(`${taskHash}\0${input}`).digest('hex').slice(0, 32);
    this.#file = join(home, 'jobs', `${key}.jsonl`);
    this.#appender = new Appender(this.#file);
    this.before = sumOf(this.#file);
  }

  /**
   * Counts a request, on disk with the end of this turn of the event loop, or `flush`. What cannot be written is counted in this run only:
   * the answer it brought is worth more.
   */
  add(usd: number, certain: boolean): void {
    if (!usd) return;
    const line = JSON.stringify({ v: VERSION, at: new Date().toISOString(), usd, certain });
    this.#appender.appendSoon(`${line}\n`, () => {});
  }

  flush(): void {
    this.#appender.flush();
  }

  /** Nothing more is counted for now. */
  close(): void {
    this.#appender.close();
  }

  /** The job is complete: what comes next is another. */
  complete(): void {
    this.close();
    try {
      rmSync(this.#file, { force: true });
    } catch {}
  }
}

function sumOf(file: string): SpentBefore {
  const sum: SpentBefore = { certainUsd: 0, uncertainUsd: 0 };
  for (const line of textOf(file).split('\n')) {
    const reading = readRecord(Spent, line, VERSION);
    if (!('record' in reading)) continue;
    const { usd, certain } = reading.record;
    if (certain) sum.certainUsd += usd;
    else sum.uncertainUsd += usd;
  }
  return sum;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
