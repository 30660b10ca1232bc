import { closeSync, openSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { inputOf, reviewFileOf } from '../bulk/items/our-files.ts';
import { itemColumns, openResult } from '../bulk/reading/tagged.ts';
import { type Viewed, type ViewSettings, writeView } from '../bulk/reading/view.ts';
import { newModeFor, refuseOutput } from '../bulk/result/destination.ts';
import { FormerResults, refuseToDestroy } from '../bulk/result/former.ts';
import { readReviewFile } from '../bulk/result/review-file.ts';
import { type RunFacts, readRunFacts, settlerIn } from '../bulk/result/run-facts.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Host } from '../host.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { count, counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import type { About } from '../view/data.ts';
import { columnOption, inputFormat } from './files.ts';
import { namedTask } from './task.ts';

interface Options {
  out?: string;
  force?: boolean;
  inputFormat?: Format;
  column?: string[];
  scheme?: string;
}

const HELP_AFTER = `
Examples:
  tierwise view tickets.csv.tagged
  tierwise view tickets.csv.tagged --scheme support-intent --out tickets.html

The page is one file that loads nothing else: counts, search, filters, and the items in review,
with what every tier said when the review file is next to the result. Repeat the --column
options of bulk-tag. Corrections made in the page are downloaded as a file and applied with
"tierwise review <input> <scheme> --corrections <file>".`;

/** The `view` subcommand; `done` gets its exit code. */
export function viewCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('view')
    .description('Turn a tagged file into a page for the browser: counts, search, filters, corrections.')
    .argument('<tagged file>', 'what bulk-tag or bulk-map wrote; - for stdin')
    .option('-o, --out <file>', 'the page (default: <tagged file>.html; - for stdout)')
    .option('--force', 'replace what stands there, also what no run wrote')
    .option('--scheme <scheme>', 'the scheme it was tagged by, so that the page offers all of its tags')
    .addOption(inputFormat())
    .addOption(columnOption())
    .addHelpText('after', HELP_AFTER)
    .action(async (file: string, options: Options) => done(await view(host, file, options)));
}

async function view(host: Host, file: string, options: Options): Promise<ExitCode> {
  const { stdout, stderr, results, env, access } = host;
  const scheme = options.scheme === undefined ? null : await namedTask('scheme', options.scheme, host);
  const result = await openResult(file, options.inputFormat, host);
  const { path } = result.input;
  const out = options.out ?? (path === null ? '-' : `${path}.html`);
  const reviewFile = path && reviewFileOf(path);
  const progress = createProgress(host);
  try {
    const guard = (): void => access.checkWrite(out, 'page', options.out === undefined);
    refuseOutput(out, result.input, guard);
    const former = new FormerResults(dataHome(env));
    const origin = { input: path === null ? 'stdin' : realpathSync(path), complete: true };
    await refuseToDestroy(out, { former, origin, isOurs: isPage, force: options.force ?? false });
    const facts = path === null ? null : factsOf(realpathSync(path), former, dataHome(env));
    const columns = options.column ?? (await itemColumns(result.source));
    const viewed = await writeView({
      source: columns.length ? await result.withColumns(columns) : result.source,
      columns,
      review: reviewFile ? readReviewFile(reviewFile, null, access) : [],
      scheme: scheme && { tags: scheme.tagNames, several: scheme.multiple },
      about: facts && aboutRun(facts),
      settler: facts && settlerIn(facts),
      commands: commandsFor(path, options),
      template: readFileSync(join(PLUGIN_ROOT, 'dist', 'view.html'), 'utf8'),
      out,
      newMode: newModeFor(result.input),
      stdout: results,
      guard,
      onProgress: (text) => progress.update(null, text),
    });
    await former.remember(viewed.written, origin);
    progress.end();
    if (viewed.mismatch) progress.note(`${reviewFile} is about another result: its reasons are left out.`);
    (out === '-' ? stderr : stdout).write(`${formatViewed(viewed, out)}\n`);
    return EXIT.ok;
  } finally {
    progress.end();
    await result.input.close();
  }
}

/** What the run was that wrote a result, as long as nothing but a run or a review has changed that. */
function factsOf(path: string, former: FormerResults, home: string): RunFacts | null {
  const facts = readRunFacts(home, path);
  const now = statSync(path);
  const known = former.of(path);
  const isWhole = (one: { size: number; mtimeMs: number } | null): boolean =>
    one?.size === now.size && one.mtimeMs === now.mtimeMs;
  return facts && (isWhole(facts) || (known?.task === facts.task && isWhole(known))) ? facts : null;
}

const aboutRun = ({ task, at, models, costUsd, savedUsd }: RunFacts): About => ({
  ...{ task, at, models, costUsd, savedUsd },
});

/** Whether the file at `path` begins as our pages do. */
function isPage(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(4096);
    return start.toString('utf8', 0, readSync(file, start)).includes('<title>tierwise view</title>');
  } finally {
    closeSync(file);
  }
}

function formatViewed({ items, shown, tags, inReview }: Viewed, out: string): string {
  const all = shown < items ? `${count(shown)} of ${counted(items, 'item')}` : counted(items, 'item');
  const parts = [all, tags && counted(tags, 'tag'), inReview && `${count(inReview)} in review`].filter(
    Boolean,
  );
  if (out === '-') return parts.join(', ');
  const megabytes = (statSync(out).size / 1e6).toFixed(1);
  return `${out}: ${parts.join(', ')}, ${megabytes} MB. Open it in a browser: ${pathToFileURL(resolve(out))}`;
}

/** What the page tells people to run; what cannot be known is left in angle brackets. */
function commandsFor(
  path: string | null,
  { scheme, column = [], inputFormat }: Options,
): ViewSettings['commands'] {
  const input = path && inputOf(path);
  const correctionsFile = `${basename(input ?? path ?? 'stdin')}.corrections.jsonl`;
  const words = [
    'tierwise review',
    input === null ? '<input>' : shellWord(input),
    scheme === undefined ? '<scheme>' : shellWord(scheme),
    ...column.map((name) => `--column ${shellWord(name)}`),
    inputFormat && `--input-format ${inputFormat}`,
    input === null && path !== null && `--out ${shellWord(path)}`,
    `--corrections ${shellWord(correctionsFile)}`,
  ];
  return {
    command: words.filter(Boolean).join(' '),
    correctionsFile,
    toFillIn: input === null || scheme === undefined,
    search: `grep -iF -e 'words' ${path === null ? '<file>' : shellWord(path)}`,
  };
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
