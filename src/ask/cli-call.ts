// What the adapters of coding CLIs share: a folder of our own to start them in, and the ways a call ends that are the same for all.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataHome, makePrivateFolder } from '../data-home.ts';
import { systemReason } from '../errors.ts';
import { atExit, type Ended, runProgram } from '../process.ts';
import type { CliCall, CliFailure } from './coding-cli.ts';
import { at, isRecord, parseJson, textAt } from './foreign.ts';

const QUESTION_TIMEOUT_MS = 20_000;
/** No call takes longer. */
const LONGEST_CALL_MS = 2 * 24 * 3_600_000;
const LONGEST_WORDS = 300;

/** A folder of ours, for one call of a CLI. */
export interface OwnFolder {
  path: string;
  /** An empty folder in it to start the CLI in: beside what is lent to it, as a model may read where it starts. */
  work: string;
  /** Has `last` done before the folder is removed, however we end. */
  onLeave(last: () => void): void;
}

/**
 * A new folder of our own below the data home, and the function that removes it. Not below the system's temporary folder: a CLI
 * looks for settings in every folder above the one it starts in, and anybody can write there. Throws the file system's error.
 */
function privateFolder(env: NodeJS.ProcessEnv): { folder: OwnFolder; remove: () => void } {
  const parent = join(dataHome(env), 'cli');
  makePrivateFolder(parent);
  sweep(parent);
  const path = mkdtempSync(join(parent, 'call-'));
  const work = join(path, 'work');
  mkdirSync(work);
  const leaving: (() => void)[] = [];
  const remove = (): void => {
    for (const one of leaving) one();
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const forget = atExit(remove);
  return {
    folder: { path, work, onLeave: (one) => leaving.push(one) },
    remove() {
      forget();
      remove();
    },
  };
}

/** Removes what a process of ours left that was killed so hard that it could not: a login may be in it. */
function sweep(parent: string): void {
  const isOver = (folder: string): boolean => Date.now() - statSync(folder).mtimeMs > LONGEST_CALL_MS;
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    try {
      if (name.startsWith('call-') && isOver(folder)) rmSync(folder, { recursive: true, force: true });
    } catch {
      // another process has removed it
    }
  }
}

/** Runs `work` in a private folder that is gone afterwards. */
export async function inPrivateFolder<Answer>(
  env: NodeJS.ProcessEnv,
  work: (own: OwnFolder) => Promise<Answer | CliFailure>,
): Promise<Answer | CliFailure> {
  let made: ReturnType<typeof privateFolder>;
  try {
    made = privateFolder(env);
  } catch (error) {
    return {
      failure: 'failed',
      message: `no folder to work in below ${dataHome(env)}: ${systemReason(error)}`,
    };
  }
  try {
    return await work(made.folder);
  } finally {
    made.remove();
  }
}

/** What a CLI is called, by the system and by people, and how to get it. */
export interface Program {
  program: string;
  title: string;
  install: string;
}

/** One call of a CLI, prompt on its standard input; a failure when it did not end by itself. */
export async function callCli(
  { program, title, install }: Program,
  args: readonly string[],
  { prompt, timeoutMs, signal, mark, access, folder }: CliCall,
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Ended | CliFailure> {
  let ended: Ended;
  try {
    ended = await runProgram(program, args, {
      cwd,
      env,
      input: prompt,
      timeoutMs,
      ...(signal && { signal }),
      ...(mark && { mark }),
      ...(access === 'write' && { place: folder }),
    });
  } catch (error) {
    if (at({ error }, 'error.code') === 'ENOENT')
      return { failure: 'missing', message: `${title} is not installed: ${install}` };
    return { failure: 'failed', message: `${title} cannot be started: ${systemReason(error)}` };
  }
  switch (ended.ended) {
    case 'timeout':
      return { failure: 'timeout', message: `${title} did not answer within ${timeoutMs / 1000} s` };
    case 'aborted':
      return { failure: 'aborted', message: `${title} was stopped` };
    case 'too much output':
      return { failure: 'failed', message: `${title} wrote more than anybody could read, and was ended` };
    case null:
      return ended;
  }
}

/** The JSON objects among the lines of `text`; other lines are skipped. */
export const jsonLines = (text: string): unknown[] => text.split('\n').map(parseJson).filter(isRecord);

/** The last of these events that has the type; undefined when none has. */
export const lastOf = (events: readonly unknown[], type: string): unknown =>
  events.findLast((event) => textAt(event, 'type') === type);

/** What `program` prints for `args` that make no model call, such as `--version`; null when it cannot be run or hangs. */
export async function printed(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { timeoutMs, signal }: Partial<Pick<CliCall, 'timeoutMs' | 'signal'>> = {},
): Promise<{ code: number | null; stdout: string } | null> {
  const limits = {
    timeoutMs: Math.min(timeoutMs ?? QUESTION_TIMEOUT_MS, QUESTION_TIMEOUT_MS),
    ...(signal && { signal }),
  };
  try {
    const { code, stdout, ended } = await runProgram(program, args, { env, ...limits });
    return ended ? null : { code, stdout };
  } catch {
    return null;
  }
}

/** The version number in what a program printed for `--version`; null when there is none. */
export const versionIn = (output: { code: number | null; stdout: string } | null): string | null =>
  output?.code === 0 ? (/\d+\.\d+\.\d+[\w.-]*/.exec(output.stdout)?.[0].replace(/\.$/, '') ?? null) : null;

/** A CLI's own words on one line, short enough to show. */
export function inOneLine(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST_WORDS ? `${line.slice(0, LONGEST_WORDS)}…` : line;
}

/** How a process that gave no reason ended: its code, or the signal somebody else sent. */
export function endedHow(title: string, { code, stderr }: Ended): string {
  const how = code === null ? 'was killed by something else' : `ended with ${code} and no result`;
  const last = inOneLine(stderr.trim().split('\n').at(-1) ?? '');
  return last ? `${title} ${how}: ${last}` : `${title} ${how}`;
}

const LOGIN =
  /\b(?:401|403)\b|unauthori[sz]ed|not logged in|log ?in|api key not valid|invalid api key|authentication|missing environment variable|no auth/i;
const LIMIT = /\b429\b|quota|usage limit|rate limit|too many requests|exhausted|credits/i;

/** The kind of failure that a CLI's words describe. */
export function failureFrom(words: string): CliFailure['failure'] {
  if (LIMIT.test(words)) return 'limit';
  return LOGIN.test(words) ? 'login' : 'failed';
}
