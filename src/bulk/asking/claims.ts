// What a run is about to pay for, said to all runs of this machine: two runs at once on the same items pay once. A run claims
// all that it will ask before it asks any of it, or nothing at all, so no two runs wait for each other; a killed run's claims
// are nobody's.
import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePrivateFolder } from '../../data-home.ts';
import { systemCode, systemReason, UsageError } from '../../errors.ts';
import { livingProcess, ownText, tryLock } from '../../lock.ts';

/** The lock is held for one look at a folder and one write. */
const LOCK_POLL_MS = 10;

/** The claims of one run, in `<folder>/<random>`: whose they are in the first line, then a name per line. */
export class Claims {
  readonly #folder: string;
  readonly #file: string;

  /** `folder`: where all runs that may want the same names put theirs. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, randomUUID());
  }

  /** Claims all of `names`, or none. Returns null, or the process that has claimed one of them. Throws UsageError when the disk refuses. */
  async tryClaim(names: readonly string[]): Promise<number | null> {
    return this.#alone(() => {
      const holder = this.#holderOfAny(new Set(names));
      if (holder === null) this.#write(names);
      return holder;
    });
  }

  /** Claims each of `sets` as a whole, unless another run has a part of it. Returns the keys of those claimed. Throws UsageError when the disk refuses. */
  async claimSets(sets: ReadonlyMap<string, readonly string[]>): Promise<Set<string>> {
    return this.#alone(() => {
      const taken = new Set(this.#others().flatMap(({ claimed }) => claimed));
      const free = [...sets].filter(([, names]) => !names.some((name) => taken.has(name)));
      this.#write(free.flatMap(([, names]) => names));
      return new Set(free.map(([key]) => key));
    });
  }

  /** Claims a name that only this run knows yet. Throws UsageError when the disk refuses. */
  add(name: string): void {
    this.#orRefuse(() => this.#write([name]));
  }

  /** Gives up all claims. */
  release(): void {
    rmSync(this.#file, { force: true });
  }

  #holderOfAny(names: ReadonlySet<string>): number | null {
    for (const { pid, claimed } of this.#others()) if (claimed.some((name) => names.has(name))) return pid;
    return null;
  }

  #write(names: readonly string[]): void {
    const lines = names.map((name) => `${name}\n`).join('');
    try {
      writeFileSync(this.#file, `${ownText()}\n${lines}`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      appendFileSync(this.#file, lines);
    }
  }

  /** What other runs that are alive have claimed; removes what dead ones have left. */
  #others(): { pid: number; claimed: string[] }[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const file = join(this.#folder, name);
      if (name.includes('lock') || file === this.#file) return [];
      const [owner = '', ...claimed] = textOf(file).split('\n');
      const pid = livingProcess(owner);
      if (pid !== null) return [{ pid, claimed: claimed.filter(Boolean) }];
      rmSync(file, { force: true });
      return [];
    });
  }

  /** Calls `act` while no other run can claim. */
  async #alone<Result>(act: () => Result): Promise<Result> {
    this.#orRefuse(() => makePrivateFolder(this.#folder));
    for (;;) {
      const lock = this.#orRefuse(() => tryLock(this.#folder));
      if (typeof lock !== 'function') {
        await sleep(LOCK_POLL_MS);
        continue;
      }
      try {
        return this.#orRefuse(act);
      } finally {
        lock();
      }
    }
  }

  #orRefuse<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      throw new UsageError(`Answers cannot be kept in ${this.#folder}: ${systemReason(error)}.`);
    }
  }
}

/** '' when the run has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}
