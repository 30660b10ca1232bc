// All that was ever stored about one item, in the order it was: what the stores, which hold the latest only, no longer tell.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../../errors.ts';
import type { Task } from '../task/task.ts';
import { linesOf } from './lines.ts';
import { readStoredAnswer, type StoredAnswer } from './stored-answer.ts';

/** One stored answer, and how many items were answered in the same reply. */
export interface Stored {
  /** The pass: `haiku`, `haiku-second`, `person`, or the name of a calibrated setting. */
  pass: string;
  answer: StoredAnswer;
  /** Null where the reply is not known: stored by 0.2.0 or before, or a person's. */
  packItems: number | null;
}

/** Returns everything stored about the item, oldest first. Throws the file system's error. */
export function historyOf(home: string, task: Pick<Task, 'hash'>, fingerprint: string): Stored[] {
  const folder = join(home, 'answers', task.hash);
  const found = namesIn(folder).flatMap((pass) =>
    filesOf(join(folder, pass)).flatMap((file) => inFile(file, fingerprint).map((one) => ({ pass, ...one }))),
  );
  return found.toSorted((a, b) => (a.answer.at < b.answer.at ? -1 : a.answer.at > b.answer.at ? 1 : 0));
}

const filesOf = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name));

// A reply's answers are in one file, as a run writes into one.
function inFile(file: string, fingerprint: string): Omit<Stored, 'pass'>[] {
  const found: StoredAnswer[] = [];
  const items = new Map<string, number>();
  for (const { line } of linesOf(file)) {
    const reading = readStoredAnswer(line);
    if (!('record' in reading)) continue;
    const { request, distrusted, fingerprint: about } = reading.record;
    if (request && !distrusted) items.set(request, (items.get(request) ?? 0) + 1);
    if (about === fingerprint) found.push(reading.record);
  }
  return found.map((answer) => ({
    answer,
    packItems: (answer.request && items.get(answer.request)) || null,
  }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}
