// What every coding CLI looks like to the rest: one prompt in a folder, one answer or one failure. One adapter file each.
import { UsageError } from '../errors.ts';
import type { Usage } from '../models/cost.ts';

export interface CliCall {
  prompt: string;
  /** The model's id as the CLI knows it; null for the CLI's own default. */
  model: string | null;
  /** A level the CLI knows; null for its default. */
  effort: string | null;
  /** Where it works. */
  folder: string;
  /** `none`: no tools at all; `read`: it may look at the folder; `write`: it may change it and run commands there. */
  access: 'none' | 'read' | 'write';
  /** With `write`: shell commands it may run unasked, for CLIs that ask about each. */
  commands?: readonly string[];
  /** JSON schema of the answer, for CLIs that take one; others are told it in the prompt by the caller. */
  schema?: object | null;
  /** The CLI's own limit, where it has one. */
  maxCostUsd?: number | null;
  timeoutMs: number;
  signal?: AbortSignal;
  /** By what a later process of ours finds this call's processes again (`killMarked`). */
  mark?: string;
}

export interface CliAnswer {
  /** Never empty: an empty answer is a failure. */
  text: string;
  /** The model that answered, where the CLI tells it. */
  served: string | null;
  /** Tokens of all its requests; null where the CLI does not tell. */
  usage: Usage | null;
  /** What the CLI itself says it cost, in US dollars; null where it does not. */
  costUsd: number | null;
}

/**
 * - `missing`: it is not installed; `login`: nobody is logged in
 * - `limit`: a quota is used up; waiting or paying helps, trying again does not
 * - `budget`: it reached `maxCostUsd`
 * - `timeout`, `aborted`: we ended it
 * - `refused`: the model declined; `empty`: it ended well and said nothing
 * - `failed`: anything else, in the CLI's own words
 */
export interface CliFailure {
  failure: 'missing' | 'login' | 'limit' | 'budget' | 'timeout' | 'aborted' | 'refused' | 'empty' | 'failed';
  message: string;
  /** What was spent before it failed, where the CLI tells. */
  usage?: Usage | null;
  costUsd?: number | null;
}

export interface CliStatus {
  /** Its version; null when it is not installed. */
  version: string | null;
  /** Whether somebody is logged in; null when that cannot be told without a request. */
  loggedIn: boolean | null;
  /** Who pays for its calls, in words: `the key in CODEX_API_KEY`, `its login`. */
  billedTo: string;
  /** How to get what is missing, in one line; '' when nothing is. */
  hint: string;
  /** Why it cannot be asked although it is installed, in one line: too old, settings that cannot be read; '' when it can. */
  trouble: string;
  /** What of its user's own set-up cannot be kept from it, in words: `your AGENTS.md`; '' when all is. */
  sees: string;
}

export interface CodingCli {
  name: 'claude' | 'codex' | 'gemini' | 'copilot';
  /** What people call it: `Codex CLI`. */
  title: string;
  /** Who makes the models it calls by default: voices of one family share their blind spots. */
  family: 'anthropic' | 'openai' | 'google' | 'mixed';
  /** What of a folder that it may read it is told as instructions, which cannot be prevented; '' when nothing. */
  seesInFolder: string;
  status(env: NodeJS.ProcessEnv): Promise<CliStatus>;
  run(call: CliCall, env: NodeJS.ProcessEnv): Promise<CliAnswer | CliFailure>;
}

/** Returns the status of a CLI that can be asked. Throws UsageError, with what to do, of one that cannot. */
export function askable(title: string, status: CliStatus): CliStatus & { version: string } {
  const { version, loggedIn, hint, trouble } = status;
  if (version === null) throw new UsageError(`${title} is not installed: ${hint}.`);
  if (trouble) throw new UsageError(`${trouble}.`);
  if (loggedIn === false) throw new UsageError(`Not logged in to ${title}: ${hint}.`);
  return { ...status, version };
}
