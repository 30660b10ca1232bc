// What an opinion costs, before anybody is asked: every request that it may take, with tokens measured as all estimates here measure
// them. How long an answer gets is not known beforehand, so there are two figures: what is usual, and the most.
import { MOST_JUDGES } from './judging.ts';
import type { OpinionSettings } from './opinion.ts';
import {
  type CheckedFinding,
  checkPrompt,
  comparePrompt,
  matchPrompt,
  rebuttalPrompt,
  testPrompt,
} from './prompts.ts';
import { MOST_DISPUTES } from './rebutting.ts';
import { MOST_TESTED } from './reproducing.ts';
import type { Prompt, Respondent } from './respondent.ts';
import { questionInFull, voicePrompts } from './voice-prompts.ts';

export interface Range {
  usual: number;
  most: number;
}

/** The requests of one respondent in one part. */
export interface PriceLine {
  who: string;
  role: 'scout' | 'judge of scouts' | 'voice' | 'judge' | 'check' | 'test' | 'rebuttal';
  billedTo: string;
  requests: Range;
  /** Of all its requests together, in US dollars at list price; null where no price is known. */
  usd: Range | null;
  /** It is asked only when the scouts do not agree. */
  ifTheyDiffer: boolean;
}

export interface Price {
  lines: PriceLine[];
  /** With scouts: when they agree. */
  usualUsd: number;
  /** What is usual when the scouts do not agree; null without scouts. */
  ifTheyDifferUsd: number | null;
  mostUsd: number;
  unpriced: string[];
}

/** Tokens of a usual reply, with the thinking before it; assumptions, from the lengths that the prompts ask for. */
const USUAL = {
  ...{ answer: 1500, findings: 2500, comparison: 4000, brief: 1000 },
  ...{ matching: 800, checks: 1500, rebuttal: 600, test: 1000 },
};
/** Bytes of an answer of 600 words, and of one at the limit of its length. */
const USUAL_ANSWER = 'x'.repeat(4000);
const LONGEST_ANSWER = 'x'.repeat(48_000);
const USUAL_FINDINGS = 4;

/** Returns what `settings` may cost. Asks nobody. */
export function priceOf(settings: OpinionSettings): Price {
  const { scouts } = settings;
  const first = scouts ? linesOf({ ...settings, ...scouts, rebut: false, brief: true }) : [];
  const asScouts = first.map((line) => ({ ...line, role: SCOUT_ROLES[line.role] ?? line.role }));
  const there = new Set(scouts?.voices.map(({ name }) => name));
  const panel = linesOf(settings)
    .filter(({ role, who }) => role !== 'voice' || !there.has(who))
    .map((line) => ({ ...line, ifTheyDiffer: scouts !== null && scouts !== undefined }));
  const lines = [...asScouts, ...panel];
  const usual = sum(lines, 'usual');
  return {
    lines,
    usualUsd: scouts ? sum(asScouts, 'usual') : usual,
    ifTheyDifferUsd: scouts ? usual : null,
    mostUsd: sum(lines, 'most'),
    unpriced: [...new Set(lines.filter(({ usd }) => usd === null).map(({ who }) => who))],
  };
}

const SCOUT_ROLES: Partial<Record<PriceLine['role'], PriceLine['role']>> = {
  voice: 'scout',
  judge: 'judge of scouts',
};

const sum = (lines: readonly PriceLine[], figure: keyof Range): number =>
  lines.reduce((total, { usd }) => total + (usd?.[figure] ?? 0), 0);

function linesOf(settings: OpinionSettings): PriceLine[] {
  const tokens = settings.review ? USUAL.findings : USUAL.answer;
  const voices = voicePrompts(settings).map(({ voice, prompt }) =>
    lineOf(voice, 'voice', { prompts: { usual: prompt, most: prompt }, tokens, requests: ONCE }),
  );
  return [...voices, ...(settings.review ? reviewLines(settings) : questionLines(settings))];
}

