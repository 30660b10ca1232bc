// A plan before it runs: who would do what, in which order, at what price at most, and by which commands. What the user approves.
import type { Catalog } from '../../models/catalog.ts';
import { TIER_NAMES } from '../../models/table.ts';
import { columns, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { visibleInLine } from '../../terminal/visible.ts';
import { executorOf } from '../executors.ts';
import { rounds } from '../file/order.ts';
import type { Plan, Reviewer, Step } from '../file/plan.ts';
import type { Warning } from '../file/warnings.ts';
import { type EscalationLimits, longestClimb, nextRung, rungName } from '../run/escalation.ts';
import { moneyOf, type PlanMoney } from '../run/money.ts';
import { MOST_REVIEWS, REVIEW_USD, reviewerName } from '../run/review-work.ts';

/** What is said of a plan beside what stands in it. */
export interface OutlineNotes {
  /** Who works and who pays. */
  payers: string;
  warnings: readonly Warning[];
}

/** Returns the plan as text. */
export function formatOutline(plan: Plan, catalog: Catalog, { payers, warnings }: OutlineNotes): string {
  const round = rounds(plan);
  const limits = { catalog, top: plan.top, at: new Date() };
  const money = moneyOf(plan, limits);
  const count = `${counted(plan.steps.length, 'step')} in ${counted(Math.max(...round.values()), 'round')}`;
  const most = `at most ${usd(money.ceilingUsd)} in total${plan.budgetUsd === null ? ' (proposed)' : ''}`;
  const worst = `first tries up to ${usd(money.firstUsd)}, every rung of every step ${usd(money.mostUsd)}`;
  return [
    bold(visibleInLine(plan.title)),
    `${count}, ${most}; ${worst}. ${payers}`,
    '',
    ...stepTable(plan, limits, { round, money }),
    ...movedTable(plan, limits),
    ...reviewTable(plan),
    '',
    dim('If the check fails'),
    ...ladderTable(plan, limits),
    '',
    dim('Models'),
    ...modelTable(plan, limits),
    '',
    dim('Commands that will run, in copies of the repository and without provider keys'),
    ...commandTable(plan),
    ...warningTable(warnings),
  ].join('\n');
}

interface StepNotes {
  round: ReadonlyMap<string, number>;
  money: PlanMoney;
}

function stepTable(plan: Plan, limits: EscalationLimits, { round, money }: StepNotes): string[] {
  const roundOf = ({ id }: Step): number => round.get(id) ?? 0;
  const [head, ...rows] = columns(
    [
      ['round', 'step', 'title', 'on', 'at most', 'needs', 'may change'],
      ...[...plan.steps]
        .sort((a, b) => roundOf(a) - roundOf(b))
        .map((step) => [
          String(roundOf(step)),
          step.id,
          visibleInLine(step.title),
          firstRungOf(step, limits),
          usd(money.steps.get(step.id) ?? 0),
          step.needs.join(', ') || '-',
          visibleInLine(step.files.join(', ')) || 'nothing',
        ]),
    ],
    ['right', 'left', 'left', 'left', 'right', 'left', 'left'],
  );
  return [dim(head as string), ...rows];
}

const movedTable = ({ steps }: Plan, limits: EscalationLimits): string[] => {
  const moved = steps.flatMap((step) =>
    step.moved === null
      ? []
      : [`  ${step.id}: on ${firstRungOf(step, limits)}: ${visibleInLine(step.moved)}`],
  );
  return moved.length
    ? ['', dim('Start where your policy, or what came of such steps, puts them'), ...moved]
    : [];
};

function reviewTable({ steps, review }: Plan): string[] {
  const all = [...steps, { id: 'the branch, at the end', review }];
  const lines = all.flatMap(({ id, review: by }) =>
    by ? [`  ${id}: by ${visibleInLine(reviewerName(by))}${onlyFor(by)}`] : [],
  );
  const most = `at most ${MOST_REVIEWS} times, for up to ${usd(REVIEW_USD)} each`;
  return lines.length ? ['', dim(`Reviewed when the checks have passed, ${most}`), ...lines] : [];
}

const onlyFor = ({ onlyFor: files }: Reviewer): string =>
  files ? `, if it changes ${visibleInLine(files.join(', '))}, which judges it` : '';

function firstRungOf(step: Step, limits: EscalationLimits): string {
  const rung = nextRung(step, [], limits);
  const name = rung ? rungName(rung, step.executor) : step.executor;
  return step.model ? `${name} (${visibleInLine(step.model)})` : name;
}

const ladderTable = ({ steps }: Plan, limits: EscalationLimits): string[] =>
  columns(
    steps.map((step) => [`  ${step.id}`, step.files.length ? ladderOf(step, limits) : 'needs you']),
    ['left', 'left'],
  );

/** Every rung of a step, each with its tries: `haiku medium x2, haiku high`. */
function ladderOf(step: Step, limits: EscalationLimits): string {
  const tries = new Map<string, number>();
  for (const rung of longestClimb(step, limits)) {
    const name = rungName(rung, step.executor);
    tries.set(name, (tries.get(name) ?? 0) + 1);
  }
  return [...tries].map(([name, count]) => (count > 1 ? `${name} x${count}` : name)).join(', ');
}

/** The model of each tier that a step may reach. */
function modelTable({ steps }: Plan, limits: EscalationLimits): string[] {
  const reached = new Set(steps.flatMap((step) => longestClimb(step, limits).map(({ tier }) => tier)));
  const rows = TIER_NAMES.filter((tier) => reached.has(tier)).map((tier) => [
    `  ${tier}`,
    visibleInLine(limits.catalog.tiers[tier].model),
  ]);
  const others = steps.flatMap(({ tier, executor, model }) =>
    tier ? [] : [[executor, model ?? 'its default']],
  );
  const named = new Map(
    others.map(([who = '', model = '']) => [`${who} ${model}`, [`  ${who}`, visibleInLine(model)]]),
  );
  return columns([...rows, ...named.values()], ['left', 'left']);
}

const commandTable = ({ setup, steps }: Plan): string[] =>
  columns(
    [
      ...(setup ? [['  setup', visibleInLine(setup)]] : []),
      ...steps.map(({ id, verify }) => [`  ${id}`, visibleInLine(verify)]),
    ],
    ['left', 'left'],
  );

const warningTable = (warnings: readonly Warning[]): string[] =>
  warnings.length
    ? [
        '',
        dim('Warnings'),
        ...warnings.map(({ step, message }) => `  ${step ?? 'the plan'}: ${visibleInLine(message)}`),
      ]
    : [];

/** Returns in words who works and who pays. */
export async function payersOf({ steps, review }: Plan, env: NodeJS.ProcessEnv): Promise<string> {
  const reviewers = [{ review }, ...steps].flatMap((one) => (one.review ? [one.review.executor] : []));
  const executors = [...new Set([...steps.map(({ executor }) => executor), ...reviewers])].map(executorOf);
  const words = executors.map(
    async ({ title, status }) => `${title}, billed to ${(await status(env)).billedTo}`,
  );
  return `Carried out by ${(await Promise.all(words)).join('; and by ')}.`;
}
