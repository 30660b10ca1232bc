// A lock on a folder, for one process of this machine at a time, even after one was killed.
//
// A file's name can be taken by another process between two looks at it, so nothing is ever deleted by the name `lock`: it is
// renamed to a name nobody else knows, and deleted there when it says what was expected. If it does not, it stays and still counts.
import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from './errors.ts';

const LOCK = 'lock';
/** A lock that was renamed; the rest of the name is random. */
const ASIDE = 'lock.aside-';

/** Locks a folder. Returns what unlocks it, or the process that holds it. Throws the file system's error. */
export function tryLock(folder: string): (() => void) | { heldBy: number } {
  const own = ownText();
  for (;;) {
    const heldBy = holderOf(folder);
    if (heldBy) return { heldBy };
    for (const name of locksIn(folder)) remove(folder, name, (text) => livingProcess(text) === null);
    if (!create(folder, own)) continue;
    // Whoever held the lock when a third process renamed it holds it still.
    const renamed = locksIn(folder).filter((name) => name !== LOCK);
    const isOurs = !renamed.some((name) => isAnothers(textOf(folder, name), own));
    if (isOurs) return () => release(folder, own);
    release(folder, own);
  }
}

/** The process that holds the lock of a folder now, or null. */
export function holderOf(folder: string): number | null {
  for (const name of locksIn(folder)) {
    const pid = livingProcess(textOf(folder, name));
    if (pid !== null) return pid;
  }
  return null;
}

/** Makes the lock with its text in one act. Returns false when there is one already. */
function create(folder: string, text: string): boolean {
  const draft = join(folder, `.lock-${randomUUID()}`);
  writeFileSync(draft, text, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(draft, join(folder, LOCK));
    return true;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function release(folder: string, own: string): void {
  const isOwn = (text: string): boolean => text === own;
  // Another process may rename it while we look.
  for (
    let names = locksIn(folder);
    names.some((name) => textOf(folder, name) === own);
    names = locksIn(folder)
  )
    for (const name of names) remove(folder, name, isOwn);
}

/** Deletes a lock if its text is `expected`. */
function remove(folder: string, name: string, expected: (text: string) => boolean): void {
  if (!expected(textOf(folder, name) ?? '')) return;
  const aside = name === LOCK ? `${ASIDE}${randomUUID()}` : name;
  try {
    if (name === LOCK) renameSync(join(folder, LOCK), join(folder, aside));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return; // another process was quicker
  }
  if (expected(textOf(folder, aside) ?? '')) rmSync(join(folder, aside), { force: true });
}

function locksIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name === LOCK || name.startsWith(ASIDE));
  } catch {
    return [];
  }
}

/** Null when the file is gone. */
function textOf(folder: string, name: string): string | null {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return null;
  }
}

const isAnothers = (text: string | null, own: string): boolean =>
  text !== own && livingProcess(text) !== null;

/** What a process writes to say that something is its own: `<pid> <start> <random>`. */
export const ownText = (): string => `${process.pid} ${startOf(process.pid)} ${randomUUID()}`;

/** Returns the process that such a text names, if it still runs; else null. */
export function livingProcess(text: string | null): number | null {
  const [pid = '', start = ''] = (text ?? '').split(' ');
  return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : null;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false; // 0 and below mean groups of processes
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/**
 * When a process started, in the kernel's ticks, as another process may have its number by now; '' where that is not told. One that
 * has ended, and whose parent does not look after it, started never.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Fields 3 and 22; the name in parentheses may hold anything.
    const [state, ...rest] = stat.replace(/^.*\) /s, '').split(' ');
    return state === 'Z' || state === 'X' ? 'never' : (rest[18] ?? '');
  } catch {
    return '';
  }
}
