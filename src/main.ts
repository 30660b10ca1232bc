import { Command, CommanderError } from 'commander';
import { version } from '../package.json';
import { EXIT, type ExitCode, UsageError } from './errors.ts';

const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;

type MakeCommand = (done: (code: ExitCode) => void) => Command;

// In the order of the help. A command is loaded with what it needs when it is called.
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  'bulk-tag': async () => (await import('./commands/bulk-tag.ts')).bulkTagCommand,
  'bulk-map': async () => (await import('./commands/bulk-map.ts')).bulkMapCommand,
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  digest: async () => (await import('./commands/digest.ts')).digestCommand,
  view: async () => (await import('./commands/view.ts')).viewCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  opinion: async () => (await import('./commands/opinion.ts')).opinionCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
};

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
  for (const command of await commandsFor(argv)) program.addCommand(command(done));
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
    // Our bug. Printed here, because a report of it needs the version beside the stack.
    process.stderr.write(
      `tierwise ${version}: a bug in tierwise itself. ${(error as Error)?.stack ?? error}\n`,
    );
    return EXIT.unusable;
  }
}

/** The one that is called; all of them for help, or to say which there are. */
function commandsFor(argv: readonly string[]): Promise<MakeCommand[]> {
  const called = argv.find((argument) => argument !== '--no-color') ?? '';
  if (called === '--version' || called === '-V') return Promise.resolve([]);
  const names = Object.hasOwn(COMMANDS, called) ? [called] : Object.keys(COMMANDS);
  return Promise.all(names.flatMap((name) => COMMANDS[name]?.() ?? []));
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
