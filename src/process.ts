// Other programs, started so that they always end: their input is closed, a clock runs, and whatever they started ends with
// them. A coding CLI's shell tools lead sessions of their own and outlive a kill of its process group, so each program is
// given a mark in its environment, and whatever carries it belongs to it.
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const MARK = 'TIERWISE_CALL';

/** A mark of its own for one program, by which it is also found when asked for all that belongs to `mark`. */
export const markWithin = (mark: string): string => `${mark}/${randomUUID()}`;

/** A program that writes more than this is out of control. */
const MOST_OUTPUT_CHARS = 64 * 1024 * 1024;
/** What is started while we look is found by looking again. */
const KILL_ROUNDS = 5;
/** How long a program that has ended may go on writing with nothing coming, in rounds: in each, all there is to read is read. */
const QUIET_ROUNDS = 4;
const QUIET_MS = 250;

export interface ProgramOptions {
  cwd?: string;
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
  /** Written to its standard input, which is then closed. */
  input?: string;
  timeoutMs: number;
  /** Ends it early. */
  signal?: AbortSignal;
  /** By what its processes are found again, even by a later process of ours; a random word without it. */
  mark?: string;
  /** Each piece of its standard output, as it comes. */
  onOutput?: (text: string) => void;
}

export interface Ended {
  /** The exit code; null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Why we ended it; null when it ended by itself. */
  ended: 'timeout' | 'aborted' | 'too much output' | null;
}

interface Running {
  pid: number;
  mark: string;
  /** The processes there were before it: none of them is its. Looking at them all after each program would take longer than most do. */
  before: ReadonlySet<number>;
}

const running = new Set<Running>();
const leftovers = new Set<() => void>();
process.on('exit', () => {
  for (const one of running) killTree(one);
  for (const remove of leftovers) remove();
});

/** Has `remove` called when this process ends before the function that is returned was called; then no program of ours runs any more. */
export function atExit(remove: () => void): () => void {
  leftovers.add(remove);
  return () => leftovers.delete(remove);
}

/** Runs a program to its end and leaves nothing of it behind. Rejects with Node's error when it cannot be started. */
export function runProgram(name: string, args: readonly string[], options: ProgramOptions): Promise<Ended> {
  const { cwd, env, input, mark = randomUUID() } = options;
  return new Promise((resolve, reject) => {
    const before = new Set(processIds());
    // A process group of its own: Ctrl-C is for us, and we decide what it means for what we started.
    const child = spawn(name, args, {
      cwd,
      env: { ...env, [MARK]: mark },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const program = child.pid ? { pid: child.pid, mark, before } : null;
    if (program) running.add(program);
    const kill = (): void => {
      if (program) killTree(program);
    };
    const watched = watch(child, kill, options);
    const finish = (): void => {
      watched.stop();
      if (program) running.delete(program);
    };
    child.stdin.on('error', () => {}); // it may end before it has read everything; its exit says why
    child.stdin.end(input);
    child.on('error', (error) => {
      finish();
      reject(error);
    });
    child.on('exit', watched.letGo);
    child.on('exit', kill); // what a program that has ended left behind, such as a server its shell tool started
    child.on('close', (code) => {
      finish();
      resolve({ code, ...watched.state });
    });
  });
}

/** Collects what a program writes, and kills it after its time, on abort, or when it writes too much, until stopped. */
function watch(
  child: ChildProcessWithoutNullStreams,
  kill: () => void,
  { timeoutMs, signal, onOutput }: ProgramOptions,
): { state: Omit<Ended, 'code'>; letGo(): void; stop(): void } {
  const state: Omit<Ended, 'code'> = { stdout: '', stderr: '', ended: null };
  let quiet = 0;
  let waiting: NodeJS.Timeout | undefined;
  const end = (why: NonNullable<Ended['ended']>): void => {
    state.ended ??= why;
    kill();
    // What a killed program left open would keep the pipes, and us, waiting.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      state[stream] += text;
      quiet = 0;
      if (stream === 'stdout') onOutput?.(text);
      if (state[stream].length > MOST_OUTPUT_CHARS) end('too much output');
    });
  }
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  const onAbort = (): void => end('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    state,
    // It has ended: who escaped with its output in hand, and shed its mark, is not waited for.
    letGo() {
      waiting = setInterval(() => {
        if (++quiet < QUIET_ROUNDS) return;
        child.stdout.destroy();
        child.stderr.destroy();
      }, QUIET_MS);
    },
    stop() {
      clearTimeout(timer);
      clearInterval(waiting);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** Ends a process, its group, all that descend from it, and all that carry its mark. */
function killTree({ pid, mark, before }: Running): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  const found = new Set<number>();
  for (let round = 0; round < KILL_ROUNDS; round++) {
    const since = processIds()?.filter((one) => !before.has(one));
    const fresh = [...descendants(pid, since), ...marked(mark, since)].filter((one) => !found.has(one));
    for (const one of fresh) found.add(one);
    signalAll([-pid, pid, ...found]);
    if (!fresh.length && round > 0) return;
  }
}

/** Ends whatever carries `mark`, or a mark within it: what a process of ours started that was itself killed. Linux only. */
export function killMarked(mark: string): void {
  for (let round = 0; round < KILL_ROUNDS; round++) {
    const found = marked(mark, processIds());
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

/** The processes there are; undefined where there is no /proc. */
function processIds(): number[] | undefined {
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
