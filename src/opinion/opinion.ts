// What an opinion needs, and what comes of it.
import type { Budget } from '../ask/budget.ts';
import type { Comparison } from './comparison.ts';
import type { ReadFindings } from './findings.ts';
import type { Matching } from './matching.ts';
import type { Material } from './material.ts';
import type { Circumstances, ModelCall, Prompt, Respondent, Unanswered } from './respondent.ts';

export interface OpinionSettings {
  question: string;
  material: Material;
  review: boolean;
  voices: readonly Respondent[];
  judge: Respondent | null;
  timeoutMs: number;
  budget: Budget;
  folder: string;
  /** Whether CLIs may look around in `folder`. */
  mayLook: boolean;
  signal: AbortSignal;
  /** Draws the order in which the judge sees the answers; `Math.random` without it. */
  random?: () => number;
}

export interface OpinionEvents {
  note(line: string): void;
  /** Called with the names of all who have not answered yet. */
  waitingFor(names: readonly string[]): void;
  /** Called with every call that was answered or paid for. */
  call(who: Respondent, call: ModelCall, stop: string): void;
}

/** One respondent's part: an answer or a failure, with time and cost. */
export interface Statement {
  name: string;
  via: string;
  billedTo: string;
  client: string | null;
  requested: string | null;
  served: string | null;
  family: string | null;
  seconds: number;
  costUsd: number | null;
  usage: ModelCall['usage'];
  answer: string | null;
  truncated: boolean;
  failure: Unanswered['failure'] | null;
  message: string | null;
}

/** The judge's part; `order`: the voices' names as A, B, …. */
export type Judgement = Statement & { order: string[]; isVoice: boolean };

export interface Opinion {
  question: string;
  mode: 'question' | 'review';
  voices: Statement[];
  /** Null: nobody judged. */
  judge: Judgement | null;
  /** Of a question; a voice is told by its index in `voices`. */
  comparison: Comparison | null;
  /** Of a review. */
  findings: { byVoice: (ReadFindings | null)[]; matched: Matching; judged: boolean } | null;
  /** List price of all calls whose price is known. */
  costUsd: number;
  /** What may have been billed for calls whose cost is not known. */
  uncertainUsd: number;
  /** Names of respondents whose calls have no known price. */
  unpriced: string[];
  warnings: string[];
  stopped: 'ceiling' | 'interrupted' | null;
}

/** Asks one respondent, and returns what it said. */
export type Ask = (who: Respondent, prompt: Prompt, access: Circumstances['access']) => Promise<Statement>;
