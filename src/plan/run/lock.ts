// One run of a plan at a time, even after one was killed.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';

const fileIn = (folder: string): string => join(folder, 'lock');

/** Keeps a second run of the same plan away; gives what ends that. Throws UsageError when one is under way. */
export function lock(folder: string): () => void {
  const file = fileIn(folder);
  const holder = holderOf(folder);
  if (holder) {
    throw new UsageError(
      `Another run of this plan is under way (process ${holder}). Wait for it, or end it first.`,
    );
  }
  rmSync(file, { force: true }); // left by a run that was killed
  const fd = openSync(file, 'wx', 0o600);
  writeSync(fd, `${process.pid} ${startOf(process.pid)}`);
  closeSync(fd);
  return () => rmSync(file, { force: true });
}

/** The process that runs the plan now, or null. */
export function holderOf(folder: string): number | null {
  let text: string;
  try {
    text = readFileSync(fileIn(folder), 'utf8');
  } catch {
    return null;
  }
  const [pid = '', start = ''] = text.split(' ');
  return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : null;
}

function isAlive(pid: number): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in the kernel's ticks, as another process may have its number by now; '' where that is not told. */
function startOf(pid: number): string {
  try {
    // Field 22; the name in parentheses may hold anything.
    return (
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}
