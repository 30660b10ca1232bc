import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import { type Catalog, loadCatalog, parseTierName } from '../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import { appendEvent, readEvents } from '../plan/events.ts';
import { EXECUTOR_NAMES, type ExecutorName, parseExecutor } from '../plan/executors.ts';
import { findRepository, ignoredAmong, type Repository } from '../plan/git.ts';
import { covers, isLiteral } from '../plan/glob.ts';
import { holderOf } from '../plan/lock.ts';
import { formatOutline, payers } from '../plan/outline.ts';
import { type Plan, type Problem, readPlan } from '../plan/plan-file.ts';
import { recordStep } from '../plan/record.ts';
import { formatReport, type PlanReport, reportOn } from '../plan/report.ts';
import { checkExecutors, type RunResult, runPlan, withExecutor } from '../plan/run.ts';
import { type PlanState, stateFolder, stateOf } from '../plan/state.ts';
import { takeOver } from '../plan/take-over.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { counted } from '../terminal/format.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress } from '../terminal/progress.ts';
import { dollars, positiveInteger } from './numbers.ts';

interface RunOptions {
  jobs: number;
  executor?: { name: ExecutorName; model: string | null };
  yes?: boolean;
  maxCost?: number;
  restart?: boolean;
  again: string[];
  merge?: boolean;
  json?: boolean;
}

interface RecordOptions {
  passed?: boolean;
  failed?: boolean;
  tier?: TierName;
  effort?: Effort;
  tries: number;
  cost?: number;
  commit?: string;
  why?: string;
}

const HELP_AFTER = `
Examples:
  tierwise plan check plans/fetch.md
  tierwise plan run plans/fetch.md --jobs 3 --max-cost 10
  tierwise plan status plans/fetch.md

Each step runs in a copy of the repository, from the commit checked out now; your own files are not touched. What is done becomes the
branch tierwise/plan-<name>. Nothing runs before you approved the plan; a changed plan asks again.`;

/** The `plan` subcommand; `done` gets its exit code. */
export function planCommand(done: (code: ExitCode) => void): Command {
  const plan = new Command('plan')
    .description('Carry out a plan step by step, each on its own tier, checked and committed.')
    .addHelpText('after', HELP_AFTER);
  plan
    .command('check')
    .description('Say everything that is wrong with a plan, by line; else who would do what.')
    .argument('<plan>', 'the Markdown file')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { json }: { json?: boolean }) => done(await check(file, json === true)));
  plan
    .command('format')
    .description('How a plan is written, for whoever writes one.')
    .option('-o, --out <file>', 'put it there, to be read and replaced by the plan (default: stdout)')
    .action(async ({ out }: { out?: string }) => done(format(out)));
  withRunOptions(plan.command('run'))
    .description('Carry out what is left of a plan.')
    .option('--yes', 'the plan is approved as it is')
    .option('--restart', 'forget what was done, and start from the commit checked out now')
    .action(async (file: string, options: RunOptions) => done(await run(file, options)));
  plan
    .command('status')
    .description('Where a plan stands.')
    .argument('<plan>', 'the Markdown file')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { json }: { json?: boolean }) => done(await status(file, json === true)));
  withRunOptions(plan.command('resume'))
    .description('Go on with a plan that was interrupted, killed or stopped.')
    .action(async (file: string, options: RunOptions) =>
      done(await run(file, { ...options, mustExist: true })),
    );
  plan
    .command('record')
    .description(
      'Tell how a step ended that was carried out elsewhere: by hand, or by a subagent of a session.',
    )
    .argument('<plan>', 'the Markdown file')
    .argument('<step>', 'the id of the step')
    .option('--passed', 'it is done and committed')
    .option('--failed', 'its check does not pass')
    .option('--commit <revision>', 'the commit that holds its work (default: the one checked out now)')
    .option('--tier <tier>', TIER_NAMES.join(', '), parseTierName)
    .addOption(new Option('--effort <effort>', 'how hard it thought').choices(EFFORTS))
    .option('--tries <n>', 'how many tries it took', positiveInteger, 1)
    .option('--cost <usd>', 'what they cost', dollars)
    .option('--why <text>', 'what a person has to know')
    .action(async (file: string, step: string, options: RecordOptions) =>
      done(await record(file, step, options)),
    );
  return plan;
}

const withRunOptions = (command: Command): Command =>
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

function format(out: string | undefined): ExitCode {
  const text = readFileSync(
    join(PLUGIN_ROOT, 'skills', 'plan-then-execute', 'references', 'plan-format.md'),
    'utf8',
  );
  if (out === undefined) {
    print(text.trimEnd());
    return EXIT.ok;
  }
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new UsageError(
      `${out}: cannot be written: ${taken ? 'there is such a file already. Name another one' : systemReason(error)}.`,
    );
  }
  print(`${out} says how a plan is written. Read it, then replace it by the plan.`);
  return EXIT.ok;
}

async function check(file: string, json: boolean): Promise<ExitCode> {
  const catalog = loadCatalog(dataHome(), process.cwd());
  const { plan, problems } = readPlan(file, catalog);
  const all = plan ? await problemsHere(plan) : problems;
  if (json) {
    const steps = plan?.steps.map(({ specification: _, ...step }) => step) ?? [];
    print(JSON.stringify({ file, ok: !all.length, problems: all, steps }));
  } else if (all.length || !plan) {
    print(formatProblems(file, all));
  } else {
    print(
      `${formatOutline(plan, catalog, process.env)}\n\nNothing is wrong with it. Run it with: tierwise plan run ${file}`,
    );
  }
  return all.length ? EXIT.look : EXIT.ok;
}

