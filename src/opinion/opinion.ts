// What an opinion needs, and what comes of it.
import type { Budget } from '../ask/budget.ts';
import type { Comparison } from './comparison.ts';
import type { ReadFindings } from './findings.ts';
import type { Stance } from './judge-reply.ts';
import type { Matching } from './matching.ts';
import type { Material } from './material.ts';
import type { Circumstances, ModelCall, Prompt, Respondent, Unanswered } from './respondent.ts';

export interface OpinionSettings {
  question: string;
  material: Material;
  review: boolean;
  voices: readonly Respondent[];
  judge: Respondent | null;
  /** Returns who judges when those who tried were of no use; null when nobody is left. */
  nextJudge?: (tried: readonly Respondent[]) => Promise<Respondent | null>;
  /** Who may check findings of others, cheapest first. */
  verifiers?: readonly Respondent[];
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

/** A voice's part; its decision and stance as the judge took them from its answer, null where it did not. */
export type Voice = Statement & { decision: string | null; stance: Stance | null };

/** The judge's part; its time is the longest and its cost the sum of its requests. */
export type Judgement = Statement & {
  model: string | null;
  /** The voices' names as A, B, … in the first request. */
  order: string[];
  isVoice: boolean;
  /** Of the maker of a voice. */
  sameMaker: boolean;
  /** Asked a second time, in reverse order. */
  swapped: boolean;
  /** Pairs on which the two differ. */
  flips: number;
};

export interface Opinion {
  question: string;
  mode: 'question' | 'review';
  voices: Voice[];
  /** Null: nobody judged. */
  judge: Judgement | null;
  /** Every request to a judge. */
  judgings: Statement[];
  /** Every request to somebody who checks findings. */
  checks: Statement[];
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
