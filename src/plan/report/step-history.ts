// A step in full: every try with what its executor said and its check printed, and its work as a diff.
import { counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { rungName } from '../run/escalation.ts';
import type { Proposal } from '../run/proposal-shape.ts';
import type { StepState, Try } from '../run/state.ts';
import type { StepReport } from './plan-report.ts';

export interface TryReport {
  on: string;
  status: Try['status'];
  /** Null when not known. */
  costUsd: number | null;
  tokens: number;
  seconds: number;
  served: string | null;
  words: string | null;
  why: Try['why'];
  /** What its check printed, or why it was refused; the end of it, when it was long. */
  output: string;
}

export interface StepHistory extends Omit<StepReport, 'tries'> {
  verify: string;
  tries: TryReport[];
  /** What the planner proposes for it. */
  proposal: Proposal | null;
  /** Its work; null when there is none. */
  diff: string | null;
}

/** Returns everything that is known of a step. */
export function historyOf(
  report: StepReport,
  { step, tries, proposal }: StepState,
  diff: string | null,
): StepHistory {
  const each = tries.map(({ rung, status, costUsd, tokens, seconds, served, words, why, output }) => ({
    ...{ on: rungName(rung, step.executor), status, costUsd, tokens, seconds },
    ...{ served, words, why, output },
  }));
  return { ...report, verify: step.verify, tries: each, proposal, diff };
}

/** Returns the same as text. */
export function formatHistory({
  id,
  title,
  status,
  reason,
  verify,
  tries,
  proposal,
  diff,
}: StepHistory): string {
  return [
    bold(`${id}: ${title}`),
    `${[status, reason].filter(Boolean).join(': ')}. Its check: ${verify}`,
    ...tries.flatMap((one, at) => formatTry(one, at + 1)),
    ...(proposal ? ['', dim('Proposed by the planner'), JSON.stringify(proposal, null, 2)] : []),
    '',
    dim('Its work'),
    diff?.trim() || 'None.',
  ].join('\n');
}

function formatTry({ on, status, costUsd, tokens, seconds, words, output }: TryReport, at: number): string[] {
  const cost = costUsd === null ? 'cost unknown' : usd(costUsd);
  return [
    '',
    bold(`Try ${at} on ${on}: ${status}, ${cost}, ${counted(tokens, 'token')}, ${Math.round(seconds)} s`),
    ...(words ? [dim('It said last'), words] : []),
    ...(output ? [dim('Its check, or why it was refused'), output] : []),
  ];
}