const ONCE: Range = { usual: 1, most: 1 };

function questionLines(settings: OpinionSettings): PriceLine[] {
  const { question, material, voices, judge, sides, rebut, brief = false } = settings;
  const compare = (answer: string): Prompt =>
    comparePrompt(questionInFull(settings), material, { answers: voices.map(() => answer), sides, brief });
  const rebuttal = (answer: string, disputes: number): Prompt => {
    const point = { id: 'D1', topic: answer.slice(0, 40), own: [answer.slice(0, 300)] };
    const points = Array.from({ length: disputes }, () => ({ ...point, others: point.own }));
    return rebuttalPrompt({ question, material }, answer, points);
  };
  const lines: PriceLine[] = [];
  if (judge && voices.length > 1) {
    const prompts = { usual: compare(USUAL_ANSWER), most: compare(LONGEST_ANSWER) };
    // In both orders; each once more where it cannot be read, and in full where the two differ; the same of another judge.
    const requests = { usual: 2, most: 2 * (brief ? 2 : 3) * MOST_JUDGES };
    const tokens = brief ? USUAL.brief : USUAL.comparison;
    lines.push(lineOf(judge, 'judge', { prompts, tokens, requests }));
  }
  if (rebut) {
    const prompts = { usual: rebuttal(USUAL_ANSWER, 2), most: rebuttal(LONGEST_ANSWER, MOST_DISPUTES) };
    const work = { prompts, tokens: USUAL.rebuttal, requests: ONCE };
    lines.push(...voices.map((voice) => lineOf(voice, 'rebuttal', work)));
  }
  return lines;
}

function reviewLines({ material, voices, judge, verifiers = [], testCommand }: OpinionSettings): PriceLine[] {
  const finding = { file: 'x'.repeat(30), line: 1, severity: 'major', claim: 'x'.repeat(300) } as const;
  const evidence = 'x'.repeat(150);
  const list = Array.from({ length: USUAL_FINDINGS }, () => ({ ...finding, evidence }));
  const lines: PriceLine[] = [];
  if (judge && voices.length > 1) {
    const prompt = matchPrompt(
      material,
      voices.map(() => list),
    );
    const requests = { usual: 1, most: MOST_JUDGES };
    const prompts = { usual: prompt, most: prompt };
    lines.push(lineOf(judge, 'judge', { prompts, tokens: USUAL.matching, requests }));
  }
  const [verifier] = verifiers;
  if (verifier) {
    const reports = voices.flatMap(() =>
      list.map((one): CheckedFinding => ({ ...one, id: 'F1', claims: [one.claim], code: 'x'.repeat(3000) })),
    );
    const prompt = checkPrompt(material, reports);
    const requests = { usual: 1, most: verifiers.length };
    lines.push(
      lineOf(verifier, 'check', { prompts: { usual: prompt, most: prompt }, tokens: USUAL.checks, requests }),
    );
    const [report] = reports;
    if (testCommand && report) {
      const test = testPrompt(material, testCommand, report);
      const times = { usual: USUAL_FINDINGS, most: MOST_TESTED };
      const work = { prompts: { usual: test, most: test }, tokens: USUAL.test, requests: times };
      lines.push(lineOf(verifier, 'test', work));
    }
  }
  return lines;
}

interface Work {
  prompts: Record<keyof Range, Prompt>;
  /** Of one usual reply. */
  tokens: number;
  requests: Range;
}

function lineOf(who: Respondent, role: PriceLine['role'], { prompts, tokens, requests }: Work): PriceLine {
  const usual = who.price?.(prompts.usual, tokens);
  const most = who.price?.(prompts.most, tokens);
  const usd = usual && most && { usual: usual.usualUsd * requests.usual, most: most.mostUsd * requests.most };
  return { who: who.name, role, billedTo: who.billedTo, requests, usd: usd ?? null, ifTheyDiffer: false };
}
