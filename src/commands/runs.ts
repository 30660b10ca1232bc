import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host, World } from '../host.ts';
import { readKept } from '../opinion/kept.ts';
import type { PassedOver } from '../records.ts';
import { type Listed, withoutDoubles, worthListing } from '../runs/listed.ts';
import { resultLines, runInFull, runsTable } from '../runs/words.ts';
import { visibleJson } from '../terminal/visible.ts';
import { dollars } from './options.ts';
import { cancelRun, forgetRun, wordsToResume } from './runs-act.ts';
import { type AllRuns, allRuns, findRun } from './runs-find.ts';

const HELP_AFTER = `
Examples:
  tierwise runs
  tierwise runs result bulk-3f09ac
  tierwise runs resume bulk-3f09ac --max-cost 2

A run is a bulk run, a calibration, a first scheme (init), an opinion or a plan; a batch is one that waits at the API. Listed
is what goes on or has stopped, and what was over within a day. "resume" runs the same command again:
what is paid for is not paid for again. "cancel" does what Ctrl-C does, or cancels a batch (what has
been answered by then is billed, and the next run collects it). "forget" drops a run from the list.
A name may be cut short.`;

type Run = (argv: readonly string[], change: Partial<World>) => Promise<ExitCode>;

/** The `runs` subcommand; `done` gets its exit code, and `run` runs a command line again. */
export function runsCommand(host: Host, done: (code: ExitCode) => void, run: Run): Command {
  const command = new Command('runs')
    .description('List what goes on or has stopped; see, resume or cancel it.')
    .addHelpText('after', HELP_AFTER);
  command
    .command('list', { isDefault: true })
    .description('List runs: what, where, since when, at what cost.')
    .option('--all', 'what was over earlier, too')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: ListOptions) => done(await list(host, options)));
  named(command, 'show', 'Show one in full, and what can be done about it.')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const one = await find(host, name);
      print(host, json ? visibleJson(shown(one)) : runInFull(one, Date.now()).join('\n'));
    });
  named(command, 'result', 'Show what came of it: counts, files, answers that are kept.')
    .option('--json', 'one JSON object on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const one = await find(host, name);
      print(
        host,
        json ? visibleJson({ ...shown(one), answers: answersOf(host, one) }) : resultText(host, one),
      );
    });
  named(command, 'resume', 'Run it again, where it was called.')
    .option('--max-cost <usd>', 'under this ceiling in place of its own', dollars)
    .action(async (name: string, { maxCost }: { maxCost?: number }) => {
      const one = await find(host, name);
      done(await run(wordsToResume(host, one, maxCost), { cwd: one.cwd, resumes: one.run }));
    });
  named(command, 'cancel', 'Stop it, or cancel a batch at the API.').action(async (name: string) =>
    print(host, await cancelRun(host, await find(host, name))),
  );
  named(command, 'forget', 'Drop it from the list; a batch is asked again by the next run.').action(
    async (name: string) => print(host, await forget(host, name)),
  );
  return command;
}

const named = (command: Command, name: string, description: string): Command =>
  command.command(name).description(description).argument('<run>', 'its name in the list');

interface ListOptions {
  all?: boolean;
  json?: boolean;
}

async function list(host: Host, { all = false, json = false }: ListOptions): Promise<ExitCode> {
  const { runs, passedOver } = await allRuns(host);
  const now = Date.now();
  const listed = all ? withoutDoubles(runs) : worthListing(runs, now);
  if (json) print(host, visibleJson({ runs: listed.map(shown), passedOver }));
  else print(host, [inWords(listed, now), ...passedOver.map(unreadable)].join('\n'));
  return EXIT.ok;
}

function inWords(listed: readonly Listed[], now: number): string {
  if (!listed.length) return 'No runs.';
  const unknown = listed.some(({ kind, state }) => kind === 'batch' && state === 'unknown');
  const hint = unknown ? '\nSet ANTHROPIC_API_KEY to see the state of batches.' : '';
  const what = 'tierwise runs show <run> says what can be done; also: result, resume, cancel, forget';
  return [...runsTable(listed, now), `\n${what}${hint}`].join('\n');
}

const unreadable = ({ file, problem }: PassedOver): string =>
  `Cannot be read: ${file}: ${problem}. Drop it: tierwise runs forget ${basename(file, '.json')}`;

const find = async (host: Host, name: string): Promise<Listed> => findRun(name, await allRuns(host));

/** Without what only tells runs apart. */
const shown = ({ args: _, inputs: __, job: ___, ...one }: Listed): Omit<Listed, 'args' | 'inputs' | 'job'> =>
  one;

interface Answers {
  voice: string;
  turns: { question: string; answer: string }[];
}

function answersOf({ env }: Host, { state, run }: Listed): Answers[] {
  if (state !== 'kept') return [];
  return readKept(dataHome(env), run).voices.map(({ name, turns }) => ({ voice: name, turns }));
}

function resultText(host: Host, one: Listed): string {
  const answers = answersOf(host, one).flatMap(({ voice, turns }) => [
    `## ${voice}`,
    ...turns.flatMap(({ question, answer }) => [`> ${question.replaceAll('\n', '\n> ')}`, '', answer, '']),
  ]);
  const lines = answers.length ? answers : resultLines(one);
  return lines.length ? lines.join('\n').trimEnd() : runInFull(one, Date.now()).join('\n');
}

async function forget(host: Host, name: string): Promise<string> {
  const all: AllRuns = await allRuns(host);
  const damaged = all.passedOver.find(({ file }) => basename(file, '.json') === name);
  if (!damaged) return forgetRun(host, findRun(name, all));
  rmSync(damaged.file, { force: true });
  return `Forgotten: ${damaged.file}, which could not be read.`;
}

const print = ({ stdout }: Host, text: string): void => {
  stdout.write(`${text}\n`);
};
