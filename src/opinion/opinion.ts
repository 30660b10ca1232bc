// What an opinion needs, and what comes of it.
import type { Budget } from '../ask/budget.ts';
import type { Agreement, Comparison } from './comparison.ts';
import type { ReadFindings } from './findings.ts';
import type { Stance } from './judge-reply.ts';
import type { Matching } from './matching.ts';
import type { Material } from './material.ts';
import type { Circumstances, ModelCall, Prompt, Respondent, Unanswered } from './respondent.ts';
import type { Side, Sides } from './sides.ts';
import type { Trial } from './trial.ts';
import type { Turn } from './turn.ts';

/** Where answers are found and kept by what was asked. */
export interface Remembered {
  find(asked: object): { text: string; truncated: boolean; served: string | null } | null;
  keep(asked: object, answer: { text: string; truncated: boolean; served: string | null }): void;
}

/** Who answers before the voices, and who compares that. */
export type Scouts = Pick<OpinionSettings, 'voices' | 'judge' | 'nextJudge'>;

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
  /** The command that runs tests of findings, for the price. */
  testCommand?: string;
  /** Where tests of findings are run; without it none is written. */
  trial?: Trial | null;
  /** Who is asked first; the voices only where these do not agree. */
  scouts?: Scouts | null;
  /** Sides assigned, by voice. */
  sides?: Sides;
  /** What each voice was asked before, and answered. */
  earlier?: readonly (readonly Turn[])[];
  /** Whether only decisions and contradictions are compared. */
  brief?: boolean;
  /** Whether the disputes are put to their sides once more. */
  rebut?: boolean;
  /** Answers of an earlier try, each by the request it answered; none is paid for again. */
  remembered?: Remembered | null;
  /** Answers to this very question that are there already, by the name of the voice. */
  answered?: ReadonlyMap<string, Statement>;
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
  /** Called with what each voice answered, as it comes. */
  arrived?(said: Statement): void;
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
export type Voice = Statement & { decision: string | null; stance: Stance | null; assigned: Side };

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

/** What a voice did after it had read the other side; null where it did not say. */
export interface Rebuttal {
  voice: number;
  position: 'keep' | 'change' | null;
  why: string;
}

/** A round of rebuttal: per dispute, by its index, what each of its sides did. */
export interface Rebuttals {
  /** Sides asked, over all disputes. */
  asked: number;
  changed: number;
  disputes: { dispute: number; topic: string; sides: Rebuttal[] }[];
  /** Every request of the round. */
  said: Statement[];
}

/** What came of asking cheap voices first. */
export interface ScoutReport {
  /** Whose answers the opinion is about in the end. */
  asked: 'scouts' | 'panel';
  why: string;
  /** The names of the panel, asked or not. */
  panel: string[];
  voices: Voice[];
  judge: Judgement | null;
  agreement: Agreement | null;
  /** Where the panel was not asked: about what it would have cost, and who of it has no known price. */
  saved: { usd: number; unpriced: string[] } | null;
  /** Requests that no other part of the opinion lists. */
  said: Statement[];
}

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
  /** Of a round of rebuttal. */
  rebuttals: Rebuttals | null;
  /** Who answered before the voices, and what came of it. */
  scouts: ScoutReport | null;
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

/** Asks one respondent, and returns what it said; what a voice says is shown as it comes. */
export type Ask = (
  who: Respondent,
  prompt: Prompt,
  access: Circumstances['access'],
  isVoice?: boolean,
) => Promise<Statement>;
