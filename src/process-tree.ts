// What a program of ours started, found and ended: by descent, by the mark in its environment, and by where it works.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export const MARK = 'TIERWISE_CALL';

/** What is started while we look is found by looking again. */
const KILL_ROUNDS = 5;

export interface Running {
  pid: number;
  mark: string;
  place: string | undefined;
  /** The processes there were before it: none of them is its. Looking at them all after each program would take longer than most do. */
  before: ReadonlySet<number>;
}

/** Ends a process, its group, all that descend from it, all that carry its mark, and what works in its place. */
export function killTree({ pid, mark, place, before }: Running): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  const found = new Set<number>();
  for (let round = 0; round < KILL_ROUNDS; round++) {
    const since = processIds()?.filter((one) => !before.has(one));
    const all = [...descendants(pid, since), ...marked(mark, since), ...workingIn(place, since)];
    const fresh = [...new Set(all)].filter((one) => !found.has(one));
    for (const one of fresh) found.add(one);
    signalAll([-pid, pid, ...found]);
    if (!fresh.length && round > 0) return;
  }
}

/**
 * Ends whatever carries `mark`, or a mark within it, or works in `place` without a terminal: what a process of ours started that was
 * itself killed. Linux only.
 */
export function killMarked(mark: string, place?: string): void {
  for (let round = 0; round < KILL_ROUNDS; round++) {
    const all = processIds() ?? [];
    const found = [...new Set([...marked(mark, all), ...workingIn(place, all)])];
    if (!found.length) return;
    signalAll(found);
  }
}

function signalAll(pids: readonly number[]): void {
  for (const pid of pids) {
    if (pid === process.pid) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** What descends from `root` among `pids`, or among all processes where there is no /proc. */
function descendants(root: number, pids: readonly number[] | undefined): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of parents(pids)) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = [...(children.get(root) ?? [])];
  for (let at = 0; at < found.length; at++) found.push(...(children.get(found[at] as number) ?? []));
  return found;
}

/** Processes, each with its parent: from /proc, else from ps. */
function parents(pids: readonly number[] | undefined): [number, number][] {
  if (!pids) {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return (stdout ?? '').split('\n').flatMap((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return pid && parent ? [[pid, parent] as [number, number]] : [];
    });
  }
  return pids.flatMap((pid) => {
    // `pid (name) state ppid …`, and a name may hold anything.
    const parent = /\) \S (\d+) [^)]*$/.exec(procFile(pid, 'stat'))?.[1];
    return parent ? [[pid, Number(parent)] as [number, number]] : [];
  });
}

function marked(mark: string, pids: readonly number[] = []): number[] {
  const wanted = `${MARK}=${mark}`;
  const isOurs = (entry: string): boolean => entry === wanted || entry.startsWith(`${wanted}/`);
  return pids.filter((pid) => procFile(pid, 'environ').split('\0').some(isOurs));
}

/**
 * What works in a folder, or is started from it, and has no terminal: a person who looks around there has one. Where there is no /proc,
 * only what names the folder in its command line.
 */
function workingIn(place: string | undefined, pids: readonly number[] | undefined): number[] {
  if (!place) return [];
  if (pids) return pids.filter((pid) => !hasTerminal(pid) && isWithin(place, placesOf(pid)));
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,tty=,command='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const [, pid, terminal, command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return pid && /^\?/.test(terminal ?? '') && command.includes(`${place}/`) ? [Number(pid)] : [];
  });
}

/** Where a process is, and where its program lies. */
const placesOf = (pid: number): string[] =>
  ['cwd', 'exe'].flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/${name}`)];
    } catch {
      return []; // it has ended, or is not ours
    }
  });

const isWithin = (place: string, paths: readonly string[]): boolean =>
  paths.some((path) => path === place || path.startsWith(`${place}/`) || path === `${place} (deleted)`);

// `pid (name) state ppid pgrp session tty …`, and a name may hold anything.
const hasTerminal = (pid: number): boolean => !/\) \S \d+ \d+ \d+ 0 [^)]*$/.test(procFile(pid, 'stat'));

/** The processes there are; undefined where there is no /proc. */
export function processIds(): number[] | undefined {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return undefined;
  }
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
