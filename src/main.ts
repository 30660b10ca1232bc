import { Command, CommanderError, Help, type OutputConfiguration } from 'commander';
import { version } from '../package.json';
import { OUTLINES } from './command-outlines.ts';
import { pathOf } from './command-path.ts';
import { examplesOf } from './commands/examples.ts';
import {
  bugReport,
  EXIT,
  type ExitCode,
  isRefusedBySystem,
  systemReason,
  UsageError,
  withNextStep,
} from './errors.ts';
import { type Host, type Invocation, STOP_SIGNALS, type TextOutput, type World } from './host.ts';
import { GoingRun } from './runs/going.ts';
import { outputsOf } from './terminal/output.ts';
import { setStyle } from './terminal/style.ts';

/** The width of a help that no terminal shows. */
const HELP_WIDTH = 80;

const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;

/** Runs another command line in the same world, but for the change. */
type Run = (argv: readonly string[], change: Partial<World>) => Promise<ExitCode>;
/** A host of which it is not settled yet what it may do. */
type Inside = Omit<Host, 'access' | 'going'> & Pick<World, 'access'>;
type MakeCommand = (host: Invocation, done: (code: ExitCode) => void, run: Run) => Command;

// In the order of the help. A command is loaded with what it needs when it is called.
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  'bulk-tag': async () => (await import('./commands/bulk-tag.ts')).bulkTagCommand,
  'bulk-map': async () => (await import('./commands/bulk-map.ts')).bulkMapCommand,
  init: async () => (await import('./commands/init.ts')).initCommand,
  schemes: async () => (await import('./commands/tasks.ts')).schemesCommand,
  recipes: async () => (await import('./commands/tasks.ts')).recipesCommand,
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  digest: async () => (await import('./commands/digest.ts')).digestCommand,
  view: async () => (await import('./commands/view.ts')).viewCommand,
  answers: async () => (await import('./commands/answers.ts')).answersCommand,
  runs: async () => (await import('./commands/runs.ts')).runsCommand,
  opinion: async () => (await import('./commands/opinion.ts')).opinionCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  policy: async () => (await import('./commands/policy.ts')).policyCommand,
  route: async () => (await import('./commands/route.ts')).routeCommand,
  estimate: async () => (await import('./commands/estimate.ts')).estimateCommand,
  statusline: async () => (await import('./commands/statusline.ts')).statuslineCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  calibrate: async () => (await import('./commands/calibrate.ts')).calibrateCommand,
  env: async () => (await import('./commands/env.ts')).envCommand,
  schema: async () => (await import('./commands/schema.ts')).schemaCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
  'in-session': async () => (await import('./commands/in-session.ts')).inSessionCommand,
};

/**
 * Runs the command with the words after its name. Returns its exit code and throws nothing. A process does one run at a time: its
 * working folder is `cwd` until the run has ended, and then what it was before.
 */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const before = process.cwd();
  const host = { ...world, ...outputsOf(world) };
  const again: Run = (words, change) => run(words, { ...world, ...change });
  try {
    enter(host.cwd);
    return await dispatch(argv, host, again);
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

async function dispatch(argv: readonly string[], host: Inside, again: Run): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const going = new GoingRun({ ...host, argv });
  const program = new Command('tierwise')
    .description('Puts each piece of work on the cheapest model that does it well.')
    .version(version, '-V, --version')
    .option('--no-color', 'plain text (NO_COLOR does the same)')
    .addHelpText('after', HELP_AFTER)
    .hook('preAction', async (called, acting) => {
      setStyle(host, called.opts().color);
      host.admit?.(acting);
      await going.begin({ path: pathOf(acting), args: acting.args, options: acting.opts() });
    });
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const commands = await commandsFor(argv);
  if (!commands.length && !isVersion(argv)) for (const one of outlined()) program.addCommand(one);
  if (commands.length) {
    const access = host.access ?? (await import('./access/access.ts')).OPEN;
    const invocation: Invocation = { ...host, access, going, argv };
    for (const command of commands) program.addCommand(command(invocation, done, again));
  }
  for (const command of allOf(program)) {
    command.addHelpText('after', () => examplesOf(pathOf(command)));
    command
      .exitOverride()
      .configureHelp({ showGlobalOptions: true, subcommandTerm: termOf })
      .configureOutput(outputOf(host));
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    going.end(error instanceof UsageError ? error.exitCode : EXIT.usage);
    throw error;
  }
  going.end(exitCode);
  return exitCode;
}

