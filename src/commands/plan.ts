import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Plan } from '../plan/file/plan.ts';
import { readPlan } from '../plan/file/plan-file.ts';
import { type Warning, warningsIn } from '../plan/file/warnings.ts';
import { findRepository, type Repository } from '../plan/git/git.ts';
import { formatOutline, payersOf } from '../plan/report/outline.ts';
import { needsUser, reportOn } from '../plan/report/plan-report.ts';
import { formatReport } from '../plan/report/plan-report-text.ts';
import { dryChecks } from '../plan/run/dry-checks.ts';
import { moneyOf } from '../plan/run/money.ts';
import { planFolder } from '../plan/run/plan-folder.ts';
import { visibleJson } from '../terminal/visible.ts';
import { openCatalog } from './catalog.ts';
import { runBestOf } from './plan-best.ts';
import { clean } from './plan-clean.ts';
import { addGitHub } from './plan-github.ts';
import { FORMAT_FILE, type MakeOptions, make, withMakeOptions } from './plan-make.ts';
import { circumstancesOf, formatProblems, openPlan, problemsIn, readState } from './plan-open.ts';
import { type RecordOptions, record, withRecordOptions } from './plan-record.ts';
import { type ReviseOptions, reviseStep } from './plan-revise.ts';
import { type RunOptions, runPlanFile, withRunOptions } from './plan-run.ts';
import { showStep } from './plan-show.ts';
import { costsSoFar } from './plan-spent.ts';
import { placePlan } from './plan-starts.ts';
import { viewPlan } from './plan-view.ts';
import { watch } from './plan-watch.ts';

interface StatusOptions {
  json?: boolean;
  watch?: boolean;
}

interface CheckOptions {
  json?: boolean;
  dry?: boolean;
}

const HELP_AFTER = `
Examples:
  tierwise plan check plans/fetch.md
  tierwise plan run plans/fetch.md --jobs 3 --max-cost 10
  tierwise plan status plans/fetch.md

Each step runs in a copy of the repository, from the commit checked out now; your own files are
not touched. The finished steps become the branch tierwise/plan-<name>. Nothing runs before you
approve the plan; a changed plan asks again.`;

/** Returns the `plan` subcommand; `done` is called with its exit code. */
export function planCommand(host: Host, done: (code: ExitCode) => void): Command {
  const plan = new Command('plan')
    .description('Carry out a plan step by step, each on its own tier, checked and committed.')
    .addHelpText('after', HELP_AFTER);
  plan
    .command('check')
    .description('List every problem in a plan, by line; without any, show who would do what.')
    .argument('<plan>', 'the Markdown file')
    .option('--dry', 'run setup and the checks in copies, to find checks that pass before the work')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: CheckOptions) => done(await check(host, file, options)));
  plan
    .command('format')
    .description('Print how a plan is written.')
    .option('-o, --out <file>', 'write it to a new file, for the plan to replace (default: stdout)')
    .action(async ({ out }: { out?: string }) => done(format(host, out)));
  addGitHub(plan, host, done);
  addRuns(plan, host, done);
  addLooks(plan, host, done);
  addWrites(plan, host, done);
  return plan;
}

type Done = (code: ExitCode) => void;

function addRuns(plan: Command, host: Host, done: Done): void {
  withMakeOptions(plan.command('make')).action(async (file: string, goal: string[], options: MakeOptions) => {
    await make(host, file, goal.join(' '), options);
    const isTerminal = host.stdin.isTTY === true && host.stderr.isTTY === true;
    done(await (isTerminal ? runPlanFile(host, file, {}) : check(host, file, {})));
  });
  withRunOptions(plan.command('run'))
    .description('Carry out what is left of a plan.')
    .option('--yes', 'approve the plan as it is')
    .option('--restart', 'discard earlier results and start from the commit checked out now')
    .option('--best-of <who>', 'have each of these carry out the whole plan, and say whose work is best')
    .action(async (file: string, { bestOf, ...options }: RunOptions & { bestOf?: string }) =>
      done(
        await (bestOf === undefined
          ? runPlanFile(host, file, options)
          : runBestOf(host, file, bestOf, options)),
      ),
    );
  withRunOptions(plan.command('resume'))
    .description('Continue a plan that was interrupted, killed or stopped.')
    .action(async (file: string, options: RunOptions) =>
      done(await runPlanFile(host, file, { ...options, mustExist: true })),
    );
}

