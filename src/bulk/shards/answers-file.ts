// The answers of a shard as one file that can be carried to another machine: a line about it, then an answer per line, as they are stored.
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { UsageError } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { RUNG_NAMES } from '../../models/table.ts';
import { type RecordReading, readRecord } from '../../records.ts';
import { linesOf } from '../outcome/lines.ts';
import { StoredAnswer } from '../outcome/stored-answer.ts';
import { OutputFile } from '../result/output-file.ts';

const VERSION = 1;

/** What a shard's answers are about. */
const About = z.object({
  kind: z.literal('answers'),
  task: z.object({
    kind: z.enum(['scheme', 'recipe']),
    name: z.string(),
    hash: z.string().regex(/^[\w-]+$/),
  }),
  /** Null where answers of several inputs may be together. */
  input: z.object({ hash: z.string() }).nullable(),
  /** Null: several, merged. */
  shard: z.object({ index: z.int().min(1), of: z.int().min(1) }).nullable(),
  /** Whether every group of the shard has been asked. */
  complete: z.boolean(),
});
export type About = z.infer<typeof About>;

/** A pass is a folder's name where answers are stored: a tier's or a person's, and nothing that leads elsewhere. */
const PASS = new RegExp(`^(?:${[...RUNG_NAMES, 'person'].join('|')})(?:[-@][\\w@=,.+-]*)?$`);

/** An answer as it is stored, with the pass it belongs to: `haiku`, `haiku-second`, `person`. */
const PassAnswer = StoredAnswer.omit({ request: true, distrusted: true, at: true }).extend({
  pass: z.string().regex(PASS),
});
export type PassAnswer = z.infer<typeof PassAnswer>;

/** Returns the first line of an answers file; why it is not one otherwise. Throws the file system's error. */
export function readAbout(file: string): RecordReading<About> {
  for (const { line } of linesOf(file)) return readRecord(About, line, VERSION);
  return { problem: 'empty' };
}

/** The answers in a file. Throws UsageError for a line that is none: a file that was carried here is whole or not to be trusted. */
export function* answersIn(file: string): Generator<PassAnswer> {
  let number = 0;
  for (const { line, isWhole } of linesOf(file)) {
    if (number++ === 0) continue;
    const reading = readRecord(PassAnswer, line, VERSION);
    if (!('record' in reading) || !isWhole)
      throw new UsageError(
        `${file} line ${number}: not an answer, or cut off. Copy the file again from where it was made.`,
      );
    yield reading.record;
  }
}

/** Throws UsageError when something stands at `file` that is no answers file. */
export function refuseOther(file: string, force: boolean): void {
  if (force || !existsSync(file)) return;
  const reading = readAbout(file);
  if ('record' in reading) return;
  throw new UsageError(
    `${file} is not a file of answers (${reading.problem}). Name another one with --out, or replace it with --force.`,
  );
}

/** Writes an answers file, whole or not at all; the same answers make the same bytes. Returns how many. Throws UsageError. */
export async function writeAnswers(
  file: string,
  about: About,
  answers: Iterable<PassAnswer>,
  { results, guard, newMode = 0o600 }: Pick<Host, 'results'> & { guard: () => void; newMode?: number },
): Promise<number> {
  const out = new OutputFile(file, results, { guard, newMode });
  const line = (value: object): string => `${Buffer.from(JSON.stringify(value)).toString('latin1')}\n`;
  let count = 0;
  try {
    await out.write(line({ v: VERSION, ...about }));
    for (const answer of answers) {
      await out.write(line({ v: VERSION, ...answer }));
      count++;
    }
    await out.finish();
  } catch (error) {
    await out.discard();
    throw error;
  }
  return count;
}
