// Other programs, started so that they always end: their input is closed, a clock runs, and whatever they started ends with
// them. A coding CLI's shell tools lead sessions of their own and outlive a kill of its process group, so each program is
// given a mark in its environment, and whatever carries it belongs to it.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { killTree, MARK, processIds, type Running } from './process-tree.ts';

export { killMarked } from './process-tree.ts';

/** A mark of its own for one program, by which it is also found when asked for all that belongs to `mark`. */
export const markWithin = (mark: string): string => `${mark}/${randomUUID()}`;

/** A program that writes more than this is out of control. */
const MOST_OUTPUT_CHARS = 64 * 1024 * 1024;
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
  /** A folder of its own: what it leaves working there, on no terminal, belongs to it even without its mark. */
  place?: string;
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
  const { cwd, env, input, mark = randomUUID(), place } = options;
  return new Promise((resolve, reject) => {
    const before = new Set(processIds());
    // A process group of its own: Ctrl-C is for us, and we decide what it means for what we started.
    const child = spawn(name, args, {
      cwd,
      env: { ...env, [MARK]: mark },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const program = child.pid ? { pid: child.pid, mark, place, before } : null;
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
