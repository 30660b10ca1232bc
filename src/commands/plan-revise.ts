import { readFileSync, writeFileSync } from 'node:fs';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { editStep } from '../plan/file/edit-plan.ts';
import type { Step } from '../plan/file/plan.ts';
import { checkPlan } from '../plan/file/plan-file.ts';
import { formatProposal } from '../plan/run/proposal.ts';
import type { Proposal } from '../plan/run/proposal-shape.ts';
import { proposalFor } from '../plan/run/revise-step.ts';
import { visibleJson } from '../terminal/visible.ts';
import { formatProblems, openPlan } from './plan-open.ts';
import { roleOf } from './plan-run.ts';

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
  if (yes) write(file, step, proposal, opened.catalog);
  if (json) host.stdout.write(`${visibleJson({ step: id, proposal, written: yes === true })}\n`);
  else host.stdout.write(`${formatProposal(step, proposal)}\n\n${whatNext(file, id, yes === true)}\n`);
  return yes ? EXIT.ok : EXIT.incomplete;
}

const whatNext = (file: string, id: string, written: boolean): string =>
  written
    ? `Written to ${file}. Approve it and go on: tierwise plan run ${file}`
    : `Nothing is changed. Write it to the plan: tierwise plan revise ${file} ${id} --yes; or retry the step as it is: tierwise plan run ${file} --again ${id}`;

function write(file: string, { id }: Step, proposal: Proposal, catalog: Catalog): void {
  const text = editStep(readFileSync(file, 'utf8'), id, proposal);
  const { problems } = checkPlan(text, file, catalog);
  if (problems.length) {
    throw new UsageError(
      `The proposal makes no plan that can be used, so ${file} is as it was: ${formatProblems(file, problems).split('\n')[0]}`,
    );
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file}: cannot be written: ${systemReason(error)}.`);
  }
}
