import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { BACKEND_NAMES, type BackendName } from '../ask/choose.ts';
import { schemeText } from '../bulk/start/draft.ts';
import type { Finding } from '../bulk/start/found.ts';
import { sampleOf } from '../bulk/start/sampled.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Host, Invocation, World } from '../host.ts';
import { parseTierName } from '../models/catalog.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { counted } from '../terminal/format.ts';
import { wrapped } from '../terminal/wrap.ts';
import { columnOption, inputFormat } from './files.ts';
import { draftOf } from './init-draft.ts';
import { chosen, fileFor, nameFor, write } from './init-files.ts';
import { askedOn, type Questions, UNASKED } from './init-questions.ts';
import { dollars } from './options.ts';

interface Options {
  goal?: string;
  name?: string;
  column?: string[];
  inputFormat?: Format;
  backend: BackendName;
  tier: TierName;
  maxCost: number;
  dryRun?: boolean;
  force?: boolean;
  yes?: boolean;
}

type Run = (argv: readonly string[], change: Partial<World>) => Promise<ExitCode>;

/** What the draft and the sample may cost together, where nothing else is said. */
const USUAL_MOST_USD = 0.5;

const HELP_AFTER = `
Finds what could be tagged (tables, tickets, logs, objects, commits), takes 20 items from all over
it, has a scheme drafted with examples from them, writes schemes/<name>.md and tags 20 items with
it. On a terminal it asks first; without one it needs --yes or --dry-run. Without a model, the
scheme is made of a column that holds labels already, or of what such items usually are.

Examples:
  tierwise init                                   look around here, and ask
  tierwise init tickets.csv --goal "which team has to act"
  tierwise init app.log --dry-run                 what it would do, and what that costs
  tierwise init tickets.csv --yes --max-cost 0.20
  tierwise init reviews.csv --backend rules --yes   no model: a template to edit`;

/** The `init` subcommand; `done` gets its exit code, `run` runs the sample. */
export function initCommand(host: Invocation, done: (code: ExitCode) => void, run: Run): Command {
  return new Command('init')
    .description('Find what could be tagged here, and begin: a scheme with examples, tried on 20 items.')
    .argument('[where]', 'a folder, a file, or git:<range> for commits (default: this folder)')
    .option('--goal <words>', 'what you want to know of each item')
    .option('--name <name>', "the scheme's name (default: by the input)")
    .addOption(columnOption())
    .addOption(inputFormat())
    .addOption(new Option('--backend <name>', 'which backend answers').choices(BACKEND_NAMES).default('auto'))
    .option('-t, --tier <tier>', `who drafts: ${TIER_NAMES.join(', ')}`, parseTierName, 'sonnet' as TierName)
    .option('--max-cost <usd>', 'what the draft and the 20 items may cost together', dollars, USUAL_MOST_USD)
    .option('--dry-run', 'say what would be done and what it costs; send and write nothing')
    .option('--force', 'replace a scheme of that name')
    .option('-y, --yes', 'ask nothing: take what comes first')
    .addHelpText('after', HELP_AFTER)
    .action(async (where: string | undefined, options: Options) => {
      const questions = questionsFor(host, options);
      try {
        done(await init(host, where ?? '.', { options, questions, run }));
      } finally {
        questions.close();
      }
    });
}

function questionsFor(host: Host, { yes, dryRun }: Options): Questions {
  if (yes || dryRun) return UNASKED;
  if (host.stdin.isTTY && host.stderr.isTTY) return askedOn(host);
  throw new UsageError(
    'init asks before it pays and writes, and here is nobody to ask. Look with --dry-run, then repeat it with --yes.',
  );
}

interface With {
  options: Options;
  questions: Questions;
  run: Run;
}

async function init(host: Host, where: string, { options, questions, run }: With): Promise<ExitCode> {
  const tell = (line: string): unknown => host.stderr.write(`${wrapped(line, host.stderr.columns)}\n`);
  const finding = await chosen(host, where, questions, tell);
  const { inputFormat: format, column: columns = [] } = options;
  const sampled = await sampleOf(finding.input, { format, columns, head: null, sendAnyway: [] }, host);
  tell(
    `${finding.input}: ${sampled.format}${sampled.itemIs && `, the item is ${sampled.itemIs}`}; ${counted(sampled.of, 'item')}`,
  );
  const ships = SHIPPED[finding.kind];
  if (ships)
    tell(`Ships with tierwise, and may do: tierwise bulk-tag ${words(finding.input)} ${ships} --sample 20`);
  const goal =
    options.goal ?? (await questions.text('What do you want to know of each item? (empty: a proposal)', ''));
  const name = options.name ?? (await questions.text('Name of the scheme?', nameFor(finding.input)));
  const file = fileFor(name, options.force === true);
  const made = await draftOf(host, { finding, sampled, goal, options, questions, tell });
  if (!made) {
    tell('Nothing was written.');
    return EXIT.ok;
  }
  write(file, schemeText(name, made.draft));
  host.going.came({ out: resolve(host.cwd, file) });
  host.going.finished();
  host.stdout.write(`${schemeText(name, made.draft)}\n`);
  tell(`Written: ${file}, ${made.from}. Read it, change what is not so, and run the sample again.`);
  const call = [
    finding.input,
    file,
    ...columns.flatMap((column) => ['--column', column]),
    ...(format ? ['--input-format', format] : []),
  ];
  const code = await sample(run, call, { options, leftUsd: Math.max(0, options.maxCost - made.costUsd) });
  tell(`Next: tierwise bulk-tag ${call.map(words).join(' ')} --dry-run`);
  return code;
}

/** Tags 20 items. Without a model, only what stored answers and rules say. */
async function sample(
  run: Run,
  call: readonly string[],
  { options, leftUsd }: { options: Options; leftUsd: number },
): Promise<ExitCode> {
  const { backend } = options;
  const ceiling = backend === 'rules' ? [] : ['--max-cost', leftUsd.toFixed(4)];
  return run(['bulk-tag', ...call, '--sample', '20', '--backend', backend, ...ceiling], {});
}

const SHIPPED: Readonly<Partial<Record<Finding['kind'], string>>> = {
  log: 'log-severity',
  tickets: 'support-intent',
  opinions: 'sentiment',
  commits: 'commit-type',
};

/** As a shell takes it. */
const words = (text: string): string =>
  /^[\w./:~=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
