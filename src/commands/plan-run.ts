import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import type { Host } from '../host.ts';
import { EXECUTOR_NAMES, type ExecutorName, parseExecutor } from '../plan/executors.ts';
import { covers } from '../plan/file/glob.ts';
import type { Plan } from '../plan/file/plan.ts';
import type { Repository } from '../plan/git/git.ts';
import { takeOver } from '../plan/git/merge-branch.ts';
import { formatOutline, payersOf } from '../plan/report/outline.ts';
import { formatReport, type PlanReport, reportOn } from '../plan/report/plan-report.ts';
import { appendEvent, readEvents } from '../plan/run/events.ts';
import { checkExecutors, type RunResult, runPlan, withExecutor } from '../plan/run/run-plan.ts';
import { type PlanState, stateOf } from '../plan/run/state.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { counted } from '../terminal/format.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress } from '../terminal/progress.ts';
import { dollars, positiveInteger } from './options.ts';
import { openPlan, type Place } from './plan-open.ts';

export interface RunOptions {
  jobs: number;
  executor?: { name: ExecutorName; model: string | null };
  yes?: boolean;
  maxCost?: number;
  restart?: boolean;
  again: string[];
  merge?: boolean;
  json?: boolean;
}

/** Adds the options that `run` and `resume` share. */
export const withRunOptions = (command: Command): Command =>
  command
    .argument('<plan>', 'the Markdown file')
    .option('--jobs <n>', 'steps at once', positiveInteger, 2)
    .option(
      '--executor <name>',
      `who carries out every step: ${EXECUTOR_NAMES.join(', ')}; codex:<model> for a model`,
      executor,
    )
    .option(
      '--again <step>',
      'try a step anew that was left to a person; again for more',
      (id: string, all: string[]) => [...all, id],
      [] as string[],
    )
    .option('--max-cost <usd>', "start no try that could pass this (default: the plan's budgetUsd)", dollars)
    .option(
      '--merge',
      'take the finished branch over at the end, when every step is done and nothing is in the way',
    )
    .option('--json', 'one JSON object on stdout');

/** Runs what is left of a plan; `mustExist`: it must have been started. */
export async function runPlanFile(
  host: Host,
  file: string,
  options: RunOptions & { mustExist?: boolean },
): Promise<ExitCode> {
  const { env, stdout, stderr } = host;
  const place = await openPlan(host, file);
  const { repository, folder, home, catalog } = place;
  const plan = options.executor
    ? withExecutor(place.plan, options.executor.name, options.executor.model)
    : place.plan;
  const before = stateOf(plan, readEvents(folder));
  if (options.mustExist && before.base === null) {
    throw new UsageError(`${file} was never started. Run it with: tierwise plan run ${file}`);
  }
  if (!(await approved(host, plan, before, place, options))) {
    stderr.write('Not approved: nothing was run.\n');
    return EXIT.usage;
  }
  await checkExecutors(plan, before, env);
  const progress = createProgress(host);
  progress.note(await payersOf(plan, env));
  warnAboutDirtyFiles(plan, before, repository, progress.note);
  let ledgerFailed = false;
  const interrupt = onInterrupt(host, () =>
    progress.note('Stopping: waiting for the tries under way. Ctrl-C again to end them; resume goes on.'),
  );
  let result: RunResult;
  try {
    result = await runPlan(
      {
        ...{ plan, repository, folder, home, catalog },
        jobs: options.jobs,
        maxCostUsd: options.maxCost ?? null,
        restart: options.restart === true,
        again: options.again,
        role: roleOf('implementer'),
        env,
      },
      {
        note: progress.note,
        progress: progress.update,
        onLedgerFailure(error) {
          if (!ledgerFailed)
            progress.note(`The ledger in ${home} cannot be written (${systemReason(error)}).`);
          ledgerFailed = true;
        },
      },
      interrupt.signal,
    );
  } finally {
    interrupt.release();
    progress.end();
  }
  const report = reportOn(plan, result.state, { running: false, head: repository.head });
  const merged = options.merge ? await takeOver(repository, report) : null;
  const { halted, setAside } = result;
  const stopped = halted && { why: halted.why, message: halted.message };
  const print = (text: string): unknown => stdout.write(`${text}\n`);
  if (options.json) print(JSON.stringify({ ...report, stopped, setAside, merged }));
  else {
    print(formatReport(merged?.done ? { ...report, takeOver: null } : report));
    if (merged) print(merged.message);
    for (const line of whatNext(file, result)) print(line);
  }
  return exitCodeOf(report, result);
}

