import { Command } from 'commander';
import { confinedAccess, refusal } from '../access/confined.ts';
import { MOST_BYTES, messagesTo, SessionOutput } from '../access/session-text.ts';
import { pathOf } from '../command-path.ts';
import { type ExitCode, UsageError } from '../errors.ts';
import type { Admit, Host, Invocation, World } from '../host.ts';

const BULK = [
  ...[
    '--out',
    '--format',
    '--input-format',
    '--column',
    '--where',
    '--head',
    '--backend',
    '--tier',
    '--no-escalate',
    '--votes',
  ],
  ...['--limit', '--sample', '--dry-run', '--explain', '--max-cost', '--batch', '--pack', '--json'],
];

/** What a calibration is about; not --apply, which is the user's to decide. */
const CALIBRATED = [
  ...['--within', '--floor', '--confidence', '--against', '--tiers', '--settings', '--sample', '--labels'],
  ...['--column', '--input-format', '--head'],
];

/** What may be called, with which options; nothing else, and so no option that comes later. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  schemes: [],
  recipes: [],
  'bulk-tag': BULK,
  'bulk-map': BULK,
  calibrate: [
    ...CALIBRATED,
    ...[
      '--gold',
      '--labels-from',
      '--backend',
      '--max-cost',
      '--dry-run',
      '--recheck',
      '--plot',
      '--json',
      '--twice',
    ],
  ],
  'calibrate label': [...CALIBRATED, '--page'],
  digest: ['--tokens', '--out', '--input-format'],
  view: ['--out', '--scheme', '--input-format', '--column'],
  opinion: [
    '--ask',
    '--scouts',
    '--no-scouts',
    '--stance',
    '--rebut',
    '--keep',
    '--continue',
    '--dry-run',
    '--review',
    '--file',
    '--diff',
    '--judge',
    '--no-judge',
    '--no-verify',
    '--timeout',
    '--max-cost',
    '--out',
  ],
  'plan check': ['--json'],
  'plan format': ['--out'],
  'plan status': ['--json'],
  report: [
    '--since',
    '--until',
    '--by',
    '--format',
    '--backfill',
    '--outcomes',
    '--detail',
    '--live',
    '--json',
    '--html',
  ],
  doctor: ['--json'],
  route: [
    ...['--agent', '--failures', '--input-tokens', '--urgency', '--budget-left', '--limits-left', '--at'],
    ...['--ask', '--max-cost', '--explain', '--json'],
  ],
  'runs list': ['--all', '--json'],
  'runs show': ['--json'],
  'runs result': ['--json'],
};

/** Commands that may ask a model. */
const SPENDING = new Set(['bulk-tag', 'bulk-map', 'calibrate', 'opinion', 'route']);
/** Bytes of output where it is meant for the session. */
const LONG_OUTPUT: Readonly<Record<string, number>> = {
  digest: 40_000,
  opinion: 60_000,
  'plan format': 40_000,
};

const HELP_AFTER = `
Commands: ${Object.keys(ALLOWED).join(', ')}.

What the skills of the plugin run without a question. Files are read and written below the working folder only, none that is
hidden or barred by the permission rules in Claude Code's settings, and no file is replaced but a result; whatever asks a model
needs --max-cost, at most $1, and $5 in one session (inSession in tierwise.md); what is printed is bounded and marked as data.
For everything else use the plain command.`;

type Run = (argv: readonly string[], change: Partial<World>) => Promise<ExitCode>;

/** The `in-session` subcommand; `done` gets its exit code, and `run` runs a command line. */
export function inSessionCommand(host: Invocation, done: (code: ExitCode) => void, run: Run): Command {
  const command = new Command('in-session')
    .description('Run a command within the bounds of what skills may do unasked.')
    .argument('[command...]', 'the command with its arguments and options')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .addHelpText('after', HELP_AFTER);
  return command.action(async () => {
    const words = host.argv.slice(host.argv.indexOf('in-session') + 1);
    if (!words.length || ['--help', '-h'].includes(words[0] ?? '')) return command.outputHelp();
    done(await confined(words, host, run));
  });
}

async function confined(words: readonly string[], host: Host, run: Run): Promise<ExitCode> {
  const stderr = messagesTo(host.stderr);
  const output = new SessionOutput();
  const called = { path: nameIn(words), json: false };
  let access: ReturnType<typeof confinedAccess>;
  try {
    access = confinedAccess(called.path, host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`tierwise: ${error.message}\n`);
    return error.exitCode;
  }
  const admit: Admit = (command) => {
    called.path = pathOf(command);
    called.json = command.opts().json === true;
    check(command, called.path, access.mostUsd);
  };
  try {
    return await run(words, { stdout: output.stream, stderr, access, admit });
  } finally {
    access.close();
    output.finish(host.stdout, LONG_OUTPUT[called.path] ?? MOST_BYTES, called.json);
  }
}

/** Throws UsageError when a command, one of its options or its ceiling is not allowed. As commander read it: no word can pass for another. */
function check(command: Command, path: string, mostUsd: number): void {
  const why = whyNot(command, path) ?? whyNotFor(command, path, mostUsd);
  if (why) throw new UsageError(refusal(why, path));
}

function whyNot(command: Command, path: string): string | null {
  const allowed = Object.hasOwn(ALLOWED, path) ? ALLOWED[path] : undefined;
  if (!allowed) return `"${path}" is not one of ${Object.keys(ALLOWED).join(', ')}`;
  const given = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  // `--judge` and `--no-judge` are one value: what allows both allows it.
  const refused = given.find(({ long }) => !allowed.includes(long ?? ''));
  return refused ? `${refused.long} of ${path} is not allowed` : null;
}

function whyNotFor(command: Command, path: string, mostUsd: number): string | null {
  const { maxCost, dryRun, explain, backend, ask, batch } = command.opts();
  // Job files are left in a bucket: where items go is the user's to say.
  if (typeof batch === 'object') return `--batch ${batch.text} is not allowed; a plain --batch is`;
  if (path === 'route' && ask !== true) return null;
  if (!SPENDING.has(path) || dryRun === true || explain !== undefined || backend === 'rules') return null;
  if (maxCost === undefined) return `--max-cost is missing; give one of at most ${mostUsd}`;
  return maxCost > mostUsd ? `--max-cost ${maxCost} is above the $${mostUsd} of one command` : null;
}

/** The command that the words seem to call, until commander has read them. */
const nameIn = (words: readonly string[]): string =>
  /^[a-z-]{1,20}$/.test(words[0] ?? '') ? (words[0] ?? '') : '<command>';