const allOf = (command: Command): Command[] => [command, ...command.commands.flatMap(allOf)];

/** The one that is called; none where they need only be listed; all of them to say which there are, or for help on one. */
function commandsFor(argv: readonly string[]): Promise<MakeCommand[]> {
  const [called = '', ...others] = argv.filter((argument) => argument !== '--no-color');
  if (isVersion(argv)) return Promise.resolve([]);
  if (['', 'help', '--help', '-h'].includes(called) && !others.length) return Promise.resolve([]);
  // What completes a command line knows all of them.
  const alone = Object.hasOwn(COMMANDS, called) && called !== 'completion';
  const names = alone ? [called] : Object.keys(COMMANDS);
  return Promise.all(names.flatMap((name) => COMMANDS[name]?.() ?? []));
}

const isVersion = (argv: readonly string[]): boolean =>
  ['--version', '-V'].includes(argv.find((one) => one !== '--no-color') ?? '');

/** Commands that can only be listed. */
const outlined = (): Command[] =>
  OUTLINES.map(([usage, description]) =>
    new Command(usage.split(' ')[0]).usage(usage).description(description),
  );

/** How a command stands in the list of all: an outline as it says itself. */
const termOf = (command: Command): string =>
  OUTLINES.find(([usage]) => usage === command.usage())?.[0] ?? new Help().subcommandTerm(command);

/** Where commander writes help and complaints; it knows only the process's own streams by itself. */
function outputOf({ stdout, stderr }: Pick<Host, 'stdout' | 'stderr'>): OutputConfiguration {
  return {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
    getOutHelpWidth: () => stdout.columns || HELP_WIDTH,
    getErrHelpWidth: () => stderr.columns || HELP_WIDTH,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  };
}

/** Prints why a run failed. Returns its exit code. */
function tell(error: unknown, stderr: TextOutput): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    stderr.write(`tierwise: ${withNextStep(error.message)}\n`);
    return error.exitCode;
  }
  if (isRefusedBySystem(error)) {
    const path = error instanceof Error && 'path' in error ? `${error.path}: ` : '';
    stderr.write(`tierwise: ${path}${systemReason(error)}. Repair that, then run the same command again.\n`);
    return EXIT.usage;
  }
  // Our bug. Printed here, because a report of it needs the version beside the stack.
  stderr.write(`tierwise ${version}: ${bugReport(error)}\n`);
  return EXIT.usage;
}

/** Runs the command as this process. */
export function start(): void {
  const { env, stdin, stdout, stderr, exit } = process;
  const asked = endOnSignals();
  // A reader that has seen enough (`| head`) is not an error, and neither is a terminal that was closed.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') exit(asked.toStop ? EXIT.interrupted : EXIT.ok);
    throw error;
  });
  stderr.on('error', () => {}); // nobody listens to the progress: what is paid for goes on
  const host = { env, cwd: workingFolder(), stdin, stdout, stderr, signals: process, exit };
  run(process.argv.slice(2), host).then((code) => {
    process.exitCode = code;
  });
}

/** Ends the process when a signal asks for it and no run listens; what it started, and its private folders, end with it. Returns whether one did. */
function endOnSignals(): { toStop: boolean } {
  const asked = { toStop: false };
  for (const signal of STOP_SIGNALS)
    process.on(signal, () => {
      asked.toStop = true;
      if (process.listenerCount(signal) === 1) process.exit(EXIT.interrupted);
    });
  return asked;
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write(
      'tierwise: the working folder no longer exists. Change to one that does (cd), and try again.\n',
    );
    return process.exit(EXIT.usage);
  }
}

// From the source, without a build: tsx src/main.ts.
if (process.argv[1] === __filename) start();
