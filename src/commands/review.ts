import { createInterface, type Interface } from 'node:readline';
import { Command } from 'commander';
import { applyCorrections, type Corrections, readCorrections } from '../bulk/corrections.ts';
import { type Job, type JobEvents, type JobSettings, prepareJob, runJob } from '../bulk/job.ts';
import { tiersFrom } from '../bulk/ladder.ts';
import { saidTags } from '../bulk/outcome.ts';
import { DEFAULT_PACK } from '../bulk/packs.ts';
import { decide, type OpenCase, openCases, readDecision } from '../bulk/review.ts';
import type { Scheme } from '../bulk/scheme.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { loadCatalog } from '../models/catalog.ts';
import { count, counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { bold, dim } from '../terminal/style.ts';
import { type FileOptions, withFileOptions } from './files.ts';
import { namedScheme } from './scheme.ts';

interface Options extends FileOptions {
  corrections?: string;
}

const HELP_AFTER = `
Shows each item in <input>.review.jsonl with what every tier said, and asks for its tag: a number, a name or the beginning of
one; s skips, q stops. Decisions are kept at once and count in every later run of the same scheme; at the end the result is
written anew. Give the options that bulk-tag was given.

--corrections asks nothing: it takes the corrections that were made in the page of "tierwise view", of any item. A line that
does not fit the input or the scheme is refused, and then none is taken.`;

/** The `review` subcommand; `done` gets its exit code. */
export function reviewCommand(done: (code: ExitCode) => void): Command {
  const command = new Command('review')
    .description('Decide about the items that no tier could settle, one by one.')
    .argument('<input>', 'the file that was tagged')
    .argument('<scheme>', 'the scheme it was tagged by');
  return withFileOptions(command)
    .option('--corrections <file>', 'ask nothing: take the corrections made in the page of "tierwise view"')
    .addHelpText('after', HELP_AFTER)
    .action(async (input: string, scheme: string, options: Options) =>
      done(await review(input, scheme, options)),
    );
}

async function review(inputPath: string, schemeName: string, options: Options): Promise<ExitCode> {
  const progress = createProgress();
  const events: JobEvents = { note: progress.note, progress: progress.update };
  const settings = settle(inputPath, schemeName, options);
  const corrections = options.corrections && readCorrections(options.corrections, settings.scheme);
  const job = await prepareJob(settings, events);
  const cases = openCases(job, job.destination?.reviewFile ?? '');
  progress.end();
  const said = corrections ? await correct(job, corrections) : await askAbout(job, cases);
  job.person.close();
  const { summary } = await runJob(job, events, new AbortController().signal);
  process.stdout.write(
    `${said} ${counted(summary.review, 'item')} in review, ${count(summary.tagged)} tagged -> ${summary.out}\n`,
  );
  return summary.review || summary.failed ? EXIT.look : EXIT.ok;
}

async function correct(job: Job, corrections: Corrections): Promise<string> {
  const { corrected, alike } = await applyCorrections(job, corrections);
  const others = alike ? `, and ${counted(alike, 'item')} like them` : '';
  return `${count(corrected)} corrected${others}.`;
}

async function askAbout(job: Job, cases: readonly OpenCase[]): Promise<string> {
  const decided = cases.length ? await walk(job, cases) : 0;
  const left = cases.length - decided;
  return `${count(decided)} decided.${left ? ` ${counted(left, 'case')} left.` : ''}`;
}

/** Asks about each case; gives how many were decided. */
async function walk(job: Job, cases: readonly OpenCase[]): Promise<number> {
  const { scheme } = job.settings;
  const lines = createInterface({ input: process.stdin });
  const typed = lines[Symbol.asyncIterator]();
  let decided = 0;
  try {
    for (const [number, open] of cases.entries()) {
      show(`${bold(`${number + 1} of ${cases.length}`)}  ${describe(open)}\n${menu(scheme)}`);
      const tags = await answer(typed, scheme);
      if (tags === 'stop') break;
      if (tags === 'skip') continue;
      decide(job, open.group, tags);
      decided++;
    }
  } finally {
    (lines as Interface).close();
  }
  return decided;
}

async function answer(typed: AsyncIterator<string>, scheme: Scheme): Promise<string[] | 'skip' | 'stop'> {
  for (;;) {
    process.stderr.write('> ');
    const { value, done } = await typed.next();
    if (done || value.trim() === 'q') return 'stop';
    if (value.trim() === 's') return 'skip';
    const decision = readDecision(value, scheme);
    if (typeof decision !== 'string') return decision;
    show(decision);
  }
}

const LONGEST_SHOWN = 2000;

function describe({ line: { line, item, reason, answers }, group }: OpenCase): string {
  const same = group.items > 1 ? `, and ${counted(group.items - 1, 'other')} like it` : '';
  const said = saidTags(answers).map(({ tier, tags }) => `${tier} said ${tags.join(', ')}`);
  const shown = item.length > LONGEST_SHOWN ? `${item.slice(0, LONGEST_SHOWN)}…` : item;
  return `line ${line}${same}\n${shown}\n${dim([reason, ...said].join('; '))}`;
}

const menu = (scheme: Scheme): string =>
  `${scheme.tags.map(({ name }, index) => `${index + 1} ${name}`).join('  ')}  ${dim('s skip  q stop')}`;

const show = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function settle(inputPath: string, schemeName: string, options: FileOptions): JobSettings {
  const scheme = namedScheme(schemeName);
  return {
    inputPath,
    inputFormat: options.inputFormat,
    columns: options.column,
    scheme,
    tiers: tiersFrom(scheme.tier, scheme.ladder, true),
    votes: scheme.votes,
    catalog: loadCatalog(dataHome(), process.cwd()),
    backend: null,
    home: dataHome(),
    pack: DEFAULT_PACK,
    concurrency: null,
    maxCostUsd: null,
    limit: Number.POSITIVE_INFINITY,
    sample: null,
    output: { out: options.out, format: options.format },
  };
}
