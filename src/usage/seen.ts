// Which transcripts were read to their end, by size and time, so that a report need not open each of them, nor each of the files that
// say how far they were read. Only a cache: without it they are opened.
import { readdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../data-home.ts';
import { systemReason } from '../errors.ts';
import { type PassedOver, readRecord } from '../records.ts';
import { offsetsFolder } from './ingest.ts';
import { ledgerFolder } from './ledger-entry.ts';
import { ProgressSchema } from './schemas.ts';
import { subagentTranscripts } from './transcript.ts';

/** A session of which some of its transcripts was read. */
export interface SeenSession {
  transcript: string;
  /** How many of its records could not be counted. */
  passedOver: number;
  /** When its offsets were written, in milliseconds. */
  offsetsAt: number;
  /** What its transcripts were when all of them had been read; missing where that is not known. */
  state?: string;
}

const Seen = z.object({
  v: z.literal(1),
  /** Whether the history on disk was read from its beginning to its end. */
  history: z.boolean(),
  /** Records that could not be counted, of sessions whose transcripts are gone. */
  uncounted: z.int().nonnegative(),
  sessions: z.record(
    z.string(),
    z.object({
      transcript: z.string(),
      passedOver: z.int().nonnegative(),
      offsetsAt: z.number(),
      state: z.string().optional(),
    }),
  ),
});
type Kept = z.output<typeof Seen>;

const folderOf = (home: string): string => join(ledgerFolder(home), 'books');
const fileOf = (home: string): string => join(folderOf(home), 'transcripts.json');

/** The sessions that were read, as their offsets say. */
export class SeenSessions {
  /** Offsets that cannot be read. */
  readonly passedOver: PassedOver[] = [];
  readonly sessions = new Map<string, SeenSession>();
  readonly #home: string;
  readonly #kept: Kept;
  #isChanged = false;

  constructor(home: string) {
    this.#home = home;
    this.#kept = readKept(home);
    for (const name of offsetsIn(home)) this.update(name);
    for (const name of Object.keys(this.#kept.sessions)) if (!this.sessions.has(name)) this.#forget(name);
  }

  /** Whether the history on disk was read once. */
  get hasHistory(): boolean {
    return this.#kept.history;
  }

  set hasHistory(value: boolean) {
    this.#isChanged ||= this.#kept.history !== value;
    this.#kept.history = value;
  }

  /** The sessions' own transcripts. */
  get transcripts(): string[] {
    return [...this.sessions.values()].map(({ transcript }) => transcript);
  }

  /** How many records could not be counted. */
  get uncounted(): number {
    return [...this.sessions.values()].reduce(
      (sum, { passedOver }) => sum + passedOver,
      this.#kept.uncounted,
    );
  }

  /** Looks at the offsets of a session again. `state`: what its transcripts were before they were read to their end. */
  update(name: string, state?: string): void {
    const file = join(offsetsFolder(this.#home), `${name}.json`);
    const offsetsAt = statOf(file)?.mtimeMs;
    if (offsetsAt === undefined) return;
    const kept = this.#kept.sessions[name];
    const isSame = kept?.offsetsAt === offsetsAt && (state === undefined || kept.state === state);
    const session = isSame ? kept : this.#read(file, { offsetsAt, state });
    if (!session) return;
    this.#isChanged ||= !isSame;
    this.sessions.set(name, session);
    this.#kept.sessions[name] = session;
  }

  /** Takes what was just written of a session. `state`: what its transcripts were before they were read to their end. */
  note(transcript: string, passedOver: number, state: string): void {
    const name = basename(transcript, '.jsonl');
    const offsetsAt = statOf(join(offsetsFolder(this.#home), `${name}.json`))?.mtimeMs;
    if (offsetsAt === undefined) return;
    const session = { transcript, passedOver, offsetsAt, state };
    this.sessions.set(name, session);
    this.#kept.sessions[name] = session;
    this.#isChanged = true;
  }

  #read(
    file: string,
    { offsetsAt, state }: { offsetsAt: number; state: string | undefined },
  ): SeenSession | null {
    let problem: string;
    try {
      const reading = readRecord(ProgressSchema, readFileSync(file, 'utf8'));
      if ('record' in reading) {
        const { transcript, passedOver = 0 } = reading.record;
        return { transcript, passedOver, offsetsAt, ...(state !== undefined && { state }) };
      }
      problem = reading.problem;
    } catch (error) {
      problem = systemReason(error);
    }
    this.passedOver.push({ file, problem });
    return null;
  }

  /** Removes the offsets of a session whose transcripts are gone: there is nothing to be read any more. */
  remove(name: string): void {
    const session = this.sessions.get(name);
    try {
      rmSync(join(offsetsFolder(this.#home), `${name}.json`), { force: true });
    } catch {
      return;
    }
    this.#kept.uncounted += session?.passedOver ?? 0;
    this.sessions.delete(name);
    this.#forget(name);
  }

  #forget(name: string): void {
    delete this.#kept.sessions[name];
    this.#isChanged = true;
  }

  /** Keeps what is known, as far as it can be written. */
  save(): void {
    if (!this.#isChanged) return;
    const file = fileOf(this.#home);
    try {
      makePrivateFolder(folderOf(this.#home));
      writeFileSync(`${file}.${process.pid}.tmp`, JSON.stringify(this.#kept), { mode: 0o600 });
      renameSync(`${file}.${process.pid}.tmp`, file);
    } catch {
      // Then the transcripts are opened next time.
    }
  }
}

/** Returns what a session's transcripts are now, by sizes and times; null where there are none. */
export function stateOf(transcript: string): string | null {
  const states = [transcript, ...subagentTranscripts(transcript)].flatMap((file) => {
    const stat = statOf(file);
    return stat ? [`${stat.size} ${stat.mtimeMs}`] : [];
  });
  return states.length ? states.join(',') : null;
}

const statOf = (file: string): Stats | undefined => {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
};

function readKept(home: string): Kept {
  try {
    const reading = readRecord(Seen, readFileSync(fileOf(home), 'utf8'));
    if ('record' in reading) return reading.record;
  } catch {
    // It was never written, or is gone.
  }
  return { v: 1, history: false, uncounted: 0, sessions: {} };
}

function offsetsIn(home: string): string[] {
  try {
    return readdirSync(offsetsFolder(home)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
  } catch {
    return [];
  }
}
