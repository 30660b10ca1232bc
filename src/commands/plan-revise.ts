import { readFileSync, writeFileSync } from 'node:fs';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { editStep } from '../plan/file/edit-plan.ts';
import { waitsFor } from '../plan/file/order.ts';
import type { Plan, Step } from '../plan/file/plan.ts';
import { checkPlan } from '../plan/file/plan-file.ts';
import { formatProposal } from '../plan/run/proposal.ts';
import type { Proposal } from '../plan/run/proposal-shape.ts';
import { proposalFor } from '../plan/run/revise-step.ts';
import { visibleJson } from '../terminal/visible.ts';
import { roleOf } from './agent-role.ts';
import { formatProblems, type OpenedPlan, openPlan } from './plan-open.ts';

export interface ReviseOptions {
  yes?: boolean;
  json?: boolean;
}

/** Shows what the planner proposes for a step that fails; with `yes`, writes it to the plan file. */
export async function reviseStep(
  host: Host,
  file: string,
  { step: id, yes, json }: ReviseOptions & { step: string },
): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const proposal = await proposalFor({ ...opened, role: roleOf('planner'), env: host.env }, id);
  const step = opened.plan.steps.find((one) => one.id === id) as Step;
  if (yes) writeProposal(opened, id, proposal);
  if (json) host.stdout.write(`${visibleJson({ step: id, proposal, written: yes === true })}\n`);
  else host.stdout.write(`${formatProposal(step, proposal)}\n\n${whatNext(file, id, yes === true)}\n`);
  return yes ? EXIT.ok : EXIT.incomplete;
}

const whatNext = (file: string, id: string, written: boolean): string =>
  written
    ? `Written to ${file}. Approve it and go on: tierwise plan run ${file}`
    : `Nothing is changed. Write it to the plan: tierwise plan revise ${file} ${id} --yes; or retry the step as it is: tierwise plan run ${file} --again ${id}`;

/** Writes a proposal to the plan file, unless it has changed since it was read. Throws UsageError when that makes no plan. */
export function writeProposal(
  { plan, catalog }: Pick<OpenedPlan, 'plan' | 'catalog'>,
  id: string,
  proposal: Proposal,
  before: (changed: Plan) => void = () => {},
): void {
  const { file, hash } = plan;
  const text = readFileSync(file, 'utf8');
  const unchanged = checkPlan(text, file, catalog).plan?.hash === hash;
  if (!unchanged)
    throw new UsageError(
      `${file} was changed meanwhile, so it is as you left it. Ask again: tierwise plan revise ${file} <step>`,
    );
  const edited = editStep(text, id, { ...proposal, alsoNeeds: waitsFor(plan, id, proposal.files) });
  const { plan: changed, problems } = checkPlan(edited, file, catalog);
  if (!changed) {
    throw new UsageError(
      `The proposal makes no plan that can be used, so ${file} is as it was: ${formatProblems(file, problems).split('\n')[0]}`,
    );
  }
  before(changed);
  try {
    writeFileSync(file, edited);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written: ${systemReason(error)}.`);
  }
}
