// What a target of the mutations is: something that reads bytes of others, and what has to hold whatever it reads.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Target {
  /** Examples from which the mutations start. */
  good: readonly string[];
  /** How often it is tried, among the others; 1 when it is missing. */
  weight?: number;
  /** Reads what a mutation made. Throws what is a finding; a UsageError or an AskError is none. */
  read(bytes: Buffer): unknown;
}

export type Targets = Readonly<Record<string, Target>>;

/** Returns a reader of bytes for what reads a text. */
export const text = (read: (text: string) => unknown) => (bytes: Buffer) => read(bytes.toString('utf8'));

/** Returns a reader of bytes for what reads parsed JSON; bytes that are not JSON never get there. */
export const parsed = (read: (value: unknown) => unknown) => (bytes: Buffer) => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return;
  }
  return read(value);
};

/** Returns a reader of bytes for what reads a file: they are in `<folder>/<name>`. */
export const inFile = (folder: string, name: string, read: (file: string) => unknown) => (bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes);
  return read(join(folder, name));
};

/** The same for what promises not to throw: a UsageError is a finding, too. */
export const neverThrows =
  <Given>(read: (given: Given) => unknown) =>
  (given: Given): unknown => {
    try {
      return read(given);
    } catch (error) {
      throw new Error(`it threw: ${(error as Error).stack}`);
    }
  };
