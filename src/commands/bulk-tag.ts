import { Command, InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES, type BackendName, chooseBackend } from '../ask/choose.ts';
import { estimateRun, formatEstimate } from '../bulk/estimate.ts';
import { type JobEvents, type JobSettings, prepareJob, runJob } from '../bulk/job.ts';
import { tiersFrom } from '../bulk/ladder.ts';
import { DEFAULT_PACK, MOST_PACK_TOKENS } from '../bulk/packs.ts';
import { formatSample } from '../bulk/sample.ts';
import { formatSummary, type Summary } from '../bulk/summary.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import { loadCatalog, parseTierName } from '../models/catalog.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress } from '../terminal/progress.ts';
import { directRecorder } from '../usage/direct.ts';
import { type FileOptions, withFileOptions } from './files.ts';
import { dollars, positiveInteger } from './numbers.ts';
import { namedScheme } from './scheme.ts';

interface Options extends FileOptions {
  backend: BackendName;
  tier?: TierName;
  escalate: boolean;
  votes?: number;
  limit?: number;
  sample?: number;
  dryRun?: boolean;
  maxCost?: number;
  concurrency?: number;
  pack: number;
  packTokens: number;
  json?: boolean;
}

const HELP_AFTER = `
Examples:
  tierwise bulk-tag app.log log-severity --dry-run
  tierwise bulk-tag tickets.csv support-intent --column body --max-cost 2
  journalctl -o cat | tierwise bulk-tag - log-severity --out journal.tagged

A scheme is a Markdown file: a path, or a name looked up in .claude/schemes and among the shipped ones.
A model is asked with ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN (ANTHROPIC_BASE_URL for a gateway), else through Claude
Code on your subscription; without either, rules and stored answers tag what they can. The same command again asks only
what has no answer yet.`;

/** The `bulk-tag` subcommand; `done` gets its exit code. */
export function bulkTagCommand(done: (code: ExitCode) => void): Command {
  const command = new Command('bulk-tag')
    .description('Tag every item of a file by a scheme, on the cheapest model that does it.')
    .argument('<input>', 'text lines, CSV, TSV, JSON lines or a JSON array; - for stdin')
    .argument('<scheme>', 'which tags exist and how to choose');
  return withFileOptions(command)
    .addOption(new Option('--backend <name>', 'who answers').choices(BACKEND_NAMES).default('auto'))
    .option('-t, --tier <tier>', `${TIER_NAMES.join(', ')} (default: the scheme's)`, parseTierName)
    .option('--no-escalate', 'leave what the tier cannot settle for review, instead of asking a higher one')
    .option('--votes <n>', '2: two passes have to agree, else a higher tier decides', votes)
    .option('--limit <n>', 'only the first n items', positiveInteger)
    .option(
      '--sample <n>',
      'tag n items from all over the input and print them; write no file',
      positiveInteger,
    )
    .option('--dry-run', 'say what it would take and cost; send nothing')
    .option('--max-cost <usd>', 'never spend more than this', dollars)
    .option('--concurrency <n>', "requests in flight at once (default: the tier's)", positiveInteger)
    .option('--pack <n>', 'items a request', positiveInteger, DEFAULT_PACK.items)
    .option('--pack-tokens <n>', 'item tokens a request, about', packTokens, DEFAULT_PACK.tokens)
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (input: string, scheme: string, options: Options) =>
      done(await bulkTag(input, scheme, options)),
    );
}

async function bulkTag(inputPath: string, schemeName: string, options: Options): Promise<ExitCode> {
  const settings = settle(inputPath, schemeName, options);
  const progress = createProgress();
  const record = directRecorder(settings.home, (error) =>
    progress.note(
      `The ledger in ${settings.home} cannot be written (${systemReason(error)}): the report will lack this run.`,
    ),
  );
  const events: JobEvents = {
    note: progress.note,
    progress: progress.update,
    reply: (tier, reply, costUsd) => {
      const { model: requested, effort } = settings.catalog.tiers[tier];
      record({ source: 'bulk', requested, effort, reply, costUsd });
    },
  };
  try {
    const job = await prepareJob(settings, events);
    const estimate = estimateRun(settings, job.survey);
    if (options.dryRun) {
      progress.end();
      print(options.json ? JSON.stringify(estimate) : formatEstimate(estimate));
      return EXIT.ok;
    }
    const interrupt = onInterrupt(() =>
      progress.note('Stopping: waiting for what is already sent. Ctrl-C again to stop at once.'),
    );
    const { summary, sample } = await runJob(job, events, interrupt.signal).finally(interrupt.release);
    progress.end();
    const result = settings.sample ? { ...summary, sample } : summary;
    const text = settings.sample ? formatSample(sample, summary) : formatSummary(summary, estimate);
    if (summary.out === '-') process.stderr.write(`${text}\n`);
    else print(options.json ? JSON.stringify(result) : text);
    return exitCodeOf(summary, settings.sample !== null);
  } finally {
    progress.end();
  }
}

function settle(inputPath: string, schemeName: string, options: Options): JobSettings {
  const project = process.cwd();
  const scheme = namedScheme(schemeName);
  const catalog = loadCatalog(dataHome(), project);
  const backend = chooseBackend(options.backend);
  const writes = !options.dryRun && options.sample === undefined;
  const output = writes ? { out: options.out, format: options.format } : null;
  if (options.json && writes && (options.out === '-' || (inputPath === '-' && options.out === undefined))) {
    throw new UsageError(
      '--json and the tagged items cannot both go to stdout. Name a file for the items with --out.',
    );
  }
  return {
    inputPath,
    inputFormat: options.inputFormat,
    columns: options.column,
    scheme,
    tiers: tiersFrom(options.tier ?? scheme.tier, scheme.ladder, options.escalate),
    votes: options.votes ?? scheme.votes,
    catalog,
    backend,
    home: dataHome(),
    pack: { items: options.pack, tokens: options.packTokens },
    concurrency: options.concurrency ?? null,
    maxCostUsd: options.maxCost ?? null,
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    sample: options.sample ?? null,
    output,
  };
}

function exitCodeOf({ stopped, review, failed }: Summary, isSample: boolean): ExitCode {
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (stopped === 'interrupted') return EXIT.interrupted;
  if (stopped) return EXIT.look;
  return !isSample && review + failed > 0 ? EXIT.look : EXIT.ok;
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function votes(text: string): number {
  if (text === '1' || text === '2') return Number(text);
  throw new InvalidArgumentError('Expected 1 or 2.');
}

function packTokens(text: string): number {
  const tokens = positiveInteger(text);
  if (tokens <= MOST_PACK_TOKENS) return tokens;
  throw new InvalidArgumentError(
    `Expected at most ${MOST_PACK_TOKENS}: prices step up above 100,000 prompt tokens.`,
  );
}