function addLooks(plan: Command, host: Host, done: Done): void {
  plan
    .command('status')
    .description('Show where a plan stands.')
    .argument('<plan>', 'the Markdown file')
    .option('--watch', 'while it runs, show each change, until the run ends')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, options: StatusOptions) => done(await status(host, file, options)));
  plan
    .command('view')
    .description('Write a page for the browser: steps, money, diffs, and what needs you.')
    .argument('<plan>', 'the Markdown file')
    .option('-o, --out <file>', 'where it goes; - for stdout (default: beside what the plan keeps)')
    .action(async (file: string, { out }: { out?: string }) => done(await viewPlan(host, file, out)));
  plan
    .command('show')
    .description('Show a step in full: its tries, what was said and printed, and its work as a diff.')
    .argument('<plan>', 'the Markdown file')
    .argument('[step]', 'the id of the step; without it, where the plan stands')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, step: string | undefined, { json = false }: { json?: boolean }) =>
      done(await (step === undefined ? status(host, file, { json }) : showStep(host, file, { step, json }))),
    );
}

function addWrites(plan: Command, host: Host, done: Done): void {
  plan
    .command('revise')
    .description(
      'Ask the planner what is wrong with the plan about a step that fails, and show what it proposes.',
    )
    .argument('<plan>', 'the Markdown file')
    .argument('<step>', 'the id of the step')
    .option('--yes', 'write the proposal to the plan file')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, step: string, options: ReviseOptions) =>
      done(await reviseStep(host, file, { ...options, step })),
    );
  plan
    .command('clean')
    .description('Remove what finished plans keep: their events, their clones and their copies.')
    .argument('[plan]', 'the Markdown file; without it, all plans that need nothing any more')
    .option(
      '--force',
      'also when steps are left, or the branch is gone; without a plan: when its file is gone',
    )
    .action(async (file: string | undefined, { force = false }: { force?: boolean }) =>
      done(await clean(host, file, force)),
    );
  withRecordOptions(plan.command('record')).action(
    async (file: string, step: string, options: RecordOptions) =>
      done(await record(host, file, { ...options, step })),
  );
}

function format(host: Host, out: string | undefined): ExitCode {
  const text = readFileSync(FORMAT_FILE, 'utf8');
  if (out === undefined) {
    print(host, text.trimEnd());
    return EXIT.ok;
  }
  host.access.checkWrite(out, 'plan');
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    const taken = systemCode(error) === 'EEXIST';
    throw new UsageError(
      `${out}: cannot be written: ${taken ? 'the file exists already. Choose another name' : systemReason(error)}.`,
    );
  }
  print(host, `${out} says how a plan is written. Read it, then replace it with the plan.`);
  return EXIT.ok;
}

async function check(host: Host, file: string, { json, dry }: CheckOptions): Promise<ExitCode> {
  const { env, cwd } = host;
  const catalog = openCatalog(host);
  const { plan: read, problems } = readPlan(file, catalog, host.access);
  const repository = await findRepository(cwd, env);
  const home = dataHome(env);
  const plan =
    read && placePlan(host, read, { catalog, home, folder: planFolder(home, repository.root, read) });
  const all = plan ? await problemsIn(repository, plan) : problems;
  const warnings = plan && !all.length ? await warningsAbout(plan, repository, host, dry === true) : [];
  if (json) {
    const money = plan && moneyOf(plan, { catalog, top: plan.top, at: new Date() });
    const steps = plan?.steps.map(({ specification: _, ...step }) => ({
      ...step,
      mostUsd: money?.steps.get(step.id) ?? null,
    }));
    const { mostUsd = null, ceilingUsd = null } = money ?? {};
    const found = { file, ok: !all.length, problems: all, warnings, mostUsd, ceilingUsd };
    print(host, visibleJson({ ...found, steps: steps ?? [] }));
  } else if (all.length || !plan) {
    print(host, formatProblems(file, all));
  } else {
    const outline = formatOutline(plan, catalog, { payers: await payersOf(plan, env), warnings });
    print(host, `${outline}\n\nNo problems found. Run it with: tierwise plan run ${file}`);
  }
  return all.length ? EXIT.incomplete : EXIT.ok;
}

async function warningsAbout(
  plan: Plan,
  repository: Repository,
  { env }: Host,
  dry: boolean,
): Promise<Warning[]> {
  const folder = planFolder(dataHome(env), repository.root, plan);
  const found = dry ? await dryChecks({ plan, repository, folder }) : [];
  return [...warningsIn(plan), ...found];
}

async function status(host: Host, file: string, { json, watch: follow }: StatusOptions): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const stopped = follow ? await watch(host, opened) : null;
  if (stopped !== null) return stopped;
  const state = readState(host, opened);
  const known = await circumstancesOf(opened, state);
  const report = reportOn(opened.plan, state, known);
  const costs = costsSoFar(opened, opened.plan, state);
  if (json) print(host, visibleJson({ ...report, ...costs, running: known.running }));
  else print(host, formatReport(report, costs));
  return report.steps.some(needsUser) ? EXIT.incomplete : EXIT.ok;
}

const print = ({ stdout }: Host, text: string): void => {
  stdout.write(`${text}\n`);
};
