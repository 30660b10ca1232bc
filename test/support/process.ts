// Programs as processes of their own, the built command among them.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './repository.ts';

/** What starts the command as a process. */
export const COMMAND = [process.execPath, join(REPOSITORY, 'bin', 'tierwise')];

export const FAKE_KEY = 'test-not-a-real-key';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Started extends Promise<Ended> {
  child: ChildProcess;
  /** Resolves once stderr holds `text`. */
  stderrHas(text: string): Promise<void>;
}

/** What a program is started in. */
export interface World {
  cwd: string;
  env: Record<string, string>;
  input?: string | Buffer | undefined;
}

/** Starts a process with exactly this environment. */
export function start([program, ...args]: string[], { cwd, env, input }: World): Started {
  const child = spawn(program as string, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // the command may end before it has read everything
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return Object.assign(ended, {
    child,
    stderrHas: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr.on('data', look);
        child.on('close', () => reject(new Error(`ended without "${text}" on stderr:\n${stderr}`)));
        look();
      }),
  });
}
