import { Command, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { oneOf } from '../one-of.ts';
import { visibleJson } from '../terminal/visible.ts';
import { GROUPINGS, type Grouping } from '../usage/groupings.ts';
import { type Machine, machineIn } from '../usage/other-machines.ts';
import { csv, markdown } from '../usage/report-table.ts';
import { formatReport } from '../usage/report-text.ts';
import { DAY_MS, since, until } from './options.ts';
import { closeOldMonths } from './report-close.ts';
import { liveLines, liveNow } from './report-live.ts';
import { type Asked, reportOn } from './report-made.ts';

const FORMATS = ['text', 'md', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface Options {
  /** The first moment included; 1970 for all time. */
  since: Date;
  /** The last moment included; by default, now. */
  until?: Date;
  by: Grouping[];
  format?: Format;
  with: Machine[];
  backfill?: boolean;
  detail?: boolean;
  outcomes?: boolean;
  live?: boolean;
  json?: boolean;
  /** A page, under this name or its usual one. */
  html?: string | true;
}

const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --since month --by project --by branch
  tierwise report --since 2026-10 --until 2026-10 --format csv > october.csv
  tierwise report --with ~/sync/laptop --by machine
  tierwise report --since all               months: the first report reads what is on disk
  tierwise report --html                    a page for the browser: tierwise-report.html
  tierwise report --live                    what running sessions do, until Ctrl-C
  tierwise report --outcomes                which tier does which work well, and what to change of the policy

Sessions are read from Claude Code's transcripts, each part once, and the user's own of Codex and Gemini
beside them. Days are by the local clock. Dollars are list price.`;

/** Returns the `report` subcommand; `done` is called with its exit code. */
export function reportCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('report')
    .description(
      'Show where tokens, money and time went by tier, agent, project and more, what was saved, and what to change.',
    )
    .addOption(
      new Option('--since <time>', '7d, 24h, today, week, month, 2026-11-01, 2026-11, or all')
        .argParser(since)
        .default(new Date(Date.now() - 30 * DAY_MS), '30d'),
    )
    .addOption(
      new Option('--until <time>', 'the last moment, in the same forms; of a day or a month, its end')
        .argParser(until)
        .default(undefined, 'now'),
    )
    .addOption(
      new Option('--by <grouping>', `${GROUPINGS.join(', ')} (repeatable)`)
        .argParser(grouping)
        .default([], 'tier, agent'),
    )
    .addOption(
      new Option('--format <format>', 'how it is printed').choices(FORMATS).default(undefined, 'text'),
    )
    .addOption(
      new Option('--with <folder>', "also another machine's data home, copied here (repeatable)")
        .argParser((folder: string, before: Machine[]) => [...before, machineIn(folder)])
        .default([], 'this machine only'),
    )
    .option(
      '--backfill',
      'read all transcripts again for sessions that no hook has seen, as the first report does',
    )
    .option('--outcomes', 'what came of real work instead, by kind, tier and effort (default: of all time)')
    .option('--detail', 'in JSON, also the smallest totals (cells): every other is a sum of them')
    .option(
      '--live',
      'follow the running sessions in the terminal; inside one with tierwise-live: it alone, its limits and the bulk runs that it answers',
    )
    .option('--json', 'one JSON object on stdout, as --format json')
    .option('--html [file]', 'a page for the browser that loads nothing (default: tierwise-report.html)')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: Options, called: Command) => {
      const one = options.live && liveNow(dataHome(host.env), host.env);
      if (options.live && !one) return done(await watch(host, called));
      done(options.outcomes ? await outcomes(host, options, called) : await report(host, options));
    });
}

/** What all running sessions do. */
async function watch(host: Host, called: Command): Promise<ExitCode> {
  const other = called.options.find(
    (option) => option.long !== '--live' && called.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (other)
    throw new UsageError(
      `--live shows what runs now, so ${other.long} cannot be given with it. Leave ${other.long} out.`,
    );
  const { watchSessions } = await import('./report-watch.ts');
  return watchSessions(host);
}

async function outcomes(
  host: Host,
  { since: first, json, format }: Options,
  called: Command,
): Promise<ExitCode> {
  const other = ['by', 'backfill', 'until', 'with', 'html'].find(
    (name) => called.getOptionValueSource(name) === 'cli',
  );
  if (other)
    throw new UsageError(
      `--outcomes has tables of its own, so --${other} cannot be given with it. Leave --${other} out.`,
    );
  if (format === 'csv' || format === 'md')
    throw new UsageError(`--outcomes is printed as text or json. Leave --format ${format} out.`);
  const isGiven = called.getOptionValueSource('since') === 'cli' && first.getTime() > 0;
  // Loaded here, as it takes parts of the bulk engine along.
  const { reportOutcomes } = await import('./report-outcomes.ts');
  return reportOutcomes(host, isGiven ? first : null, json === true || format === 'json');
}

/** What is asked for comes first: old months are closed when it has been written. */
async function report(host: Host, options: Options): Promise<ExitCode> {
  const code = await written(host, options);
  closeOldMonths(host);
  return code;
}

async function written(host: Host, options: Options): Promise<ExitCode> {
  const asked = askedBy(options);
  if (options.html === undefined) return printed(host, asked, options);
  const { by, json, format, live } = options;
  const others = { '--by': by.length > 0, '--json': json, '--format': format, '--live': live };
  const [other] = Object.entries(others).find(([, given]) => given) ?? [];
  if (other)
    throw new UsageError(
      `The page has every table, so ${other} cannot be given with --html. Leave ${other} out.`,
    );
  // Loaded here, as it takes parts of the bulk engine along.
  const { reportPage } = await import('./report-page.ts');
  return reportPage(host, asked, options.html);
}

function askedBy({
  since: first,
  until: last,
  backfill = false,
  detail = false,
  with: machines,
}: Options): Asked {
  const to = last ?? new Date();
  const from = first.getTime() ? first : null;
  if (from && from > to)
    throw new UsageError(
      `--since is later than --until. Expected a period, such as --since 2026-10 --until 2026-10.`,
    );
  return { from, to, backfill, detail, machines, session: null };
}

async function printed(host: Host, asked: Asked, { by, live, json, format }: Options): Promise<ExitCode> {
  const now = live ? liveNow(dataHome(host.env), host.env) : null;
  const made = await reportOn(host, { ...asked, session: now?.session ?? null });
  const groupings: readonly Grouping[] = by.length ? by : ['tier', 'agent'];
  const print: Record<Format, () => string> = {
    text: () => formatReport(made, groupings) + (now ? `\n${liveLines(now).join('\n')}` : ''),
    md: () => markdown(made, groupings),
    csv: () => csv(made, groupings),
    json: () => visibleJson({ ...made, ...(now && { live: now }) }),
  };
  host.stdout.write(`${print[json ? 'json' : (format ?? 'text')]()}\n`);
  return EXIT.ok;
}

function grouping(text: string, before: Grouping[]): Grouping[] {
  const found = GROUPINGS.find((name) => name === text);
  if (found) return [...before, found];
  throw new UsageError(`Unknown grouping "${text}". ${oneOf(text, GROUPINGS)}`);
}
