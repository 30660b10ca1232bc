// Who can be asked for an opinion, all alike to the rest: one prompt in, one answer or one failure out, with what it cost.
import type { Budget } from '../ask/budget.ts';
import type { CliFailure } from '../ask/coding-cli.ts';
import type { Usage } from '../models/cost.ts';

export interface Prompt {
  system: string;
  user: string;
  /** JSON schema of the answer; the prompt describes it in words, too. */
  schema: object | null;
}

export interface Circumstances {
  budget: Budget;
  /** Ends it early, for whatever reason. */
  signal: AbortSignal;
  timeoutMs: number;
  /** Where a CLI works, and whether it may look around there. */
  folder: string;
  access: 'none' | 'read';
  /** Called with the reason whenever something has to be tried again. */
  onWait: (reason: string) => void;
}

export interface Answered {
  text: string;
  /** It was cut off at the limit of its length. */
  truncated: boolean;
}

export interface Unanswered {
  /** `ceiling`: not asked, as it could have cost too much. */
  failure: CliFailure['failure'] | 'unreachable' | 'ceiling';
  message: string;
}

/** One call of a model, as the ledger keeps it. */
export interface ModelCall {
  id: string;
  requestId: string | null;
  served: string | null;
  /** Null: it did not say, or not believably. */
  usage: Usage | null;
  costUsd: number | null;
  /** What the server itself says it cost, where it does: `costUsd` is that. */
  billedUsd?: number | null;
  usOnly: boolean;
  fast: boolean;
  /** `usage` is a sum over several requests. */
  isSum: boolean;
}

export type AskResult = { call: ModelCall | null } & (Answered | Unanswered);

/** In US dollars, at list price; `mostUsd` is what is set aside for it. */
export interface RequestPrice {
  usualUsd: number;
  mostUsd: number;
}

export interface Respondent {
  /** As the user names it: `opus`, `codex:gpt-6.1-sol`. */
  name: string;
  /** Model and way in words: `claude-opus-5-5 through the Anthropic API`. */
  via: string;
  billedTo: string;
  requested: string | null;
  effort: string | null;
  /** The program that calls the model, with its version; null for our own requests. */
  client: string | null;
  /** What it reads as instructions in a folder that it may look around in; '' or missing when nothing. */
  seesInFolder?: string;
  /** Whether its price is known beforehand, so that a ceiling binds it. */
  priced: boolean;
  /** Returns what a request costs, usually with so many tokens of reply; missing where no price is known beforehand. */
  price?(prompt: Prompt, replyTokens: number): RequestPrice;
  ask(prompt: Prompt, circumstances: Circumstances): Promise<AskResult>;
}
