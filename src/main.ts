import { Command, CommanderError } from 'commander';
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
import { bugReport, EXIT, type ExitCode, UsageError } from './errors.ts';

const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;

async function main(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = new Command('tierwise')
    .description('Puts each piece of work on the cheapest model that does it well.')
    .version(version, '-V, --version')
    .configureHelp({ showGlobalOptions: true })
    .option('--no-color', 'plain text (NO_COLOR does the same)')
    .addHelpText('after', HELP_AFTER)
    .exitOverride();
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
    program.addCommand(command(done));
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().configureHelp({ showGlobalOptions: true });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unusable;
    if (error instanceof UsageError) {
      process.stderr.write(`tierwise: ${error.message}\n`);
      return error.exitCode;
    }
    // Our bug. Printed here, because Node would put the whole minified line before the stack.
    process.stderr.write(`tierwise ${version}: ${bugReport(error)}\n`);
    return EXIT.unusable;
  }
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
