// Where a plan stands, in words.
import { columns, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { visibleInLine } from '../../terminal/visible.ts';
import type { Standing } from '../git/branch-standing.ts';
import { VERDICT_WORDS } from '../run/messages.ts';
import { costLines, type PlanCosts } from './plan-costs.ts';
import { needsUser, type PlanReport, type StepReport } from './plan-report.ts';

export const STATUS_WORDS: Record<StepReport['status'], string> = {
  passed: 'passed',
  recorded: 'recorded',
  running: 'running',
  open: 'open',
  waits: 'blocked',
  ...VERDICT_WORDS,
};

/** Returns the report as text: the money first, then each step, then what needs the user and what to do next. */
export function formatReport(report: PlanReport, costs: PlanCosts): string {
  const { steps, done, branch, branchIs, takeOver } = report;
  const where = branch ? `  -> ${whereOf(report)}` : '';
  const [head, ...rows] = columns(
    [['step', '', 'on', 'tries', 'cost', ''], ...steps.map(row)],
    ['left', 'left', 'left', 'right', 'right', 'left'],
  );
  return [
    bold(`${headlineOf(report)}${where}`),
    '',
    dim(head as string),
    ...rows,
    ...costParagraph(costs),
    ...reviewLines(report),
    ...decisions(report),
    ...(branchIs === 'gone'
      ? ['', `Its branch is gone. Make it again: tierwise plan resume ${report.file}`]
      : []),
    ...(takeOver && done ? ['', `Merge the finished steps: ${takeOver}`] : []),
  ].join('\n');
}

/** Returns how far a plan is, and what it cost. */
export function headlineOf({ steps, done, proven, costUsd, uncertainUsd }: PlanReport): string {
  const uncertain = uncertainUsd ? `, plus up to ${usd(uncertainUsd)} whose cost is unknown` : '';
  const proof = done && !proven ? ', not proven together' : '';
  return `${done} of ${counted(steps.length, 'step')} done${proof}  ${usd(costUsd)}${uncertain}`;
}

/** Returns where the plan's branch is; '' before there is one. */
export const whereOf = ({ branch, branchIs }: Pick<PlanReport, 'branch' | 'branchIs'>): string =>
  branch ? WHERE[branchIs ?? 'there'](branch) : '';

const WHERE: Record<Standing, (branch: string) => string> = {
  there: (branch) => `branch ${branch}`,
  merged: () => 'merged into your branch',
  gone: (branch) => `branch ${branch}, which is gone`,
};

function row(step: StepReport): string[] {
  const { id, status, on, tries, climbed } = step;
  const cost = step.costUsd === null ? 'unpriced' : usd(step.costUsd);
  const tried = tries ? [String(tries), cost] : ['', ''];
  return [
    id,
    STATUS_WORDS[status],
    on ?? '',
    ...tried,
    climbed.length ? escalatedFrom(climbed) : blockers(step),
  ];
}

/** Returns where a step stands, in one line. */
export const stepLine = (step: StepReport): string => row(step).filter(Boolean).join('  ');

const escalatedFrom = (rungs: readonly string[]): string => `escalated from ${rungs.join(', ')}`;

// The status says "blocked".
const blockers = ({ status, reason }: StepReport): string => {
  if (status === 'waits') return reason.replace(/^blocked /, '');
  return status === 'recorded' ? reason : '';
};

const costParagraph = (costs: PlanCosts): string[] => {
  const lines = costLines(costs);
  return lines.length ? ['', ...lines] : [];
};

/** What reviewers found and nobody repaired; what is minor is for the user to weigh. */
function reviewLines({ steps, review }: PlanReport): string[] {
  const all = [{ id: 'the branch', review }, ...steps];
  const lines = all.flatMap(({ id, review: one }) => {
    if (!one) return [];
    if (!one.findings) return [`  ${id}: not reviewed: ${one.why}`];
    return one.findings.map(
      ({ severity, file, line, claim }) => `  ${id}: ${severity} ${file}:${line} ${claim}`,
    );
  });
  return lines.length ? ['', bold('Reviewers found'), ...lines.map(visibleInLine)] : [];
}

function decisions({ steps, file }: PlanReport): string[] {
  const waiting = steps.filter(needsUser);
  if (!waiting.length) return [];
  return ['', bold('Needs your decision'), ...waiting.flatMap((step) => decision(step, file))];
}

/** Returns what needs the user about a step, and what to do, a line each. */
export function decision({ id, status, tries, reason, words, branch }: StepReport, file: string): string[] {
  const record = `tierwise plan record ${file} ${id} --passed`;
  const work = branch ? `; its work is on ${branch}` : '';
  if (status === 'approval') {
    return [
      `  ${id}: ${reason}${work}`,
      `    accept it: ${record}; or change its section or its files, and run again`,
    ];
  }
  if (status === 'conflict') {
    return [`  ${id}: ${reason}${work}`, '    both versions are kept: merge that branch by hand'];
  }
  const tried = tries ? ` (${tries} ${tries === 1 ? 'try' : 'tries'})` : '';
  const last = branch ? `; the work of its last try is on ${branch}` : '';
  return [
    `  ${id}${tried}: ${reason}${last}`,
    ...(words ? [`    its executor said last: ${inShort(words)}`] : []),
    `    all of it: tierwise plan show ${file} ${id}`,
    `    change its section and run again; or retry it as it is: tierwise plan run ${file} --again ${id}`,
    `    or ask the planner whether the plan is wrong about it: tierwise plan revise ${file} ${id}`,
    `    or do it by hand, commit, then: ${record}`,
  ];
}

const MOST_WORDS = 300;

/** The end of what somebody said, on one line: there they say what they lack. */
function inShort(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > MOST_WORDS ? `…${line.slice(-MOST_WORDS)}` : line;
}
