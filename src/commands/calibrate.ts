import { Command, Option } from 'commander';
import { BACKEND_NAMES } from '../ask/choose.ts';
import { unapply } from '../calibrate/kept/applied.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { INPUTS } from './bulk-options.ts';
import { type LabelOptions, label } from './calibrate-label.ts';
import { type CalibrateOptions, withSampleOptions } from './calibrate-options.ts';
import { calibrateInput } from './calibrate-run.ts';
import { dollars } from './options.ts';
import { someTask } from './task.ts';

const HELP_AFTER = `
Examples:
  tierwise calibrate tickets.csv support-intent --max-cost 2
  tierwise calibrate tickets.csv support-intent --floor 95 --gold intent
  tierwise calibrate tickets.csv support-intent --apply
  tierwise calibrate label tickets.csv support-intent
  tierwise calibrate undo support-intent

Every tier is asked about the same random sample of distinct items. Where two tiers say the same,
both are right or both are wrong; so how often they differ bounds how much worse one can be, and
only where they differ is a person asked. Answers are stored: the real run does not pay for them
again, and neither does the same command. Agreement is not accuracy: how often a tier is right is
told only where labels say so.

Exit codes: 0 decided; 1 not decided, or a recheck that found a drop; 3 stopped at --max-cost.`;

const HELP_LABEL = `
Shows items on which the tiers differ, the most telling first, without who said what: one key per
tag, s skips, u goes back, q stops. Labels are kept at once, count in every later calibration, and
stand above every tier in later runs. --page writes a page for the browser instead; its labels are
downloaded as a file and read back with --import.`;

/** The `calibrate` subcommand; `done` gets its exit code. */
export function calibrateCommand(host: Invocation, done: (code: ExitCode) => void): Command {
  const command = new Command('calibrate').description(
    'Find out whether a cheaper tier is good enough on your items, and how sure that is.',
  );
  const subcommands = [labelCommand(host, done), undoCommand(host, done)];
  const [first] = host.argv.slice(host.argv.indexOf('calibrate') + 1);
  // Commander would give an option that both have to the one above, wherever it stands.
  if (!subcommands.some((one) => one.name() === first)) withCalibration(command, host, done);
  for (const subcommand of subcommands) command.addCommand(subcommand);
  return command;
}

function withCalibration(command: Command, host: Invocation, done: (code: ExitCode) => void): void {
  withSampleOptions(command.argument('<input>', INPUTS).argument('<task>', 'the scheme or recipe'));
  command
    .option('--gold <column>', 'the column that holds the truth for all items')
    .option(
      '--labels-from <column>',
      'the column that plays the person: read only where a person would be asked',
    )
    .option('--twice', 'ask the tier to compare with twice, and say where it wavers')
    .addOption(new Option('--backend <name>', 'which backend answers').choices(BACKEND_NAMES).default('auto'))
    .option('--max-cost <usd>', 'never spend more than this, over all tiers', dollars)
    .option('--dry-run', 'estimate requests and cost; send nothing')
    .option('--apply', 'start every run of the task on what is recommended, until "calibrate undo"')
    .option('--recheck', 'ask the sample of the last calibration anew, and say whether the tier got worse')
    .option(
      '--plot [file]',
      'write a page with accuracy, or agreement, against cost (default: <input>.calibration.html)',
    )
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (input: string, task: string, options: CalibrateOptions, called: Command) => {
      if (options.recheck) refuseBesideRecheck(called);
      done(await calibrateInput(host, input, await someTask(task, host), options));
    });
}

function labelCommand(host: Invocation, done: (code: ExitCode) => void): Command {
  return withSampleOptions(
    new Command('label')
      .description('Label items on which the tiers differ, one key per tag.')
      .argument('<input>', 'what is calibrated')
      .argument('<task>', 'the scheme or recipe'),
  )
    .option('--page [file]', 'write a page to label in the browser (default: <input>.labels.html)')
    .option('--import <file>', 'take over the labels that such a page has made')
    .addHelpText('after', HELP_LABEL)
    .action(async (input: string, task: string, options: LabelOptions) =>
      done(await label(host, input, await someTask(task, host), options)),
    );
}

function undoCommand(host: Invocation, done: (code: ExitCode) => void): Command {
  return new Command('undo')
    .description('Let runs of a task start where it says itself again.')
    .argument('<task>', 'the scheme or recipe')
    .action(async (name: string) => {
      const task = await someTask(name, host);
      const was = unapply(dataHome(host.env), task);
      host.stdout.write(
        `${was ? `Runs of ${task.name} start on ${task.tier} again.` : `No calibration is applied to ${task.name}: its runs start on ${task.tier}.`}\n`,
      );
      done(EXIT.ok);
    });
}

/** Beside what the input is, and what it may cost, the stored sample says everything. */
const BESIDE_RECHECK = [
  'recheck',
  'json',
  'column',
  'inputFormat',
  'head',
  'sendAnyway',
  'maxCost',
  'backend',
  'color',
];

function refuseBesideRecheck(called: Command): void {
  const other = called.options.find(
    (option) =>
      called.getOptionValueSource(option.attributeName()) === 'cli' &&
      !BESIDE_RECHECK.includes(option.attributeName()),
  );
  if (other)
    throw new UsageError(
      `--recheck repeats the last calibration, so ${other.long} cannot be given with it. Leave ${other.long} out.`,
    );
}
