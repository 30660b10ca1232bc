// One month packed, step by step; a process may be killed after each.
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { appendEntryLines } from '../ledger-entry.ts';
import { removeSummed } from './drop-calls.ts';
import {
  bytesBefore,
  closedPart,
  followingFile,
  monthFile,
  packedFile,
  statOf,
  tailOf,
} from './month-files.ts';
import { holdsLines, packOnto } from './pack-onto.ts';
import { isPacked, packedLines } from './packed-lines.ts';
import { pieces } from './pieces.ts';
import { readMonth, writeMonth } from './stored-month.ts';

/** Packs the lines of a month. `onStep` is called after each step that changes something on the disk. Throws the file system's error. */
export function closeMonth(home: string, name: string, onStep: (step: string) => void): void {
  removeSummed(home, name);
  for (let times = 0; times < MOST_TIMES; times++) {
    const packed = packedFile(home, name);
    const size = statOf(packed)?.size ?? 0;
    if (size && !isPacked(packed)) return; // damaged, or somebody else's
    if (!new MonthClosing(home, name, { size, onStep }).run()) return;
  }
}

/** Lines that were set apart before, and those that came since. */
const MOST_TIMES = 3;

/** A month being closed. */
class MonthClosing {
  readonly #home: string;
  readonly #name: string;
  readonly #onStep: (step: string) => void;
  readonly #packed: string;
  /** Of what is packed already. */
  readonly #size: number;
  readonly #draft: string;

  constructor(home: string, name: string, { size, onStep }: { size: number; onStep(step: string): void }) {
    this.#home = home;
    this.#name = name;
    this.#onStep = onStep;
    this.#packed = packedFile(home, name);
    this.#size = size;
    this.#draft = `${this.#packed}.${process.pid}.tmp`;
  }

  /** Packs one file of lines. Returns whether there was one. */
  run(): boolean {
    const { following, state } = closedPart(this.#home, this.#name);
    const [apart] = following;
    const stored = readMonth(this.#home, this.#name);
    const isCurrent = stored && (stored.head.stamp.closed ?? '') === state;
    try {
      const packed = apart === undefined ? this.#packOpen() : this.#packApart(apart);
      if (packed && isCurrent) this.#restamp(stored, packed);
      return packed !== null;
    } finally {
      rmSync(this.#draft, { force: true });
    }
  }

  /** What a process set apart that was killed then. */
  #packApart(from: string): Packed {
    const before = bytesBefore(from) ?? 0;
    const { size } = lstatSync(from);
    const file = basename(from);
    if (before < this.#size && holdsLines(this.#packed, before, { from, size })) {
      rmSync(from);
      return { file, stoodTwice: true };
    }
    this.#putInPlace(from, this.#pack(from));
    return { file };
  }

  /** Null where there is nothing to pack. */
  #packOpen(): Packed | null {
    const file = monthFile(this.#home, this.#name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const taken = this.#pack(file);
    const apart = followingFile(this.#home, this.#name, this.#size);
    renameSync(file, apart);
    this.#onStep('set apart');
    const tail = tailOf(apart, taken);
    // Nobody begins to append to it any more, and who had begun looks whether it is still where it was.
    this.#putInPlace(apart, statOf(apart)?.size === taken ? taken : this.#pack(apart));
    return { file: basename(file), open: { bytes: taken, tail } };
  }

  /** Returns how many bytes of a file stand in the draft now. Throws where they do not. */
  #pack(from: string): number {
    rmSync(this.#draft, { force: true });
    const taken = packOnto({ onto: this.#packed, size: this.#size, from, into: this.#draft });
    if (taken === null) throw Object.assign(new Error('read back otherwise than written'), { code: 'EIO' });
    this.#onStep('packed');
    return taken;
  }

  #putInPlace(file: string, taken: number): void {
    renameSync(this.#draft, this.#packed);
    syncFolder(dirname(this.#packed));
    this.#onStep('in place');
    // Of one that began to append long ago, and does not look.
    const late = textFrom(file, taken);
    if (late) appendEntryLines(this.#home, this.#name, late);
    rmSync(file);
    this.#onStep('removed');
  }

  /** What was added up of the month is what its files hold now, too. */
  #restamp({ head: { stamp }, month }: StoredMonth, { file, open, stoodTwice }: Packed): void {
    if (stoodTwice) return;
    if (open && (stamp.bytes !== open.bytes || stamp.tail !== open.tail)) return;
    const { state } = closedPart(this.#home, this.#name);
    const now = open ? { ...stamp, bytes: 0, lines: 0, mtimeMs: 0, tail: '' } : stamp;
    const { first } = month.odd;
    const isMoved = first !== null && (first.file ?? basename(monthFile(this.#home, this.#name))) === file;
    const line = (first?.line ?? 0) + packedLines(this.#packed, this.#size);
    const odd = isMoved
      ? { ...month.odd, first: { ...first, file: basename(this.#packed), line } }
      : month.odd;
    writeMonth(this.#home, this.#name, { ...now, closed: state }, { ...month, odd });
  }
}

/** The file that was packed; of the one that was appended to, how much it held. */
interface Packed {
  file: string;
  open?: { bytes: number; tail: string };
  /** It was packed before, so that some of its lines may have been told twice. */
  stoodTwice?: boolean;
}

type StoredMonth = NonNullable<ReturnType<typeof readMonth>>;

/** What stands in a file behind so many bytes. */
function textFrom(file: string, from: number): string {
  const fd = openSync(file, 'r');
  try {
    return [...pieces(fd, from)].map((piece) => piece.toString()).join('');
  } finally {
    closeSync(fd);
  }
}

/** So that a name outlives a loss of power, where the system can do that. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    // Then the file is there under one of its names.
  }
}