/** Whether the user has approved this plan, now or before. Throws UsageError when nobody can be asked. */
async function approved(
  { env, stdin, stderr }: Host,
  plan: Plan,
  state: PlanState,
  place: Place,
  options: RunOptions,
): Promise<boolean> {
  const { executor: chosen, yes } = options;
  const key = chosen ? `${plan.hash} ${chosen.name}:${chosen.model ?? ''}` : plan.hash;
  if (state.approved.has(key)) return true;
  if (!yes) {
    if (!stdin.isTTY || !stderr.isTTY) {
      throw new UsageError(
        `${plan.file} ${state.approved.size ? 'has changed since it was approved' : 'is not approved'}. Read it, then: tierwise plan run ${plan.file} --yes (in a terminal it asks).`,
      );
    }
    stderr.write(`${formatOutline(plan, place.catalog, await payersOf(plan, env))}\n\n`);
    const line = createInterface({ input: stdin, output: stderr });
    const answer = await line.question('Run it? [y/N] ');
    line.close();
    if (!/^y(es)?$/i.test(answer.trim())) return false;
  }
  appendEvent(place.folder, { type: 'approved', key });
  return true;
}

const warnAboutDirtyFiles = (
  { steps }: Plan,
  { base }: PlanState,
  { dirty }: Repository,
  note: (line: string) => void,
): void => {
  if (base !== null || !dirty.length) return;
  const patterns = steps.flatMap(({ files }) => files);
  const touched = dirty.filter((name) => covers(patterns, name));
  const which = touched.length ? `, among them ${touched.slice(0, 5).join(', ')}` : '';
  note(
    `The steps start from the last commit: ${counted(dirty.length, 'file')} with uncommitted changes ${dirty.length === 1 ? 'stays' : 'stay'} out of it${which}.`,
  );
};

const roleOf = (agent: string): string => {
  const file = join(PLUGIN_ROOT, 'agents', `${agent}.md`);
  return parseMarkdown(readFileSync(file, 'utf8'), file).body;
};

function whatNext(file: string, { halted, setAside }: RunResult): string[] {
  const resume = `tierwise plan resume ${file}`;
  if (halted?.why === 'ceiling')
    return [`Stopped: ${halted.message}. Go on with: ${resume} --max-cost <more>`];
  if (halted?.why === 'interrupted') return [`Interrupted. Go on with: ${resume}`];
  if (halted) return [`Stopped: ${halted.message}. Then go on with: ${resume}`];
  return setAside.length ? [`Not tried to the end: ${setAside.join(', ')}. Go on with: ${resume}`] : [];
}

function exitCodeOf({ steps, done }: PlanReport, { halted }: RunResult): ExitCode {
  if (halted?.why === 'ceiling') return EXIT.ceiling;
  if (halted?.why === 'interrupted') return EXIT.interrupted;
  if (halted && !done) return EXIT.usage;
  return done === steps.length ? EXIT.ok : EXIT.incomplete;
}

function executor(text: string): { name: ExecutorName; model: string | null } {
  const named = parseExecutor(text);
  if (named && !(named.name === 'claude' && named.model)) return named;
  throw new InvalidArgumentError(`Choose one of: ${EXECUTOR_NAMES.join(', ')}.`);
}