/** What is wrong with a plan in this repository, which its text cannot tell. */
async function problemsHere({ steps }: Plan): Promise<Problem[]> {
  const { root } = await findRepository(process.cwd());
  const ignored = new Set(
    await ignoredAmong(
      root,
      steps.flatMap(({ files }) => files.filter(isLiteral)),
    ),
  );
  return steps.flatMap(({ id, files, line }) =>
    files
      .filter((name) => ignored.has(name))
      .map((name) => ({ line, message: `step ${id}: git ignores ${name}, so it would never be committed` })),
  );
}

const formatProblems = (file: string, problems: readonly Problem[]): string =>
  [
    ...problems.map(({ line, message }) => `${file}:${line}: ${message}`),
    `${counted(problems.length, 'problem')}.`,
  ].join('\n');

interface Place {
  plan: Plan;
  catalog: Catalog;
  repository: Repository;
  folder: string;
  home: string;
}

/** The plan of a command that needs one without problems. */
async function open(file: string): Promise<Place> {
  const home = dataHome();
  const catalog = loadCatalog(home, process.cwd());
  const { plan, problems } = readPlan(file, catalog);
  const repository = await findRepository(process.cwd());
  const all = plan ? await problemsHere(plan) : problems;
  if (!plan || all.length) {
    process.stderr.write(`${formatProblems(file, all)}\n`);
    throw new UsageError(`${file} cannot be used before that is repaired.`);
  }
  return { plan, catalog, repository, home, folder: stateFolder(home, repository.root, file) };
}

async function run(file: string, options: RunOptions & { mustExist?: boolean }): Promise<ExitCode> {
  const place = await open(file);
  const { repository, folder, home, catalog } = place;
  const plan = options.executor
    ? withExecutor(place.plan, options.executor.name, options.executor.model)
    : place.plan;
  const before = stateOf(plan, readEvents(folder));
  if (options.mustExist && before.base === null) {
    throw new UsageError(`${file} was never started. Run it with: tierwise plan run ${file}`);
  }
  if (!(await approved(plan, before, place, options))) {
    process.stderr.write('Not approved: nothing was run.\n');
    return EXIT.unusable;
  }
  await checkExecutors(plan, before, process.env);
  const progress = createProgress();
  progress.note(payers(plan, process.env));
  warnAboutDirtyFiles(plan, before, repository, progress.note);
  let ledgerFailed = false;
  const interrupt = onInterrupt(() =>
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
        env: process.env,
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
  if (options.json) print(JSON.stringify({ ...report, stopped, setAside, merged }));
  else {
    print(formatReport(merged?.done ? { ...report, takeOver: null } : report));
    if (merged) print(merged.message);
    for (const line of whatNext(file, result)) print(line);
  }
  return exitCodeOf(report, result);
}

/** Whether the user has approved this plan, now or before. Throws UsageError when nobody can be asked. */
async function approved(plan: Plan, state: PlanState, place: Place, options: RunOptions): Promise<boolean> {
  const { executor: chosen, yes } = options;
  const key = chosen ? `${plan.hash} ${chosen.name}:${chosen.model ?? ''}` : plan.hash;
  if (state.approved.has(key)) return true;
  if (!yes) {
    if (!process.stdin.isTTY || !process.stderr.isTTY) {
      throw new UsageError(
        `${plan.file} ${state.approved.size ? 'has changed since it was approved' : 'is not approved'}. Read it, then say so with --yes, or run this in a terminal.`,
      );
    }
    process.stderr.write(`${formatOutline(plan, place.catalog, process.env)}\n\n`);
    const line = createInterface({ input: process.stdin, output: process.stderr });
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
  if (halted && !done) return EXIT.unusable;
  return done === steps.length ? EXIT.ok : EXIT.look;
}

async function status(file: string, json: boolean): Promise<ExitCode> {
  const { plan, repository, folder } = await open(file);
  const state = stateOf(plan, readEvents(folder));
  const running = holderOf(folder) !== null;
  const report = reportOn(plan, state, { running, head: repository.head });
  if (json) print(JSON.stringify({ ...report, running }));
  else print(formatReport(report));
  return report.steps.some(({ status: how }) => ['person', 'approval', 'conflict'].includes(how))
    ? EXIT.look
    : EXIT.ok;
}

async function record(file: string, step: string, options: RecordOptions): Promise<ExitCode> {
  if ((options.passed === true) === (options.failed === true)) {
    throw new UsageError('Say how the step ended: --passed or --failed.');
  }
  const { plan, repository, folder, home } = await open(file);
  const { tier = null, effort = null, tries, cost, commit, why = '' } = options;
  const line = await recordStep({ plan, repository, folder, home }, step, {
    passed: options.passed === true,
    rung: { tier, effort },
    tries,
    costUsd: cost ?? null,
    revision: commit ?? null,
    why,
  });
  print(line);
  return EXIT.ok;
}

function executor(text: string): { name: ExecutorName; model: string | null } {
  const named = parseExecutor(text);
  if (named && !(named.name === 'claude' && named.model)) return named;
  throw new InvalidArgumentError(`Choose one of: ${EXECUTOR_NAMES.join(', ')}.`);
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
