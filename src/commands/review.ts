import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { closeJob, type Job, prepareJob, runJob } from '../bulk/job.ts';
import { tiersFrom } from '../bulk/outcome/ladder.ts';
import { saidAnswers } from '../bulk/outcome/outcome.ts';
import type { Summary } from '../bulk/result/summary.ts';
import { applyCorrections, type Corrections, readCorrections } from '../bulk/review/corrections.ts';
import { decide, type OpenCase, openCases, readDecision } from '../bulk/review/review.ts';
import type { JobEvents, JobSettings } from '../bulk/settings.ts';
import { DEFAULT_PACK_TOKENS } from '../bulk/survey/packs.ts';
import type { Task, Value } from '../bulk/task/task.ts';
import { appliedTo, asCalibrated } from '../calibrate/kept/applied.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { count, counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { bold, dim } from '../terminal/style.ts';
import { openCatalog } from './catalog.ts';
import { type FileOptions, itemsWanted, outputWanted, withFileOptions } from './files.ts';
import { votesOption } from './options.ts';
import { someTask } from './task.ts';

interface Options extends FileOptions {
  corrections?: string;
  votes?: number;
}

const HELP_AFTER = `
Shows each item in <input>.review.jsonl with what every tier said, and asks for its tag: a
number, a name or the beginning of a name; s skips, q stops. Decisions are saved at once and
apply to every later run of the same scheme; at the end the result is rewritten. Repeat the
options of bulk-tag.

--corrections asks nothing: it applies the corrections made in the page of "tierwise view", to
any item. If a line does not fit the input or the scheme, none is applied.`;

/** The `review` subcommand; `done` gets its exit code. */
export function reviewCommand(host: Host, done: (code: ExitCode) => void): Command {
  const command = new Command('review')
    .description('Decide on the items that no tier could decide, one by one.')
    .argument('<input>', 'what was tagged or mapped')
    .argument('<scheme>', 'the scheme or recipe that was used');
  return withFileOptions(command)
    .addOption(votesOption())
    .option('--corrections <file>', 'ask nothing: apply the corrections made in the page of "tierwise view"')
    .addHelpText('after', HELP_AFTER)
    .action(async (input: string, scheme: string, options: Options) =>
      done(await review(host, input, scheme, options)),
    );
}

async function review(host: Host, inputPath: string, taskName: string, options: Options): Promise<ExitCode> {
  const progress = createProgress(host);
  const events: JobEvents = { note: progress.note, progress: progress.update };
  const settings = await resolveSettings(host, inputPath, taskName, options);
  const corrections = options.corrections && readCorrections(options.corrections, settings.task, host.access);
  const job = await prepareJob(settings, events);
  try {
    const cases = await openCases(job, job.destination?.reviewFile ?? '');
    progress.end();
    const outcome = corrections ? await correct(job, corrections) : await askAbout(job, cases);
    job.person.close();
    const { summary } = await runJob(job, events, new AbortController().signal);
    host.stdout.write(
      `${outcome} ${counted(summary.review, 'item')} in review, ${doneInWords(summary)} -> ${summary.out}\n`,
    );
    return summary.review || summary.failed ? EXIT.incomplete : EXIT.ok;
  } finally {
    await closeJob(job);
  }
}

const doneInWords = ({ tagged, mapped }: Summary): string =>
  tagged === undefined ? `${count(mapped ?? 0)} mapped` : `${count(tagged)} tagged`;

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

/** Asks about each case. Returns how many were decided. */
async function walk(job: Job, cases: readonly OpenCase[]): Promise<number> {
  const { task, host } = job.settings;
  const lines = createInterface({ input: host.stdin });
  const show = (text: string): unknown => host.stderr.write(`${text}\n`);
  const typed = lines[Symbol.asyncIterator]();
  let decided = 0;
  try {
    for (const [number, open] of cases.entries()) {
      show(`${bold(`${number + 1} of ${cases.length}`)}  ${describe(open, task)}\n${menu(task)}`);
      const decision = await answer(typed, task, host);
      if (decision === 'stop') break;
      if (decision === 'skip') continue;
      decide(job, open, decision.value);
      decided++;
    }
  } finally {
    lines.close();
  }
  return decided;
}

async function answer(
  typed: AsyncIterator<string>,
  task: Task,
  { stderr }: Host,
): Promise<{ value: Value } | 'skip' | 'stop'> {
  for (;;) {
    stderr.write('> ');
    const { value, done } = await typed.next();
    if (done || value.trim() === 'q') return 'stop';
    if (value.trim() === 's') return 'skip';
    const decision = readDecision(value, task);
    if ('value' in decision) return decision;
    stderr.write(`${decision.problem}\n`);
  }
}

const LONGEST_SHOWN = 2000;

function describe(
  { line: { line, item, reason, answers }, group }: OpenCase,
  { answer: kind }: Task,
): string {
  const same = group.items > 1 ? `, and ${counted(group.items - 1, 'other')} like it` : '';
  const said = saidAnswers(answers, kind.abstention).map(
    ({ tier, value }) => `${tier} said ${kind.inOneCell(value).replaceAll(',', ', ')}`,
  );
  const shown = item.length > LONGEST_SHOWN ? `${item.slice(0, LONGEST_SHOWN)}…` : item;
  return `line ${line}${same}\n${shown}\n${dim([reason, ...said].join('; '))}`;
}

const menu = ({ tagNames, answer }: Task): string => {
  const asked = tagNames.length
    ? tagNames.map((name, index) => `${index + 1} ${name}`).join('  ')
    : answer.columns.length > 1
      ? `the fields as JSON (${answer.columns.join(', ')})`
      : answer.columns[0];
  return `${asked}  ${dim('s skip  q stop')}`;
};

async function resolveSettings(
  host: Host,
  inputPath: string,
  taskName: string,
  options: Options,
): Promise<JobSettings> {
  const { env, cwd } = host;
  const task = await someTask(taskName, host);
  const home = dataHome(env);
  const applied = appliedTo(home, task);
  const { tier, votes } = applied ?? task;
  const job: JobSettings = {
    inputPath,
    items: itemsWanted(options),
    task,
    tiers: tiersFrom(tier, task.ladder, true),
    votes: options.votes ?? votes,
    catalog: openCatalog(host),
    backend: null,
    home,
    host,
    pack: { items: task.packItems, tokens: DEFAULT_PACK_TOKENS },
    concurrency: null,
    maxCostUsd: null,
    batch: false,
    command: { cwd, args: [] },
    limit: Number.POSITIVE_INFINITY,
    sample: null,
    output: outputWanted(options),
  };
  return applied ? asCalibrated(job, applied) : job;
}
