// What a run may read, write, ask and spend. Every door of the command asks the one `Access` of its host: a plain command has OPEN, which allows
// what the system allows; `tierwise in-session` a confined one.
import { readFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Budget } from '../ask/budget.ts';

/** What a file is written as: the result of a bulk run, a page of it, a report in Markdown, or a plan. */
export type WrittenAs = 'result' | 'page' | 'report' | 'plan';

export interface Access {
  /** Whether the command runs unasked, inside a session. */
  readonly confined: boolean;

  /** Throws UsageError when what an argument names may not be read: a path, a pattern of paths, or `-`. */
  checkNamed(argument: string): void;
  /** Returns why a file is left out of a folder, a pattern or a diff, in a word or two; null when it may be read. */
  whyLeftOut(path: string): string | null;
  /** Opens a file for reading. Throws UsageError when it may not be read, and the file system's error. */
  open(path: string | Buffer): Promise<FileHandle>;
  /** Returns the bytes of a file. `within`: a hidden folder in which the file may be. Throws as `open` does. */
  readBytes(path: string | Buffer, within?: string): Buffer;
  /** Returns a file as UTF-8 text. Throws as `readBytes` does. */
  readText(path: string, within?: string): string;

  /** Throws UsageError when a file may not be written. `usual`: it has the name a result has by itself. */
  checkWrite(path: string, as: WrittenAs, usual?: boolean): void;

  /** Throws UsageError when commits may not be named in that way. */
  checkRange(range: string): void;
  /** Throws UsageError when a voice may not be asked. */
  checkVoice(name: string): void;
  /** Throws UsageError when `what`, which was asked in `folder`, may not be continued here. */
  checkAskedIn(folder: string, what: string): void;
  /** Whether a project's settings may do what the user's own trust them to do. */
  readonly heedsTrust: boolean;

  /** Returns a budget of at most `ceilingUsd`; null for no ceiling. Throws UsageError when so much may not be spent. */
  budget(ceilingUsd: number | null): Budget;
  /** What was spent through `budget` cannot be known to the last cent: all that was set aside counts. */
  countWhole(): void;
  /** The run is over: tells what its budgets came to. */
  close(): void;
}

/** What a plain command may: all that the system allows. */
export const OPEN: Access = {
  confined: false,
  heedsTrust: true,
  checkNamed() {},
  whyLeftOut: () => null,
  open: (path) => open(path, 'r'),
  readBytes: (path) => readFileSync(path),
  readText: (path) => readFileSync(path, 'utf8'),
  checkWrite() {},
  checkRange() {},
  checkVoice() {},
  checkAskedIn() {},
  budget: (ceilingUsd) => new Budget(ceilingUsd),
  countWhole() {},
  close() {},
};
