// A plan before it runs: who would do what, in which order, at what price at most, and by which commands. What a person approves.
import type { Catalog } from '../../models/catalog.ts';
import { columns, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import { executorOf } from '../executors.ts';
import { rounds } from '../file/order.ts';
import type { Plan, Step } from '../file/plan.ts';
import { nextRung, rungName } from '../run/escalation.ts';
import { usualLimit } from '../run/try-step.ts';

/** The plan as text; `payers` says who works and who pays. */
export function formatOutline(plan: Plan, catalog: Catalog, payers: string): string {
  const round = rounds(plan);
  const inOrder = [...plan.steps].sort((a, b) => (round.get(a.id) ?? 0) - (round.get(b.id) ?? 0));
  const who = (step: Step): string => {
    const rung = nextRung(step, [], { catalog, top: plan.top, at: new Date() });
    const name = rung ? rungName(rung, step.executor) : step.executor;
    return step.model ? `${name} (${step.model})` : name;
  };
  const [head, ...rows] = columns(
    [
      ['round', 'step', 'on', 'at most', 'needs', 'may change'],
      ...inOrder.map((step) => [
        String(round.get(step.id)),
        step.id,
        who(step),
        step.budgetUsd === null ? `${usd(usualLimit(step.tier))} a try` : usd(step.budgetUsd),
        step.needs.join(', ') || '-',
        step.files.join(', ') || 'nothing',
      ]),
    ],
    ['right', 'left', 'left', 'right', 'left', 'left'],
  );
  return [
    bold(plan.title),
    `${counted(plan.steps.length, 'step')} in ${counted(Math.max(...round.values()), 'round')}${plan.budgetUsd === null ? '' : `, at most ${usd(plan.budgetUsd)} in all`}. ${payers}`,
    '',
    dim(head as string),
    ...rows,
    '',
    dim('Commands that will run, in copies of the repository and without provider keys'),
    ...columns(
      [
        ...(plan.setup ? [['  setup', plan.setup]] : []),
        ...plan.steps.map(({ id, verify }) => [`  ${id}`, verify.replaceAll('\n', '; ')]),
      ],
      ['left', 'left'],
    ),
  ].join('\n');
}

/** Who works and who pays, in words. */
export async function payersOf({ steps }: Plan, env: NodeJS.ProcessEnv): Promise<string> {
  const executors = [...new Set(steps.map(({ executor }) => executor))].map(executorOf);
  const words = executors.map(
    async ({ title, status }) => `${title} works, billed to ${(await status(env)).billedTo}.`,
  );
  return (await Promise.all(words)).join(' ');
}
