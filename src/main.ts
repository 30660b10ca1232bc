import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { version } from '../package.json';
import { bulkMapCommand } from './commands/bulk-map.ts';
import { bulkTagCommand } from './commands/bulk-tag.ts';
import { digestCommand } from './commands/digest.ts';
import { doctorCommand } from './commands/doctor.ts';
import { opinionCommand } from './commands/opinion.ts';
import { planCommand } from './commands/plan.ts';
import { reportCommand } from './commands/report.ts';
import { reviewCommand } from './commands/review.ts';
import { runsCommand } from './commands/runs.ts';
import { viewCommand } from './commands/view.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from './errors.ts';
import type { Host, OutputStream } from './host.ts';
import { setStyle } from './terminal/style.ts';

/** The width of a help that no terminal shows. */
const HELP_WIDTH = 80;

const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;

/**
 * Runs the command with the words after its name. Returns its exit code and throws nothing. A process does one run at a time: its
 * working folder is `cwd` until the run has ended, and then what it was before.
 */
export async function run(argv: readonly string[], host: Host): Promise<ExitCode> {
  const before = process.cwd();
  try {
    enter(host.cwd);
    return await dispatch(argv, host);
  } catch (error) {
    return tell(error, host.stderr);
  } finally {
    process.chdir(before);
  }
}

function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch (error) {
    throw new UsageError(`${folder}: cannot work there: ${systemReason(error)}.`);
  }
}

async function dispatch(argv: readonly string[], host: Host): Promise<ExitCode> {
  const invocation = { ...host, argv };
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command('tierwise')
    .description('Puts each piece of work on the cheapest model that does it well.')
    .version(version, '-V, --version')
    .option('--no-color', 'plain text (NO_COLOR does the same)')
    .addHelpText('after', HELP_AFTER)
    .hook('preAction', (called) => setStyle(host, called.opts().color));
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  for (const command of [
    bulkTagCommand,
    bulkMapCommand,
    reviewCommand,
    digestCommand,
    viewCommand,
    runsCommand,
    opinionCommand,
    planCommand,
    reportCommand,
    doctorCommand,
  ])
    program.addCommand(command(invocation, done, run));
  for (const command of allOf(program)) {
    command.exitOverride().configureHelp({ showGlobalOptions: true }).configureOutput(outputOf(host));
  }
  await program.parseAsync(argv, { from: 'user' });
  return exitCode;
}

const allOf = (command: Command): Command[] => [command, ...command.commands.flatMap(allOf)];

/** Where commander writes help and complaints; it knows only the process's own streams by itself. */
function outputOf({ stdout, stderr }: Host): OutputConfiguration {
  return {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    getOutHelpWidth: () => stdout.columns ?? HELP_WIDTH,
    getErrHelpWidth: () => stderr.columns ?? HELP_WIDTH,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  };
}

/** Prints why a run failed. Returns its exit code. */
function tell(error: unknown, stderr: OutputStream): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    stderr.write(`tierwise: ${error.message}\n`);
    return error.exitCode;
  }
  // Our bug. Printed here, because Node would put the whole minified line before the stack.
  stderr.write(`tierwise ${version}: a bug in tierwise itself. ${(error as Error)?.stack ?? error}\n`);
  return EXIT.usage;
}
