// The client, as far as the module needs it: register.ts makes one of what the client hands to hooks, a test of whatever it likes.
import type { LivePack } from '../../ask/live-protocol.ts';
import type { UsedByModel } from '../facts.ts';
import type { Called } from '../run.ts';

export interface Door {
  version(): Promise<string>;
  session(): Promise<string>;
  root(): Promise<string>;
  pluginRoot: string;
  /** The data home that the command has, too. */
  home(): Promise<string>;
  list(folder: string): Promise<string[]>;
  /** The text of a file; null where there is none. */
  text(file: string): Promise<string | null>;
  /** The size of a file in bytes; 0 where there is none. */
  size(file: string): Promise<number>;
  readFrom(file: string, offset: number, length: number): Promise<string>;
  write(file: string, text: string): Promise<void>;
  append(file: string, text: string): Promise<void>;
  /** Where the session's transcript is; '' where it keeps none. */
  transcript(): Promise<string>;
  /** Runs a program in the session's folder until it ends, as a command of this session. */
  run(argv: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Throws when there is nobody at the socket. */
  post(socket: string, path: string, body: object): Promise<unknown>;
  complete(pack: LivePack): Promise<Called>;
  /** What the client has counted of the session so far, in US dollars; 0 where it does not count. */
  spentUsd(): Promise<number>;
  /** What an agent has used so far, its advisors included; null where the client does not tell. */
  usedBy(agentId: string): Promise<UsedByModel | null>;
  sleep(ms: number): Promise<void>;
  every(ms: number, work: () => void): { cancel(): void };
  /** The line below the prompt. */
  status(text: string | undefined): void;
  /** A line in the conversation that the model does not see. */
  say(line: string): void;
}

export interface Limit {
  kind: string;
  percentUsed: number;
}
