// Whether a file may be replaced: only what an earlier run wrote, and no complete result by a part of it or by another input's.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, type Stats, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { makePrivateFolder } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { readRecord } from '../../records.ts';
import { temporaryName, type Written } from './output-file.ts';
import { targetOf } from './target.ts';

/** What a file was made of. */
export interface Origin {
  /** What it was made of, for people and for comparison: an absolute path, a pattern, a range. */
  input: string;
  /** All of the input is in it. */
  complete: boolean;
  /** What was asked of it: `the scheme "sev"`; missing where only one thing can be. */
  task?: string;
}

const VERSION = 1;

const FormerResult = z.object({
  path: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  sha256: z.string(),
  input: z.string(),
  complete: z.boolean(),
  task: z.string().optional(),
});

type FormerResult = z.infer<typeof FormerResult>;

/** What runs wrote last under each path: `<home>/results/<hash of the path>.json`. */
export class FormerResults {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'results');
  }

  /** Remembers what was written. What cannot be remembered is known by its content later, so nothing fails for it. */
  async remember(written: Written | null, origin: Origin): Promise<void> {
    if (!written) return;
    const file = this.#file(written.path);
    const temporary = temporaryName(file);
    try {
      makePrivateFolder(this.#folder);
      writeFileSync(temporary, JSON.stringify({ v: VERSION, ...written, ...origin }), {
        mode: 0o600,
        flag: 'wx',
      });
      await rename(temporary, file);
    } catch {}
  }

  of(path: string): FormerResult | null {
    let text: string;
    try {
      text = readFileSync(this.#file(path), 'utf8');
    } catch {
      return null;
    }
    const reading = readRecord(FormerResult, text, VERSION);
    return 'record' in reading && reading.record.path === path ? reading.record : null;
  }

  #file(path: string): string {
    return join(this.#folder, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.json`);
  }
}

export interface Replacing {
  /** Null: whatever reads as ours is, also when somebody changed it. */
  former: FormerResults | null;
  origin: Origin;
  /** Whether a file that the data home knows nothing of reads as what a run writes. */
  isOurs(path: string): boolean | Promise<boolean>;
  /** The user said that it may be replaced. */
  force: boolean;
}

/** Throws UsageError when writing `file` would destroy what is not ours, or more than comes instead. */
export async function refuseToDestroy(
  file: string,
  { former, origin, isOurs, force }: Replacing,
): Promise<void> {
  const target = targetOf(file);
  if (force || target.kind !== 'file' || !target.found?.size) return;
  const before = former?.of(target.path) ?? null;
  if (!before && !(await isOurs(target.path))) throw refusal(`${file} is not the result of an earlier run`);
  if (before && !(await isUnchanged(target.path, target.found, before)))
    throw refusal(`${file} was changed since a run wrote it`);
  if (before && before.input !== origin.input)
    throw refusal(`${file} holds the result of another input: ${before.input}`);
  if (!origin.complete && before?.complete !== false)
    throw refusal(`${file} holds a complete result, and this run makes a part of it`);
}

/** Returns another task whose result writing `file` would replace, or null. */
export function replacedTask(
  file: string,
  { former, origin }: Pick<Replacing, 'former' | 'origin'>,
): string | null {
  const target = targetOf(file);
  const task = target.kind === 'file' && target.found ? former?.of(target.path)?.task : undefined;
  return task === undefined || task === origin.task ? null : task;
}

const refusal = (what: string): UsageError =>
  new UsageError(`${what}. Name another file with --out, or replace it with --force.`);

async function isUnchanged(path: string, { size, mtimeMs }: Stats, before: FormerResult): Promise<boolean> {
  if (size !== before.size) return false;
  return mtimeMs === before.mtimeMs || (await hashOf(path)) === before.sha256;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
