// The texts of the policies there are, and what they said when they were read last: reading YAML takes a hook longer than all else it
// does. What is kept is found by the very texts, so a changed one is never taken for what it was.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import {
  ownSettingsFile,
  projectSettingsFile,
  readOwnText,
  readUntrustedText,
  realPath,
  type TextReading,
} from '../models/settings-file.ts';
import { thisProgram } from '../program.ts';
import type { PolicyFile } from './policy.ts';

export interface PolicyFiles {
  user: PolicyFile;
  project: PolicyFile;
  /** What cannot be read, each in one line with the file and the line; such a file says nothing. */
  problems: string[];
}

export interface PolicyText {
  file: string;
  reading: TextReading;
}

/** The user's file, and the project's; null where no project is named, or it is the same file. */
export interface PolicyTexts {
  own: PolicyText;
  theirs: PolicyText | null;
}

/** Returns the texts as they are now. */
export function policyTexts(home: string, project: string | null): PolicyTexts {
  const own = ownSettingsFile(home);
  const theirs = project === null ? null : projectSettingsFile(project);
  const reading = theirs && readUntrustedText(theirs);
  const isThere = reading && !('text' in reading && reading.text === null);
  const isOwn = isThere && realPath(theirs) !== null && realPath(theirs) === realPath(own);
  return {
    own: { file: own, reading: readOwnText(own) },
    theirs: theirs === null || !reading || isOwn ? null : { file: theirs, reading },
  };
}

/** What some texts said, by the program that read them. */
interface Kept {
  texts: PolicyTexts;
  said: PolicyFiles;
}

/** Projects that are remembered. */
const MOST_KEPT = 8;
/** Characters; a longer text is read each time. */
const LONGEST_TEXT = 64 * 1024;

/** Returns what the texts said when they were read last; null where that is not known. */
export function keptPolicies(home: string, texts: PolicyTexts): PolicyFiles | null {
  const wanted = JSON.stringify(texts);
  return readKept(home).find((one) => JSON.stringify(one.texts) === wanted)?.said ?? null;
}

/** Remembers what the texts say, as far as it can be written; those asked about least lately are forgotten. */
export function keepPolicies(home: string, texts: PolicyTexts, said: PolicyFiles): void {
  const file = fileIn(home);
  const draft = `${file}.${process.pid}.tmp`;
  if (JSON.stringify(texts).length > LONGEST_TEXT) return;
  const others = readKept(home).filter(({ texts: { theirs } }) => theirs?.file !== texts.theirs?.file);
  try {
    makePrivateFolder(home);
    const kept = { v: 1, by: thisProgram(), kept: [{ texts, said }, ...others].slice(0, MOST_KEPT) };
    writeFileSync(draft, JSON.stringify(kept, refuseInfinity), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // Then they are read again next time.
  }
}

const fileIn = (home: string): string => join(home, 'policies.json');

function readKept(home: string): Kept[] {
  try {
    const { v, by, kept } = JSON.parse(readFileSync(fileIn(home), 'utf8'));
    return v === 1 && by === thisProgram() ? kept : [];
  } catch {
    return [];
  }
}

/** JSON would make null of it. */
function refuseInfinity(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not a number of JSON');
  return value;
}
