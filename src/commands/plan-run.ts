import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { EXECUTOR_NAMES, parseExecutor } from '../plan/executors.ts';
import { covers } from '../plan/file/glob.ts';
import type { Plan } from '../plan/file/plan.ts';
import type { Repository } from '../plan/git/git.ts';
import { payersOf } from '../plan/report/outline.ts';
import { usualJobs } from '../plan/run/jobs.ts';
import { moneyOf } from '../plan/run/money.ts';
import { checkExecutors, withExecutor } from '../plan/run/plan-executors.ts';
import { rememberPlan } from '../plan/run/plan-folder.ts';
import { type RunEvents, type RunResult, type RunSettings, runPlan } from '../plan/run/run-plan.ts';
import type { PlanState } from '../plan/run/state.ts';
import { REVISE_WAYS, type ReviseWay } from '../routing/policy.ts';
import { counted } from '../terminal/format.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { notify } from '../terminal/notify.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { roleOf } from './agent-role.ts';
import { ceilingsOf } from './by-policy.ts';
import { openPolicy } from './open-policy.ts';
import { dollars, positiveInteger } from './options.ts';
import { approved, type ChosenExecutor } from './plan-approval.ts';
import { reportEnd } from './plan-end.ts';
import { reviserOf } from './plan-mend.ts';
import { type OpenedPlan, openPlan, readState } from './plan-open.ts';
import { placePlan } from './plan-starts.ts';

export interface RunOptions {
  jobs?: number;
  executor?: ChosenExecutor;
  yes?: boolean;
  maxCost?: number;
  restart?: boolean;
  again?: string[];
  revise?: ReviseWay;
  merge?: boolean;
  /** Undefined: on a terminal only. */
  notify?: boolean;
  json?: boolean;
}

/** Adds the options that `run` and `resume` share. */
export const withRunOptions = (command: Command): Command =>
  command
    .argument('<plan>', 'the Markdown file')
    .option('--jobs <n>', 'steps to run at once (default: by cores and memory, 2 to 8)', positiveInteger)
    .option(
      '--executor <name>',
      `who carries out every step: ${EXECUTOR_NAMES.join(', ')}; codex:<model> for a model`,
      executor,
    )
    .option(
      '--again <step>',
      'retry a step that needs you, from its first rung (repeatable)',
      (id: string, all: string[] = []) => [...all, id],
    )
    .option(
      '--max-cost <usd>',
      "start no try that could exceed this amount (default: the plan's budgetUsd, else what check shows)",
      dollars,
    )
    .addOption(
      new Option(
        '--revise <how>',
        'where the plan is wrong about a step, the planner proposes a change: ask before it is made, make additions (files, a sharper check) unasked, or never ask the planner (default: ask, or what your policy says)',
      ).choices(REVISE_WAYS),
    )
    .option(
      '--merge',
      'merge the plan branch at the end, when every step has finished and nothing is in the way',
    )
    .option(
      '--notify',
      "tell you at the end by the desktop's notifier, too (default: on a terminal, by its own)",
    )
    .option('--no-notify', 'tell you nothing at the end')
    .option('--json', 'one JSON object on stdout');

/** Runs what is left of a plan; `mustExist`: it must have been started. */
export async function runPlanFile(
  host: Host,
  file: string,
  options: RunOptions & { mustExist?: boolean },
): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const { executor: chosen } = options;
  const plan = byChosen(opened.plan, chosen);
  const before = readState(host, { plan, folder: opened.folder });
  if (options.mustExist && before.base === null) {
    throw new UsageError(`${file} was never started. Run it with: tierwise plan run ${file}`);
  }
  if (!(await approved(host, { ...opened, plan }, before, options))) {
    host.stderr.write('Not approved: nothing was run.\n');
    return EXIT.usage;
  }
  await checkExecutors(plan, before, host.env);
  rememberPlan(opened.folder, opened.repository.root, plan);
  const result = await carryOut(host, { ...opened, plan }, before, options);
  const code = await reportEnd(host, { ...opened, plan: result.plan }, result, options);
  await tellTheEnd(host, result, options.notify);
  return code;
}

