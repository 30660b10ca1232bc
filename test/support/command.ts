// The command, in a folder and a home of its own, without any variable of the caller's: in this process, so that a test sees the
// source, or started as a process of its own, for what only a process shows (signals, pipes, memory, being killed).
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { run } from '../../src/main.ts';
import { checkJson } from './json-outputs.ts';
import { COMMAND, type Ended, FAKE_KEY, type Started, start, type World } from './process.ts';

export { FAKE_KEY };

export interface RunOptions {
  input?: string | Buffer;
  /** Variables over the sandbox's. */
  env?: Record<string, string>;
  /** The sandbox's folder by default. */
  cwd?: string;
}

export interface Sandbox {
  folder: string;
  home: string;
  env: Record<string, string>;
  file(name: string): string;
  write(name: string, content: string | Buffer): string;
  read(name: string): string;
  /** Runs the command in this process; one at a time. */
  run(args: string[], options?: RunOptions): Promise<Ended>;
  /** Starts the command, or another one, as a process. */
  start(args: string[], options?: RunOptions & { command?: string[] }): Started;
}

/** A new folder with a scheme `sev.md` (no rules) in it; removed when the test ends. With `url`, a fake key for it. */
export function sandbox(url?: string): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home');
  mkdirSync(home);
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TIERWISE_HOME: join(home, 'tierwise'),
    TIERWISE_RETRY_WAIT_MS: '1', // no test waits for a server to recover
    CLAUDE_CODE_EXECPATH: '/nowhere/claude', // no test finds a login of the machine's user
    OLLAMA_HOST: '127.0.0.1:9', // nor a model on the machine
    ...(url && { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: FAKE_KEY }),
  };
  const file = (name: string): string => join(folder, name);
  const box: Sandbox = {
    folder,
    home,
    env,
    file,
    write(name, content) {
      writeFileSync(file(name), content);
      return file(name);
    },
    read: (name) => readFileSync(file(name), 'utf8'),
    run: (args, { input, env: more, cwd = folder } = {}) =>
      runHere(args, { cwd, env: { ...env, ...more }, input }),
    start: (args, { input, env: more, command = COMMAND, cwd = folder } = {}) =>
      start([...command, ...args], { cwd, env: { ...env, ...more }, input }),
  };
  box.write('sev.md', SEVERITY);
  return box;
}

let running: readonly string[] | null = null;

/** Runs the command in this process with exactly this environment. */
export async function runHere(args: readonly string[], { cwd, env, input }: World): Promise<Ended> {
  if (running)
    throw new Error(`tierwise ${running.join(' ')} runs still: what runs beside it needs start().`);
  running = args;
  const [stdout, stderr] = [collector(), collector()];
  try {
    const stdin = Readable.from(input === undefined ? [] : [Buffer.from(input)]);
    const before = openFiles();
    const code = await run(args, { env, cwd, stdin, stdout, stderr });
    const open = openFiles().filter((file) => !before.includes(file));
    if (open.length) throw new Error(`tierwise ${args.join(' ')} left open: ${open.join(', ')}`);
    checkJson(args, stdout.text());
    return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    running = null;
  }
}

/** Files of a sandbox, and input put aside, that this process has open. */
function openFiles(): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(join('/proc/self/fd', fd));
      return file.startsWith(join(tmpdir(), 'tierwise-')) ? [file] : [];
    } catch {
      return []; // it was for looking at the folder
    }
  });
}

/** A stream that keeps what is written to it. */
function collector(): Writable & { text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return Object.assign(stream, { text: () => Buffer.concat(chunks).toString('utf8') });
}

export const SEVERITY = `---
name: sev
tags: { error: It failed., info: Normal. }
mask: [number]
---
Judge the line.
`;
