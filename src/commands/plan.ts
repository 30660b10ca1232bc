import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { holderOf } from '../lock.ts';
import { parseTierName } from '../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../models/table.ts';
import type { Plan } from '../plan/file/plan.ts';
import { readPlan } from '../plan/file/plan-file.ts';
import { type Warning, warningsIn } from '../plan/file/warnings.ts';
import { findRepository, type Repository } from '../plan/git/git.ts';
import { formatOutline, payersOf } from '../plan/report/outline.ts';
import { needsUser, reportOn } from '../plan/report/plan-report.ts';
import { formatReport } from '../plan/report/plan-report-text.ts';
import { cleanPlan } from '../plan/run/clean-plan.ts';
import { dryChecks } from '../plan/run/dry-checks.ts';
import { moneyOf } from '../plan/run/money.ts';
import { recordStep } from '../plan/run/record-step.ts';
import { stateFolder } from '../plan/run/state.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { visibleJson } from '../terminal/visible.ts';
import { routePlan } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { dollars, positiveInteger } from './options.ts';
import { formatProblems, openPlan, problemsIn, readState } from './plan-open.ts';
import { type ReviseOptions, reviseStep } from './plan-revise.ts';
import { type RunOptions, runPlanFile, withRunOptions } from './plan-run.ts';
import { showStep } from './plan-show.ts';

interface CheckOptions {
  json?: boolean;
  dry?: boolean;
}

interface RecordOptions {
  passed?: boolean;
  failed?: boolean;
  unchecked?: boolean;
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
  withRunOptions(plan.command('run'))
    .description('Carry out what is left of a plan.')
    .option('--yes', 'approve the plan as it is')
    .option('--restart', 'discard earlier results and start from the commit checked out now')
    .action(async (file: string, options: RunOptions) => done(await runPlanFile(host, file, options)));
  plan
    .command('status')
    .description('Show where a plan stands.')
    .argument('<plan>', 'the Markdown file')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, { json }: { json?: boolean }) =>
      done(await status(host, file, json === true)),
    );
  plan
    .command('show')
    .description('Show a step in full: its tries, what was said and printed, and its work as a diff.')
    .argument('<plan>', 'the Markdown file')
    .argument('[step]', 'the id of the step; without it, where the plan stands')
    .option('--json', 'one JSON object on stdout')
    .action(async (file: string, step: string | undefined, { json = false }: { json?: boolean }) =>
      done(await (step === undefined ? status(host, file, json) : showStep(host, file, { step, json }))),
    );
  withRunOptions(plan.command('resume'))
    .description('Continue a plan that was interrupted, killed or stopped.')
    .action(async (file: string, options: RunOptions) =>
      done(await runPlanFile(host, file, { ...options, mustExist: true })),
    );
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
    .description('Remove what a finished plan keeps: its events, its clone and its copies.')
    .argument('<plan>', 'the Markdown file')
    .option('--force', 'also when steps are left, or the branch is gone')
    .action(async (file: string, { force = false }: { force?: boolean }) =>
      done(await clean(host, file, force)),
    );
  withRecordOptions(plan.command('record')).action(
    async (file: string, step: string, options: RecordOptions) =>
      done(await record(host, file, step, options)),
  );
  return plan;
}

const withRecordOptions = (command: Command): Command =>
  command
    .description(
      'Record how a step ended that was carried out elsewhere: by hand, or by a subagent of a session.',
    )
    .argument('<plan>', 'the Markdown file')
    .argument('<step>', 'the id of the step')
    .option('--passed', 'the step is done and committed; its check is run, and must pass')
    .option('--failed', 'its check does not pass')
    .option('--unchecked', 'with --passed: record it without running its check')
    .option('--commit <revision>', 'the commit that holds its work (default: the one checked out now)')
    .option('--tier <tier>', TIER_NAMES.join(', '), parseTierName)
    .addOption(new Option('--effort <effort>', 'the effort it ran with').choices(EFFORTS))
    .option('--tries <n>', 'how many tries it took', positiveInteger, 1)
    .option('--cost <usd>', 'what they cost in US dollars', dollars)
    .option('--why <text>', 'what you need to know about it');

function format(host: Host, out: string | undefined): ExitCode {
  const text = readFileSync(
    join(PLUGIN_ROOT, 'skills', 'plan-then-execute', 'references', 'plan-format.md'),
    'utf8',
  );
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
  const plan = read && routePlan(host, read);
  const repository = await findRepository(cwd, env);
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
  const folder = stateFolder(dataHome(env), repository.root, plan.file);
  const found = dry ? await dryChecks({ plan, repository, folder }) : [];
  return [...warningsIn(plan), ...found];
}

async function status(host: Host, file: string, json: boolean): Promise<ExitCode> {
  const { plan, repository, folder } = await openPlan(host, file);
  const state = readState(host, { plan, folder });
  const running = holderOf(folder) !== null;
  const report = reportOn(plan, state, { running, head: repository.head });
  if (json) print(host, visibleJson({ ...report, running }));
  else print(host, formatReport(report));
  return report.steps.some(needsUser) ? EXIT.incomplete : EXIT.ok;
}

async function record(host: Host, file: string, step: string, options: RecordOptions): Promise<ExitCode> {
  if ((options.passed === true) === (options.failed === true)) {
    throw new UsageError('Say how the step ended: --passed or --failed.');
  }
  const opened = await openPlan(host, file);
  readState(host, opened);
  const { tier = null, effort = null, tries, cost, commit, why = '' } = options;
  const { done, message } = await recordStep(opened, step, {
    passed: options.passed === true,
    unchecked: options.unchecked === true,
    rung: { tier, effort },
    tries,
    costUsd: cost ?? null,
    revision: commit ?? null,
    why,
  });
  print(host, message);
  return done ? EXIT.ok : EXIT.incomplete;
}

async function clean(host: Host, file: string, force: boolean): Promise<ExitCode> {
  const bytes = await cleanPlan(await openPlan(host, file), force);
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  print(
    host,
    bytes
      ? `Removed what ${file} kept: ${size}. A new run starts from the commit checked out then.`
      : `${file} keeps nothing.`,
  );
  return EXIT.ok;
}

const print = ({ stdout }: Host, text: string): void => {
  stdout.write(`${text}\n`);
};
