// The options of bulk-tag and bulk-map.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { BACKEND_NAMES, type BackendName } from '../ask/choose.ts';
import { batchOption, type JobPlace, PLACES, withOwnValue } from '../ask/jobs/place.ts';
import { parseShard, type Shard } from '../bulk/shards/shard.ts';
import { DEFAULT_PACK_TOKENS, MOST_PACK_TOKENS } from '../bulk/survey/packs.ts';
import { UsageError } from '../errors.ts';
import { parseRungName } from '../models/catalog.ts';
import { RUNG_NAMES, type RungName } from '../models/table.ts';
import { type FileOptions, withFileOptions } from './files.ts';
import { dollars, positiveInteger, votesOption } from './options.ts';

export interface BulkOptions extends FileOptions {
  backend: BackendName;
  tier?: RungName;
  escalate: boolean;
  votes?: number;
  limit?: number;
  sample?: number;
  shard?: Shard;
  dryRun?: boolean;
  explain?: string;
  follow?: boolean;
  maxCost?: number;
  reviewOk?: boolean;
  batch?: true | JobPlace;
  batchRole?: string;
  concurrency?: number;
  pack?: number;
  packTokens: number;
  json?: boolean;
  notify?: boolean;
}

/** What `<input>` may be. */
export const INPUTS =
  "a file of lines, CSV, TSV or JSON; a folder or 'pattern' of files; git:<range> for commits; - for stdin";

/** For the end of the help. */
export const ABOUT_MODELS = `Models are called with ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN (a gateway: ANTHROPIC_BASE_URL
and TIERWISE_GATEWAY_KEY), or else through Claude Code on your subscription. Without either,
only rules and stored answers are used. Running the same command again asks only about items
that have no answer yet.`;

/** Adds the options of `bulk-tag` and `bulk-map`. */
export function withBulkOptions(command: Command): Command {
  command.allowExcessArguments().hook('preAction', ({ args }) => {
    if (args.length <= 2) return;
    throw new UsageError(
      `Expected 2 arguments, got ${args.length}. Put a pattern in quotes, so that the shell leaves it to tierwise: 'src/**/*.md'.`,
    );
  });
  // `--batch` may be followed by the input: only what names a place is its value.
  const parseOptions = command.parseOptions.bind(command);
  command.parseOptions = (words) => parseOptions(withOwnValue(words));
  return withFileOptions(command)
    .addOption(new Option('--backend <name>', 'which backend answers').choices(BACKEND_NAMES).default('auto'))
    .option('-t, --tier <tier>', `${RUNG_NAMES.join(', ')} (default: the task's)`, parseRungName)
    .option('--no-escalate', 'leave what the tier cannot decide for review, instead of asking a higher tier')
    .addOption(votesOption())
    .option('--limit <n>', 'only the first n items', positiveInteger)
    .option(
      '--sample <n>',
      'process n items from all over the input and print them; write no file',
      positiveInteger,
    )
    .option(
      '--shard <i/n>',
      'ask only part i of n, as the others run on other machines; write its answers (tierwise answers merge)',
      parseShard,
    )
    .option('--dry-run', 'estimate requests and cost; send nothing')
    .option('--explain <item>', 'ask nothing: say what decided this item, by its number from 1 or its text')
    .option('--follow', 'tag a file as it grows, until Ctrl-C; the same command goes on there')
    .option('--max-cost <usd>', 'never spend more than this', dollars)
    .option('--review-ok', 'exit code 0, too, when items for review are all that is left')
    .option(
      '--batch [place]',
      `submit as Message Batches, or as jobs at ${PLACES}: half price, results within 24 h`,
      batchOption,
    )
    .option(
      '--batch-role <arn>',
      'the role that batch jobs of Bedrock run as (default: TIERWISE_BEDROCK_ROLE)',
    )
    .option('--concurrency <n>', "requests in flight at once (default: the tier's)", positiveInteger)
    .option('--pack <n>', "items per request (default: the task's)", positiveInteger)
    .option('--pack-tokens <n>', 'approximate item tokens per request', packTokens, DEFAULT_PACK_TOKENS)
    .option(
      '--notify',
      "tell you at the end by the desktop's notifier, too (default: after a minute, on a terminal, by its own)",
    )
    .option('--no-notify', 'tell you nothing at the end')
    .option('--json', 'one JSON object on stdout');
}

function packTokens(text: string): number {
  const tokens = positiveInteger(text);
  if (tokens <= MOST_PACK_TOKENS) return tokens;
  throw new InvalidArgumentError(
    `Expected at most ${MOST_PACK_TOKENS}: prices step up above 100,000 prompt tokens.`,
  );
}
