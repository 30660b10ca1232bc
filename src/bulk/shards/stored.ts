// The stored answers of a data home, as far as they still stand.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../../errors.ts';
import { linesOf } from '../outcome/lines.ts';
import { readStoredAnswer } from '../outcome/stored-answer.ts';
import type { PassAnswer } from './answers-file.ts';

/** The hashes of the tasks that a data home has answers to. Throws the file system's error. */
export const tasksIn = (home: string): string[] => foldersIn(join(home, 'answers'));

/** The answers of a data home to a task, pass by pass. Lines that cannot be read are passed over, as every run does. Throws the file system's error. */
export function* storedIn(home: string, taskHash: string): Generator<PassAnswer> {
  const folder = join(home, 'answers', taskHash);
  for (const pass of foldersIn(folder)) {
    if (pass === 'claims') continue;
    const known = new Map<string, PassAnswer>();
    const files = readdirSync(join(folder, pass)).filter((name) => name.endsWith('.jsonl'));
    for (const file of files.sort()) readInto(known, pass, join(folder, pass, file));
    yield* known.values();
  }
}

function readInto(known: Map<string, PassAnswer>, pass: string, file: string): void {
  for (const { line } of linesOf(file)) {
    const reading = readStoredAnswer(line);
    if (!('record' in reading)) continue;
    const { at: _at, request: _request, distrusted, ...answer } = reading.record;
    if (distrusted) known.delete(answer.fingerprint);
    else known.set(answer.fingerprint, { pass, ...answer });
  }
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
