// A plan as the data of its page.
import { usd } from '../../terminal/format.ts';
import type { PlanPage, StepView, TryView } from '../../view/plan-data.ts';
import { rounds } from '../file/order.ts';
import type { Plan } from '../file/plan.ts';
import { opusInWords, type PlanCosts } from './plan-costs.ts';
import { needsUser, type PlanReport, type StepReport } from './plan-report.ts';
import { decision, headlineOf, STATUS_WORDS, whereOf } from './plan-report-text.ts';
import type { StepHistory, TryReport } from './step-history.ts';

/** The most of a diff that a page holds, in characters. */
const MOST_DIFF = 200_000;

/** Returns the data of the page; `histories` has each step in full. */
export function planPage(
  plan: Plan,
  report: PlanReport,
  costs: PlanCosts,
  histories: ReadonlyMap<string, StepHistory>,
): PlanPage {
  const round = rounds(plan);
  return {
    title: plan.title,
    headline: headlineOf(report),
    branch: branchLine(report),
    spent: costs.spent.map(({ on, tries, costUsd, failedUsd }) => [
      ...([on, String(tries), usd(costUsd), usd(failedUsd)] as const),
    ]),
    onOpus: opusInWords(costs),
    steps: plan.steps.flatMap(({ id, needs, files, verify }) => {
      const history = histories.get(id);
      const step = report.steps.find((one) => one.id === id);
      if (!history || !step) return [];
      const about = { needs: [...needs], files: files.join(', '), verify };
      return [{ ...viewOf(step, history, report.file), ...about, round: round.get(id) ?? 1 }];
    }),
  };
}

function viewOf(
  step: StepReport,
  { tries, diff }: StepHistory,
  file: string,
): Omit<StepView, 'needs' | 'files' | 'verify' | 'round'> {
  const { id, title, status, on, costUsd, review } = step;
  return {
    id,
    title,
    state: stateOf(step),
    status: STATUS_WORDS[status],
    on: on ?? '',
    cost: step.tries ? (costUsd === null ? 'unpriced' : usd(costUsd)) : '',
    yours: needsUser(step) ? decision(step, file).map((line) => line.trim()) : [],
    tries: tries.map(tryView),
    found: (review?.findings ?? []).map(
      ({ severity, file: where, line, claim }) => `${severity} ${where}:${line} ${claim}`,
    ),
    diff: cut(diff ?? ''),
  };
}

function stateOf(step: StepReport): StepView['state'] {
  if (needsUser(step)) return 'yours';
  if (step.status === 'passed' || step.status === 'recorded') return 'done';
  return step.status === 'running' ? 'running' : 'open';
}

const tryView = ({ on, status, costUsd, seconds, words, output }: TryReport, at: number): TryView => ({
  head: `Try ${at + 1} on ${on}: ${status}, ${costUsd === null ? 'cost unknown' : usd(costUsd)}, ${Math.round(seconds)} s`,
  words: words ?? '',
  output,
});

const cut = (diff: string): string =>
  diff.length > MOST_DIFF
    ? `${diff.slice(0, MOST_DIFF)}\n… ${diff.length - MOST_DIFF} more characters`
    : diff;

const branchLine = (report: PlanReport): string => {
  const { branch, branchIs, takeOver, file } = report;
  if (!branch) return 'It has no branch yet.';
  if (branchIs === 'gone') return `Its branch is gone. Make it again: tierwise plan resume ${file}`;
  return takeOver ? `${whereOf(report)}. Merge it: ${takeOver}` : `It is ${whereOf(report)}.`;
};
