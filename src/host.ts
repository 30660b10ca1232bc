// What a run has of the world outside: start() in src/main.ts hands it the process's own, a test hands it others. Nothing else in src/ asks
// the process for any of it (src/start.ts, src/hooks/main.ts, delegation.ts and mention.ts are entries of their own).
import type { Command } from 'commander';
import type { Access } from './access/access.ts';
import type { ExitCode } from './errors.ts';
import type { Going } from './runs/going.ts';

export type InputStream = NodeJS.ReadableStream & {
  isTTY?: boolean;
  /** On a terminal: each key as it is pressed. */
  setRawMode?: (raw: boolean) => unknown;
};
export type OutputStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number; rows?: number };

/** Takes text for people. No control character but tab and line feed gets through: see terminal/output. */
export interface TextOutput {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** How wide the terminal is; 0 when that is not known. */
  readonly columns?: number;
  /** How high it is; 0 when that is not known. */
  readonly rows?: number;
}

/** What asks a run to stop: Ctrl-C, a system that shuts down, a terminal that was closed, Ctrl-\. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** Where a run learns that it is to stop; a process is one. */
export interface Signals {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

/** Called with the command that is about to act, and what commander read of its options. Throws UsageError when it may not. */
export type Admit = (command: Command) => void;

/** What the run is given. */
export interface World {
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
  /** The working folder, absolute. */
  cwd: string;
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  /** None: nothing interrupts the run. */
  signals?: Signals;
  /** Ends the process at once. Called when a run that is stopping already is interrupted again. */
  exit?: (code: ExitCode) => void;
  /** None: a plain command, which may do what the system allows. */
  access?: Access;
  /** None: every command is admitted. */
  admit?: Admit;
  /** The run that is taken up again, by its id; none: it is a new one. */
  resumes?: string;
}

/** What a run has of it, once it is settled what the run may do. */
export interface Host extends Omit<World, 'stdout' | 'stderr'> {
  stdout: TextOutput;
  stderr: TextOutput;
  /** Stdout for the user's own bytes, such as a result: exact, unless it is a terminal. */
  results: OutputStream;
  access: Access;
  /** What is noted of the run. */
  going: Going;
}

/** One run: the host, and the words the command was called with. */
export interface Invocation extends Host {
  argv: readonly string[];
}
