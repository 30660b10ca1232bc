// What a run does with what the planner proposes: on a terminal the user is asked, and what is taken is written and approved.
import { createInterface } from 'node:readline';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Plan, Step } from '../plan/file/plan.ts';
import type { Reviser } from '../plan/run/context.ts';
import { formatProposal } from '../plan/run/proposal.ts';
import type { Proposal } from '../plan/run/proposal-shape.ts';
import type { ReviseWay } from '../routing/policy.ts';
import { visible } from '../terminal/visible.ts';
import { roleOf } from './agent-role.ts';
import { approve, type ChosenExecutor } from './plan-approval.ts';
import { formatProblems, type OpenedPlan, problemsIn } from './plan-open.ts';
import { writeProposal } from './plan-revise.ts';

export interface MendSettings {
  host: Host;
  /** As it was read and approved. */
  opened: OpenedPlan;
  way: ReviseWay;
  chosen: ChosenExecutor | undefined;
  /** What becomes of a plan as it stands in the file: its steps start where the policy says, by the executor that was chosen. */
  prepare(plan: Plan): Plan;
  note(line: string): void;
  /** Keeps progress from being drawn; returns what ends that. */
  hold(): () => void;
}

/** Returns what mends a plan during a run. */
export function reviserOf(settings: MendSettings): Reviser {
  const { host, way } = settings;
  let { opened } = settings;
  let turn: Promise<unknown> = Promise.resolve();
  const take = async (step: Step, proposal: Proposal): Promise<Plan> => {
    const edited = { ...step, files: proposal.files };
    const problems = await problemsIn(opened.repository, { ...opened.plan, steps: [edited] });
    if (problems.length) throw new UsageError(formatProblems(opened.plan.file, problems));
    let changed = opened;
    writeProposal(opened, step.id, proposal, (plan) => {
      changed = { ...opened, plan: settings.prepare(plan) };
      // Before it is written: killed in between, the plan is as it was.
      approve(changed, settings.chosen);
    });
    opened = changed;
    return opened.plan;
  };
  const isTerminal = host.stdin.isTTY === true && host.stderr.isTTY === true;
  return {
    way,
    role: roleOf('planner'),
    ask: isTerminal && way !== 'never' ? (step, proposal) => askUser(settings, step, proposal) : null,
    take(step, proposal) {
      const taken = turn.then(() => take(step, proposal));
      turn = taken.catch(() => {});
      return taken;
    },
  };
}

async function askUser({ host, note, hold }: MendSettings, step: Step, proposal: Proposal): Promise<boolean> {
  const release = hold();
  note(visible(formatProposal(step, proposal)));
  host.stderr.write('Write it to the plan, and go on? [y/N] ');
  const lines = createInterface({ input: host.stdin });
  const { value } = await lines[Symbol.asyncIterator]().next();
  lines.close();
  release();
  return /^y(es)?$/i.test((value ?? '').trim());
}
