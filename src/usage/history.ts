// Many sessions read into the ledger at once: by this thread and, where there is much to read, by one more. What both found is written in
// the order of the sessions, as of several that have the same call the first one made it.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Progress, readSession, type SessionPart, writeSessions } from './ingest.ts';
import { QuickCalls } from './quick-calls.ts';

/** What a second thread is given. */
export interface Share {
  home: string;
  transcripts: readonly string[];
  /** One number: the place of the next transcript that nobody reads yet. */
  next: SharedArrayBuffer;
}

/** What it says of one. */
export interface Finding {
  index: number;
  part: SessionPart | null;
}

type OnRead = (done: number, progress: Progress | null) => void;

/** Less than this is read sooner than a thread starts. */
const WORTH_A_THREAD_BYTES = 48 * 1024 * 1024;
/** So much text is written at once. */
const MOST_TEXT = 4 * 1024 * 1024;

/**
 * Brings the ledger up to date with some sessions. `onRead` is called with how many are done, and what is known of the session that was
 * last; null where nothing was new. Throws the file system's error.
 */
export async function readSessions(
  home: string,
  transcripts: readonly string[],
  onRead: OnRead,
): Promise<void> {
  const writer = new InOrder(home, transcripts.length, onRead);
  const next = new SharedArrayBuffer(4);
  const share: Share = { home, transcripts, next };
  const helper = startHelper(share, (finding) => writer.take(finding));
  for (const finding of findings(share)) {
    writer.take(finding);
    await new Promise(setImmediate); // what the other thread has found meanwhile
  }
  await helper;
  // A thread that ended early leaves what it had begun.
  for (const index of writer.missing()) writer.take({ index, part: partOf(home, transcripts[index] ?? '') });
  writer.flush();
}

/** Reads one transcript after the other that nobody else reads. */
export function* findings({ home, transcripts, next }: Share): Generator<Finding> {
  const place = new Int32Array(next);
  for (;;) {
    const index = Atomics.add(place, 0, 1);
    const transcript = transcripts[index];
    if (transcript === undefined) return;
    yield { index, part: partOf(home, transcript) };
  }
}

/** One for all sessions: what it does often becomes quick. */
const quick = new QuickCalls();

const partOf = (home: string, transcript: string): SessionPart | null =>
  readSession(home, transcript, Number.POSITIVE_INFINITY, quick);

/** The script of a second thread. Only a built command has one. */
const HELPER = join(__dirname, 'read-history.cjs');

/** Nearly all that it makes is garbage at once; V8 would let that grow to 48 MB. */
const YOUNG_MB = 4;

/** Starts a second thread where that pays. Resolves when it has ended, however it did. */
async function startHelper(share: Share, take: (finding: Finding) => void): Promise<void> {
  if (!existsSync(HELPER) || bytesOf(share.transcripts) < WORTH_A_THREAD_BYTES) return;
  await new Promise<void>((resolve) => {
    const worker = new Worker(HELPER, {
      workerData: share,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', take);
    worker.on('error', () => resolve());
    worker.on('exit', () => resolve());
  });
}

function bytesOf(files: readonly string[]): number {
  let sum = 0;
  for (const file of files) {
    sum += statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (sum >= WORTH_A_THREAD_BYTES) break;
  }
  return sum;
}

/** Writes what was found, in order. */
class InOrder {
  readonly #home: string;
  readonly #found: (SessionPart | null | undefined)[];
  readonly #onRead: OnRead;
  #next = 0;
  #batch: SessionPart[] = [];
  #text = 0;

  constructor(home: string, length: number, onRead: OnRead) {
    this.#home = home;
    this.#found = Array.from({ length });
    this.#onRead = onRead;
  }

  take({ index, part }: Finding): void {
    this.#found[index] = part;
    for (;;) {
      const found = this.#found[this.#next];
      if (found === undefined) break;
      this.#found[this.#next++] = null;
      if (found) this.#add(found);
      this.#onRead(this.#next, found?.progress ?? null);
    }
  }

  #add(part: SessionPart): void {
    this.#batch.push(part);
    for (const [, lines] of part.lines) this.#text += lines.length;
    if (this.#text >= MOST_TEXT) this.flush();
  }

  flush(): void {
    writeSessions(this.#home, this.#batch);
    this.#batch = [];
    this.#text = 0;
  }

  missing(): number[] {
    return [...this.#found.keys()].filter((index) => this.#found[index] === undefined);
  }
}
