// The only place that starts git. A repository may come from anywhere, and its settings can name programs for git to start: none
// of them runs. Git gets no variable that steers it from outside, no credential, and no network.
import { spawn, spawnSync } from 'node:child_process';
import { environmentFor } from './credentials.ts';
import { gitFailure, notStarted } from './git-failure.ts';
import { type Hardening, hardened, spawning, TIMEOUT_MS } from './git-hardened.ts';
import { type Ended, markWithin, runProgram } from './process.ts';

export { GitError } from './git-failure.ts';

export interface GitOptions extends Hardening {
  input?: string;
  /** How what git prints is read; latin1 keeps bytes as they are. UTF-8 by default. */
  encoding?: 'utf8' | 'latin1';
  /** By what a later run of ours finds it again. */
  mark?: string;
}

/** Runs git and returns what it prints, without the last line end. Throws GitError, or another UsageError when there is no git. */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const { cwd, input, mark } = options;
  const call = hardened(args, options);
  const ended = await runProgram('git', call.args, {
    cwd,
    env: call.env,
    timeoutMs: TIMEOUT_MS,
    ...(input !== undefined && { input }),
    ...(mark && { mark: markWithin(mark) }),
  }).catch((error: Error) => {
    throw notStarted(error, cwd);
  });
  if (ended.code === 0) return ended.stdout.replace(/\n$/, '');
  throw gitFailure(commandOf(args), ended.stderr || howEnded(ended), cwd);
}

/** The same while everything waits, with the last line end. */
export function gitNow(args: readonly string[], options: Omit<GitOptions, 'mark'>): string {
  const { cwd, input, encoding } = options;
  const call = hardened(args, options);
  const ended = spawnSync('git', call.args, {
    ...spawning(cwd, call.env),
    ...(encoding && { encoding }),
    ...(input !== undefined && { input }),
  });
  if (ended.error && ended.status === null) throw notStarted(ended.error, cwd);
  if (ended.status === 0) return ended.stdout;
  throw gitFailure(commandOf(args), ended.stderr || `it ended with ${ended.status}`, cwd);
}

/** The same in pieces, as they come. Throws GitError at the end when git failed. */
export async function* gitLines(args: readonly string[], options: GitOptions): AsyncGenerator<string> {
  const { cwd } = options;
  const call = hardened(args, options);
  const child = spawn('git', call.args, { cwd, env: call.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(notStarted(error, cwd)));
    child.on('close', resolve);
  });
  ended.catch(() => {}); // awaited below, after the output
  try {
    yield* child.stdout.setEncoding('utf8');
    const code = await ended;
    if (code !== 0) throw gitFailure(commandOf(args), complaint || `it ended with ${code}`, cwd);
  } finally {
    child.kill();
  }
}

/**
 * Runs git as the user would by typing it, with the programs that the repository and the user have set up: only for what they asked
 * for by name. It sees no credential but, with `gh`, what
 * reaches GitHub.
 */
export const gitAsTyped = (
  args: readonly string[],
  { cwd, env }: Pick<GitOptions, 'cwd' | 'env'>,
  also?: 'gh',
): Promise<Ended> =>
  runProgram('git', args, {
    cwd,
    env: environmentFor(['git', 'check', ...(also ? [also] : [])], env),
    timeoutMs: TIMEOUT_MS,
  }).catch((error: Error) => {
    throw notStarted(error, cwd);
  });

const commandOf = ([command = '']: readonly string[]): string => command;

const howEnded = ({ code, ended }: Ended): string =>
  ended === 'timeout' ? `it did not end within ${TIMEOUT_MS / 60_000} minutes` : `it ended with ${code}`;
