// Brings the ledger up to date before a report, from more than one session.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason } from '../errors.ts';
import { type PassedOver, type RecordReading, readRecord } from '../records.ts';
import { ingestSession, offsetsFolder, type Progress } from './ingest.ts';
import { ProgressSchema } from './schemas.ts';
import { allTranscripts } from './transcript.ts';

/** Brings the ledger up to date with every session seen before. Returns the offsets that could not be read. */
export function ingestKnown(home: string): PassedOver[] {
  return progressFiles(home).flatMap((file) => {
    const reading = readProgressFile(file);
    if ('problem' in reading) return [{ file, problem: reading.problem }];
    ingestSession(home, reading.record.transcript);
    return [];
  });
}

/** Returns the transcripts of every session seen before. */
export const knownTranscripts = (home: string): string[] =>
  progressFiles(home).flatMap((file) => {
    const reading = readProgressFile(file);
    return 'record' in reading ? [reading.record.transcript] : [];
  });

/** Brings the ledger up to date with every transcript there is, and returns how many there are. */
export function ingestAll(home: string, configFolder: string): number {
  const transcripts = allTranscripts(configFolder);
  for (const transcript of transcripts) ingestSession(home, transcript);
  return transcripts.length;
}

/** Returns how many records of transcripts speak of cost but could not be counted. */
export function uncountedRecords(home: string): number {
  return progressFiles(home).reduce((sum, file) => {
    const reading = readProgressFile(file);
    return sum + ('record' in reading ? (reading.record.passedOver ?? 0) : 0);
  }, 0);
}

function readProgressFile(file: string): RecordReading<Progress> {
  try {
    return readRecord(ProgressSchema, readFileSync(file, 'utf8'));
  } catch (error) {
    return { problem: systemReason(error) };
  }
}

function progressFiles(home: string): string[] {
  const folder = offsetsFolder(home);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
