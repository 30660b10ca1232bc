// Where a plan stands, for people and for programs.
import { columns, counted, usd } from '../../terminal/format.ts';
import { bold, dim } from '../../terminal/style.ts';
import type { Plan } from '../file/plan.ts';
import { type Rung, rungName } from '../run/escalation.ts';
import { costOf, type PlanState, type StepState } from '../run/state.ts';

export interface StepReport {
  id: string;
  title: string;
  /**
   * `passed`; `recorded`: done outside a run; `running`; `open`; `waits`: for steps that a person has to look at; `person`, `approval`,
   * `conflict`: a person has to look.
   */
  status: 'passed' | 'recorded' | 'running' | 'open' | 'waits' | 'person' | 'approval' | 'conflict';
  /** The rung it ended or stands on. */
  on: string | null;
  /** The rungs it failed on before. */
  climbed: string[];
  tries: number;
  /** Null when the cost of a try is not known. */
  costUsd: number | null;
  tokens: number;
  seconds: number;
  reason: string;
  /** Where its work is that is not on the plan's branch. */
  branch: string | null;
}

export interface PlanReport {
  plan: string;
  title: string;
  file: string;
  base: string | null;
  /** Null before anything is done. */
  branch: string | null;
  /** The command that takes the finished work over; null when that is done. */
  takeOver: string | null;
  done: number;
  steps: StepReport[];
  costUsd: number;
  /** Set aside for tries whose cost is not known. */
  uncertainUsd: number;
}

/** The report of a plan. `running`: a run is under way; `head`: the commit checked out now. */
export function reportOn(
  plan: Plan,
  state: PlanState,
  { running, head }: { running: boolean; head: string },
): PlanReport {
  const steps = plan.steps.map(({ id }) =>
    reportStep(plan, state, state.steps.get(id) as StepState, running),
  );
  const branch = state.exported?.branch ?? null;
  return {
    plan: plan.name,
    title: plan.title,
    file: plan.file,
    base: state.base,
    branch,
    takeOver:
      branch && state.exported?.commit !== head
        ? `git merge ${state.base === head ? '--ff-only ' : ''}${branch}`
        : null,
    done: steps.filter(({ status }) => status === 'passed' || status === 'recorded').length,
    steps,
    costUsd: state.spentUsd,
    uncertainUsd: state.uncertainUsd,
  };
}

function reportStep(plan: Plan, state: PlanState, own: StepState, running: boolean): StepReport {
  const { step, tries, recorded } = own;
  const conflict = state.exported?.conflicts.find((one) => one.step === step.id);
  const counting = tries.filter(({ outcome }) => outcome === 'failed' || outcome === 'passed');
  const name = (rung: Rung): string => rungName(rung, step.executor);
  const rungs = counting.map(({ rung }) => name(rung));
  const on = recorded ? name(recorded.rung) || null : (rungs.at(-1) ?? null);
  const last = tries.at(-1);
  const isRunning = running && (own.built !== null || last?.outcome === 'lost');
  const blocking = waitsFor(plan, state, step.id);
  const status =
    own.status === 'done'
      ? conflict
        ? 'conflict'
        : recorded
          ? 'recorded'
          : 'passed'
      : own.status !== 'open'
        ? own.status
        : isRunning
          ? 'running'
          : blocking.length
            ? 'waits'
            : 'open';
  const left = state.left.get(step.id);
  const isLeft = conflict || own.status === 'person' || own.status === 'approval';
  return {
    id: step.id,
    title: step.title,
    status,
    on,
    climbed: [...new Set(rungs)].filter((rung) => rung !== on),
    tries: recorded?.tries ?? counting.length,
    costUsd: counting.some(({ costUsd }) => costUsd === null) ? null : costOf(own),
    tokens: tries.reduce((sum, one) => sum + one.tokens, 0),
    seconds: tries.reduce((sum, one) => sum + one.seconds, 0),
    reason: conflict
      ? conflict.files.length
        ? `it does not fit on what was there before it: ${conflict.files.join(', ')}`
        : 'it stands on work that does not fit on what was there before it'
      : status === 'waits'
        ? `for ${blocking.join(', ')}`
        : own.reason,
    branch: isLeft && left && left.commit === own.commit ? left.branch : null,
  };
}

/** The steps before it, directly or not, that a person has to look at. */
function waitsFor(plan: Plan, state: PlanState, id: string): string[] {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const need of state.steps.get(one)?.step.needs ?? []) {
      const status = state.steps.get(need)?.status;
      if (status !== 'done' && status !== 'open') found.add(need);
      visit(need);
    }
  };
  visit(id);
  return plan.steps.flatMap((step) => (found.has(step.id) ? [step.id] : []));
}

/** The report as text: the money first, then each step, then what a person must decide and what to do next. */
export function formatReport(report: PlanReport): string {
  const { steps, done, costUsd, uncertainUsd, branch, takeOver } = report;
  const uncertain = uncertainUsd ? `, and up to ${usd(uncertainUsd)} whose cost is not known` : '';
  const where = branch ? `  -> branch ${branch}` : '';
  const rows = steps.map((step) => [
    step.id,
    WORDS[step.status],
    step.on ?? '',
    step.tries ? String(step.tries) : '',
    step.tries ? (step.costUsd === null ? 'unpriced' : usd(step.costUsd)) : '',
    step.climbed.length
      ? `climbed from ${step.climbed.join(', ')}`
      : step.status === 'waits'
        ? step.reason
        : '',
  ]);
  const [head, ...lines] = columns(
    [['step', '', 'on', 'tries', 'cost', ''], ...rows],
    ['left', 'left', 'left', 'right', 'right', 'left'],
  );
  return [
    bold(`${done} of ${counted(steps.length, 'step')} done  ${usd(costUsd)}${uncertain}${where}`),
    '',
    dim(head as string),
    ...lines,
    ...decisions(report),
    ...(takeOver && done ? ['', `Take over what is done: ${takeOver}`] : []),
  ].join('\n');
}

const WORDS: Record<StepReport['status'], string> = {
  passed: 'passed',
  recorded: 'recorded',
  running: 'running',
  open: 'open',
  waits: 'waits',
  person: 'for a person',
  approval: 'to approve',
  conflict: 'conflict',
};

function decisions({ steps, file }: PlanReport): string[] {
  const open = steps.filter(({ status }) => ['person', 'approval', 'conflict'].includes(status));
  if (!open.length) return [];
  return ['', bold('For you to decide'), ...open.flatMap((step) => decision(step, file))];
}

function decision({ id, status, tries, reason, branch }: StepReport, file: string): string[] {
  const tried = tries ? ` (${counted(tries, 'try').replace('trys', 'tries')})` : '';
  const record = `tierwise plan record ${file} ${id} --passed`;
  const work = branch ? `; its work is on ${branch}` : '';
  if (status === 'approval') {
    return [
      `  ${id}: ${reason}${work}`,
      `    to accept that: ${record}; to refuse it, change its section or its files, and run again`,
    ];
  }
  if (status === 'conflict') {
    return [`  ${id}: ${reason}${work}`, '    both sides are kept; merge that branch by hand'];
  }
  const last = branch ? `; what its last try made is on ${branch}` : '';
  return [
    `  ${id}${tried}: ${reason}${last}`,
    `    change its section and run again; or as it is: tierwise plan run ${file} --again ${id}`,
    `    or do it by hand, commit, and: ${record}`,
  ];
}
