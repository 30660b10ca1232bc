// The result of new lines, appended to what is there.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { formatSpec } from '../../formats/table.ts';
import type { OutputStream } from '../../host.ts';
import type { Job } from '../job.ts';
import { agreementIn } from '../outcome/agreement.ts';
import type { Destination } from '../result/destination.ts';
import { Written } from '../result/output.ts';

/** A file that grows, or stdout. */
export class Appended {
  readonly #name: string;
  readonly #stdout: OutputStream;
  readonly #mode: number;
  bytes: number;
  #text = '';

  constructor(name: string, bytes: number, { stdout, newMode }: { stdout: OutputStream; newMode: number }) {
    this.#name = name;
    this.bytes = bytes;
    this.#stdout = stdout;
    this.#mode = newMode;
  }

  add(text: string): void {
    this.#text += text;
  }

  /** Writes what was added, behind the bytes that are known; what a killed run left behind them goes. Throws UsageError, and the file system's error. */
  async flush(): Promise<void> {
    const bytes = Buffer.from(this.#text, 'latin1');
    this.#text = '';
    if (this.#name === '-') {
      await new Promise((resolve) => this.#stdout.write(bytes, resolve));
      return;
    }
    if (!bytes.length) return;
    const fd = openSync(this.#name, this.bytes ? 'r+' : 'w', this.#mode);
    try {
      if (fstatSync(fd).size < this.bytes)
        throw new UsageError(
          `${this.#name} was cut short by something else while it was appended to. Begin anew with --force, or name another result with --out.`,
        );
      ftruncateSync(fd, this.bytes);
      for (let at = 0; at < bytes.length; )
        at += writeSync(fd, bytes, at, bytes.length - at, this.bytes + at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    this.bytes += bytes.length;
  }
}

export interface AppendTo {
  out: Appended;
  review: Appended;
  /** Items of the input before these. */
  firstIndex: number;
  guardFormulas: boolean;
}

/** Adds the records of a finished job to its files. Returns how many items and blank lines, and how many of them are for review. */
export async function appendResult(
  { source, survey, input, added, settings, ladder }: Job,
  { format }: Pick<Destination, 'format'>,
  { out, review, firstIndex, guardFormulas }: AppendTo,
): Promise<{ items: number; reviewed: number }> {
  const { task, limit, votes } = settings;
  const writer = formatSpec(format).write({
    ...{ source, bom: input.bom, fields: survey.fields, added },
    sameFormat: source.format === format,
    guardFormulas,
  });
  const agreement = votes > 1 ? agreementIn(ladder) : null;
  const leftReason = 'no rule decides it, and no model was asked';
  const records = new Written(out, review, writer, {
    ...{ input, survey, task, limit, leftReason, agreement, firstIndex },
  });
  if (!out.bytes && !firstIndex) out.add(writer.start);
  for await (const batch of source.batches()) records.write(batch);
  return { items: records.items + records.aside, reviewed: records.reviewed };
}
