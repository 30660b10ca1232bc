// A finished plan as the text of a pull request. Whatever stands in it, it mentions nobody, closes no issue and breaks no table.
import { counted, usd } from '../../terminal/format.ts';
import type { Plan } from '../file/plan.ts';
import type { PlanReport, StepReport } from './plan-report.ts';

export interface PullRequestText {
  title: string;
  body: string;
}

/** Returns title and body; `text` is the plan file. */
export function pullRequestText(plan: Plan, report: PlanReport, text: string): PullRequestText {
  const { steps, done, proven, costUsd, uncertainUsd } = report;
  const uncertain = uncertainUsd ? `, plus up to ${usd(uncertainUsd)} whose cost is unknown` : '';
  const checks = proven
    ? 'All checks of the finished steps passed on this branch.'
    : '**Not all checks passed on this branch together.**';
  const verify = new Map(plan.steps.map((step) => [step.id, step.verify]));
  const body = [
    goalOf(plan),
    `${done} of ${counted(steps.length, 'step')} done for ${usd(costUsd)}${uncertain}. ${checks}`,
    ['| step | | on | tries | cost | check |', '| --- | --- | --- | --- | --- | --- |']
      .concat(steps.map((step) => row(step, verify.get(step.id) ?? '')))
      .join('\n'),
    ...left(steps),
    `<details><summary>The plan</summary>\n\n${fencedBlock(text)}\n\n</details>`,
  ];
  return { title: plan.title.replace(/\s+/g, ' ').trim(), body: body.filter(Boolean).join('\n\n') };
}

const STATUS: Partial<Record<StepReport['status'], string>> = {
  passed: 'passed',
  recorded: 'recorded by hand',
};

function row({ id, title, status, on, tries, costUsd }: StepReport, verify: string): string {
  const cost = costUsd === null ? 'unknown' : usd(costUsd);
  const check = `${STATUS[status] ?? 'not done'}: ${inert(verify)}`;
  return `| ${[inert(id), inert(title), inert(on ?? ''), String(tries), cost, check].join(' | ')} |`;
}

function left(steps: readonly StepReport[]): string[] {
  const lines = steps
    .filter(({ status }) => !STATUS[status])
    .map(({ id, reason }) => `- ${inert(id)}: ${inert(reason || 'open')}`);
  return lines.length ? [`Not in it:\n\n${lines.join('\n')}`] : [];
}

/** The section on the goal, as a quotation; the whole plan is below. */
function goalOf({ shared }: Plan): string {
  const [, goal = ''] = /^##\s+Goal[^\n]*\n([\s\S]*?)(?=^##\s|(?![\s\S]))/m.exec(shared) ?? [];
  return goal
    .trim()
    .split('\n')
    .map((line) => `> ${inert(line)}`.trimEnd())
    .join('\n');
}

const MARKUP: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '@': '&#64;',
  '#': '&#35;',
  '|': '&#124;',
};

/** Text in one line, in which nothing is markup, a mention or the number of an issue. */
const inert = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[&<@#|]/g, (char) => MARKUP[char] ?? char)
    .replace(/[\\`*_[\]~]/g, '\\$&');

/** Text as a block of code that it cannot end. */
function fencedBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}markdown\n${text.trimEnd()}\n${fence}`;
}
