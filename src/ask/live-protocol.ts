// What a command and the module of a running session say to each other. Both are built from this file.
//
// The module leaves `module.json` in the session's folder of the data home. A command that finds it opens a socket in a private
// folder, and leaves `run-<id>.json` with the socket's path and a secret. The module looks for it only once a command that the user
// allowed to start is about to run, answers in `taken-<id>.json`, and from then on asks over the socket for packs to answer.
import type { Effort } from '../models/table.ts';

/** The version of the exchange; either side leaves another one alone. */
export const PROTOCOL = 1;

/** The commands that may be answered through a session. */
export const LIVE_COMMANDS = ['bulk-tag', 'bulk-map', 'calibrate', 'opinion'] as const;
export type LiveCommand = (typeof LIVE_COMMANDS)[number];

/** Returns where the module of a session and commands in it leave what they have to say. */
export const liveFolder = (home: string, session: string): string => `${home}/live/${session}`;
export const PRESENCE_FILE = 'module.json';
export const runFile = (run: string): string => `run-${run}.json`;
export const takenFile = (run: string): string => `taken-${run}.json`;

/** The module is there. */
export interface Presence {
  v: number;
  session: string;
  client: string;
  /** Null once the session has ended. */
  since: string | null;
  /** Whether a run that was allowed to start may ask now. */
  open: boolean;
}

/** What happens in a session right now, beside what its ledger says. */
export interface LiveState {
  v: number;
  /** Percent used of the plan's limits, by the client's names for them. */
  limits: readonly { kind: string; percentUsed: number; resetsAt?: string | undefined }[];
  runs: readonly LiveRunState[];
  /** Why a higher tier is offered. */
  offer: string | null;
}
export const STATE_FILE = 'state.json';

/** How far a run has come that the session answers. */
export interface LiveRunState {
  command: string;
  /** How far it has come, from 0 to 1; null while it has not said so. */
  share: number | null;
  answered: number;
  failed: number;
  inFlight: number;
  spentUsd: number;
  ceilingUsd: number;
  /** When the API said that it has had enough, in milliseconds since the epoch; null while all goes well. */
  limitedAt: number | null;
}

/** A command asks to be answered. */
export interface Offer {
  v: number;
  run: string;
  command: LiveCommand;
  socket: string;
  secret: string;
  /** What the command would spend at most, in US dollars; null: it set itself no ceiling. */
  maxCostUsd: number | null;
}

/** What the module says to it: what it may spend, or why it is not answered. */
export type Taken =
  | { v: number; run: string; ceilingUsd: number; width: number }
  | { v: number; run: string; refused: string };

/** One request, as the module sends it on. */
export interface LivePack {
  id: number;
  model: string;
  system: string;
  cacheSystem: boolean;
  user: string;
  maxTokens: number;
  effort: Effort | null;
  timeoutMs: number;
}

/** `POST /packs`: how many more the module can answer at once. */
export interface PacksWanted {
  secret: string;
  room: number;
}
export interface Packs {
  packs: LivePack[];
  /** How far the run has come, from 0 to 1; null while that is not known. */
  share: number | null;
}

export interface LiveUsage {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
}

/** `POST /answers`. */
export interface Answers {
  secret: string;
  answers: LiveAnswer[];
}

export type LiveAnswer =
  | { id: number; text: string; usage: LiveUsage; served: string; requestId: string | null }
  | { id: number; failure: LiveFailure; status: number | null; message: string };

/** Why a pack has no answer: as the API says, cut off, over the ceiling, or not one that the module sends. */
export type LiveFailure = 'api' | 'empty' | 'aborted' | 'ceiling' | 'refused';

/** The client asks for so many output tokens more than it is told to. */
export const ADDED_OUTPUT_TOKENS = 2048;
