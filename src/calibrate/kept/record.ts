// The last calibration of each task, on disk: what was found, by whom, and what can be compared with it later. No item and no answer is
// in it: fingerprints, and hashes of answers.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Task } from '../../bulk/task/task.ts';
import { makePrivateFolder } from '../../data-home.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { EFFORTS, RUNG_NAMES } from '../../models/table.ts';
import { type PassedOver, readRecord } from '../../records.ts';

const VERSION = 1;

const Tier = z.enum(RUNG_NAMES);
const Interval = z.object({ value: z.number(), low: z.number(), high: z.number(), n: z.number() });

const Setting = z
  .object({
    /** `haiku`, `haiku/effort=high`; missing where only tiers were compared. */
    name: z.string().optional(),
    tier: Tier,
    model: z.string(),
    /** The models that answered. */
    served: z.array(z.string()),
    effort: z.enum(EFFORTS),
    pack: z.number(),
    votes: z.union([z.literal(1), z.literal(2)]),
    masks: z.boolean().default(true),
    agreement: Interval,
    accuracy: Interval.nullable(),
    costPer1000Usd: z.number().nullable(),
  })
  .transform(({ name, ...setting }) => ({ ...setting, name: name ?? setting.tier }));
export type RecordedSetting = z.infer<typeof Setting>;

const Question = z.union([
  z.object({ kind: z.literal('within'), allowance: z.number() }),
  z.object({ kind: z.literal('floor'), floor: z.number() }),
]);

const Calibration = z.object({
  task: z.object({ kind: z.enum(['scheme', 'recipe']), name: z.string(), hash: z.string() }),
  at: z.string(),
  promptVersion: z.number(),
  /** The columns that are the item; none for the usual ones. */
  columns: z.array(z.string()),
  question: Question,
  confidence: z.number(),
  /** Settings by their name, here and below. */
  against: z.string(),
  settings: z.array(Setting),
  decision: z.enum(['yes', 'no', 'undecided']),
  recommended: z.string().nullable(),
  /** Since when bulk runs start on what is recommended; null: they do not. */
  appliedAt: z.string().nullable(),
  /** The last time the sample was asked anew. */
  rechecked: z
    .object({ at: z.string(), significant: z.boolean(), tier: z.string(), served: z.array(z.string()) })
    .nullable(),
  /** Known items that bulk runs asked again since then: how many in each run, and how many answers were others. */
  watched: z.array(z.object({ asked: z.number(), changed: z.number() })),
  /** Hashes of what each setting answered, and of the label, where there is one. */
  sample: z.array(
    z.object({
      fingerprint: z.string(),
      answers: z.record(z.string(), z.string()),
      label: z.string().nullable(),
    }),
  ),
});
export type Calibration = z.infer<typeof Calibration>;

const folderIn = (home: string): string => join(home, 'calibrations');
const fileOf = (home: string, hash: string): string => join(folderIn(home), `${hash}.json`);

/** Returns the last calibration of a task; null when there is none, and a problem when it cannot be read. */
export function readCalibration(
  home: string,
  { hash }: Pick<Task, 'hash'>,
): Calibration | null | { problem: string } {
  return readFile(fileOf(home, hash));
}

function readFile(file: string, words = ''): Calibration | null | { problem: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return { problem: systemReason(error) };
  }
  if (!text.includes(words)) return null;
  const reading = readRecord(Calibration, text, VERSION);
  return 'record' in reading ? reading.record : reading;
}

/** Returns the last calibration of every task, or of those whose record contains `words`. */
export function allCalibrations(
  home: string,
  words = '',
): { calibrations: Calibration[]; passedOver: PassedOver[] } {
  const calibrations: Calibration[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of namesIn(folderIn(home))) {
    const file = join(folderIn(home), name);
    const read = readFile(file, words);
    if (read && 'problem' in read) passedOver.push({ file, problem: read.problem });
    else if (read) calibrations.push(read);
  }
  return { calibrations, passedOver };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch {
    return [];
  }
}

/** Keeps a calibration in place of the last one of its task. Throws UsageError when the disk refuses. */
export function writeCalibration(home: string, calibration: Calibration): void {
  const file = fileOf(home, calibration.task.hash);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    makePrivateFolder(folderIn(home));
    writeFileSync(temporary, `${JSON.stringify({ v: VERSION, ...calibration })}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${file}: the calibration cannot be kept: ${systemReason(error)}.`);
  }
}