/** Tells a user who looks elsewhere that a run has ended; whoever interrupted it knows. */
async function tellTheEnd(
  host: Host,
  { plan, state, halted }: RunResult,
  wanted: boolean | undefined,
): Promise<void> {
  if (halted?.why === 'interrupted') return;
  const steps = [...state.steps.values()];
  const done = steps.filter(({ status }) => status === 'done').length;
  const stopped = halted ? ', stopped' : '';
  const text = `plan ${plan.name}: ${done} of ${counted(steps.length, 'step')} done${stopped}`;
  const problem = await notify(host, text, wanted);
  if (problem) host.stderr.write(`${problem}.\n`);
}

const byChosen = (plan: Plan, chosen: ChosenExecutor | undefined): Plan =>
  chosen ? withExecutor(plan, chosen.name, chosen.model) : plan;

/** Runs the plan with its progress on stderr, until it ends or the user interrupts it. */
async function carryOut(
  host: Host,
  opened: OpenedPlan,
  before: PlanState,
  options: RunOptions,
): Promise<RunResult> {
  const { plan, repository, home } = opened;
  const progress = createProgress(host);
  progress.note(await payersOf(plan, host.env));
  warnAboutDirtyFiles(plan, before, repository, progress.note);
  const interrupt = onInterrupt(host, () =>
    progress.note(
      'Stopping: waiting for the tries under way. Ctrl-C again ends them; "tierwise plan resume" continues.',
    ),
  );
  const settings = settingsFor(host, opened, options, progress);
  const events: RunEvents = {
    note: progress.note,
    progress: progress.update,
    onLedgerFailure: once((error) =>
      progress.note(`The ledger in ${home} cannot be written (${systemReason(error)}).`),
    ),
  };
  try {
    return await runPlan(settings, events, interrupt.signal);
  } finally {
    interrupt.release();
    progress.end();
  }
}

function settingsFor(host: Host, opened: OpenedPlan, options: RunOptions, progress: Progress): RunSettings {
  return {
    ...opened,
    jobs: options.jobs ?? usualJobs(),
    ...ceilingsOf(host, options.maxCost ?? ceilingOf(opened)),
    restart: options.restart === true,
    again: options.again ?? [],
    roles: { implementer: roleOf('implementer'), reviewer: roleOf('code-reviewer') },
    reviser: reviserOf({
      ...{ host, opened, chosen: options.executor, note: progress.note, hold: progress.hold },
      way: options.revise ?? openPolicy(host).policy.plans.revise,
      prepare: (changed) => byChosen(placePlan(host, changed, opened), options.executor),
    }),
    env: host.env,
  };
}

function once(act: (error: unknown) => void): (error: unknown) => void {
  let done = false;
  return (error) => {
    if (!done) act(error);
    done = true;
  };
}

const ceilingOf = ({ plan, catalog }: OpenedPlan): number =>
  moneyOf(plan, { catalog, top: plan.top, at: new Date() }).ceilingUsd;

const warnAboutDirtyFiles = (
  { steps }: Plan,
  { base }: PlanState,
  { dirty }: Repository,
  note: (line: string) => void,
): void => {
  if (base !== null || !dirty.length) return;
  const patterns = steps.flatMap(({ files }) => files);
  const touched = dirty.filter((name) => covers(patterns, name));
  const which = touched.length ? `, including ${touched.slice(0, 5).join(', ')}` : '';
  note(
    `The steps start from the last commit, without your uncommitted changes to ${counted(dirty.length, 'file')}${which}.`,
  );
};

function executor(text: string): ChosenExecutor {
  const named = parseExecutor(text);
  if (named && !(named.name === 'claude' && named.model)) return named;
  throw new InvalidArgumentError(`Expected one of: ${EXECUTOR_NAMES.join(', ')}.`);
}
