// Opinions that are kept because the user asked for it, for a follow-up to the same voices: each question with what each voice
// answered, without files and diffs. Private to the user, and without what looks like a secret.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../data-home.ts';
import { systemCode, systemReason, UsageError } from '../errors.ts';
import { readRecord } from '../records.ts';
import { maskSecrets } from '../secrets.ts';
import { SIDES } from './sides.ts';

const ID = /^[0-9a-f]{8}$/;

const Schema = z.object({
  id: z.string().regex(ID),
  at: z.string(),
  /** Where it was asked. */
  folder: z.string(),
  voices: z
    .array(
      z.object({
        name: z.string(),
        side: z.enum(SIDES).nullable(),
        turns: z.array(z.object({ question: z.string(), answer: z.string() })).min(1),
      }),
    )
    .min(1),
});

export type Kept = z.output<typeof Schema>;

/** Returns an id that no kept opinion has. */
export const newId = (): string => randomBytes(4).toString('hex');

/** Writes an opinion to the data home, over the one with its id. Throws the file system's error. */
export function keep(home: string, { voices, ...kept }: Kept): void {
  makePrivateFolder(folderOf(home));
  const file = fileOf(home, kept.id);
  const masked = voices.map(({ turns, ...voice }) => ({
    ...voice,
    turns: turns.map(({ question, answer }) => ({
      question: maskSecrets(question),
      answer: maskSecrets(answer),
    })),
  }));
  const temporary = `${file}.${newId()}.tmp`;
  writeFileSync(temporary, `${JSON.stringify({ v: 1, ...kept, voices: masked })}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  renameSync(temporary, file);
}

/** Returns the kept opinion of an id. Throws UsageError when there is none or it cannot be read. */
export function readKept(home: string, id: string): Kept {
  if (!ID.test(id)) throw unknown(home, id);
  let text: string;
  try {
    text = readFileSync(fileOf(home, id), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw unknown(home, id);
    throw new UsageError(`${fileOf(home, id)}: cannot read it: ${systemReason(error)}.`);
  }
  const read = readRecord(Schema, text);
  if ('record' in read) return read.record;
  throw new UsageError(
    `${fileOf(home, id)}: ${read.problem}. Remove it with: tierwise opinion --forget ${id}`,
  );
}

/** Returns what is kept, the newest first; what cannot be read is left out. */
export function listKept(home: string): Kept[] {
  const found = idsIn(home).flatMap((id) => {
    try {
      return [readKept(home, id)];
    } catch (error) {
      if (error instanceof UsageError) return [];
      throw error;
    }
  });
  return found.sort((a, b) => b.at.localeCompare(a.at));
}

/** Removes a kept opinion, or `all`. Returns how many there were. Throws UsageError for an id that is not there. */
export function forget(home: string, id: string): number {
  const ids = idsIn(home);
  if (id === 'all') {
    rmSync(folderOf(home), { recursive: true, force: true });
    return ids.length;
  }
  if (!ids.includes(id)) throw unknown(home, id);
  rmSync(fileOf(home, id));
  return 1;
}

const folderOf = (home: string): string => join(home, 'opinions');
const fileOf = (home: string, id: string): string => join(folderOf(home), `${id}.json`);

function idsIn(home: string): string[] {
  try {
    return readdirSync(folderOf(home)).flatMap((name) => {
      const id = name.replace(/\.json$/, '');
      return id !== name && ID.test(id) ? [id] : [];
    });
  } catch {
    return [];
  }
}

const MOST_NAMED = 5;

function unknown(home: string, id: string): UsageError {
  const ids = idsIn(home);
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  const known = ids.length
    ? `Expected one of: ${ids.slice(0, MOST_NAMED).join(', ')}${more}.`
    : 'None is kept: --keep keeps the next one.';
  return new UsageError(`No kept opinion is called "${id}". ${known}`);
}
