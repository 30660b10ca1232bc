// A plan before it runs: who would do what, in which order, at what price at most, and by which commands. What the user approves.
import type { Catalog } from '../../models/catalog.ts';
import { columns, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { visibleInLine } from '../../terminal/visible.ts';
import { executorOf } from '../executors.ts';
import { rounds } from '../file/order.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { Warning } from '../file/warnings.ts';
import { nextRung, rungName } from '../run/escalation.ts';
import { usualTryLimit } from '../run/try-limit.ts';

/** What is said of a plan beside what stands in it. */
export interface OutlineNotes {
  /** Who works and who pays. */
  payers: string;
  warnings: readonly Warning[];
}

/** Returns the plan as text. */
export function formatOutline(plan: Plan, catalog: Catalog, { payers, warnings }: OutlineNotes): string {
  const round = rounds(plan);
  const count = `${counted(plan.steps.length, 'step')} in ${counted(Math.max(...round.values()), 'round')}`;
  const most = plan.budgetUsd === null ? '' : `, at most ${usd(plan.budgetUsd)} in total`;
  return [
    bold(visibleInLine(plan.title)),
    `${count}${most}. ${payers}`,
    '',
    ...stepTable(plan, catalog, round),
    '',
    dim('Commands that will run, in copies of the repository and without provider keys'),
    ...commandTable(plan),
    ...warningTable(warnings),
  ].join('\n');
}

function stepTable(plan: Plan, catalog: Catalog, round: ReadonlyMap<string, number>): string[] {
  const roundOf = ({ id }: Step): number => round.get(id) ?? 0;
  const [head, ...rows] = columns(
    [
      ['round', 'step', 'on', 'at most', 'needs', 'may change'],
      ...[...plan.steps]
        .sort((a, b) => roundOf(a) - roundOf(b))
        .map((step) => [
          String(roundOf(step)),
          step.id,
          firstRungOf(step, plan, catalog),
          step.budgetUsd === null ? `${usd(usualTryLimit(step.tier))} per try` : usd(step.budgetUsd),
          step.needs.join(', ') || '-',
          visibleInLine(step.files.join(', ')) || 'nothing',
        ]),
    ],
    ['right', 'left', 'left', 'right', 'left', 'left'],
  );
  return [dim(head as string), ...rows];
}

function firstRungOf(step: Step, { top }: Plan, catalog: Catalog): string {
  const rung = nextRung(step, [], { catalog, top, at: new Date() });
  const name = rung ? rungName(rung, step.executor) : step.executor;
  return step.model ? `${name} (${step.model})` : name;
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
    ? ['', dim('Warnings'), ...warnings.map(({ step, message }) => `  ${step}: ${visibleInLine(message)}`)]
    : [];

/** Returns in words who works and who pays. */
export async function payersOf({ steps }: Plan, env: NodeJS.ProcessEnv): Promise<string> {
  const executors = [...new Set(steps.map(({ executor }) => executor))].map(executorOf);
  const words = executors.map(
    async ({ title, status }) => `${title}, billed to ${(await status(env)).billedTo}`,
  );
  return `Carried out by ${(await Promise.all(words)).join('; and by ')}.`;
}
