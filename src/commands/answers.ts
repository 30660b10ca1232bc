// Answers carried from machine to machine.
import { Command } from 'commander';
import { type About, refuseOther, writeAnswers } from '../bulk/shards/answers-file.ts';
import { keepAnswers } from '../bulk/shards/keep.ts';
import { type Merged, mergeAnswers } from '../bulk/shards/merge.ts';
import { gapsIn, openSources, type Sources } from '../bulk/shards/sources.ts';
import { storedIn } from '../bulk/shards/stored.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { count, counted } from '../terminal/format.ts';
import { visibleJson } from '../terminal/visible.ts';

const HELP_AFTER = `
Examples:
  tierwise bulk-tag app.log log-severity --shard 1/8      (on each of eight machines: 1/8 … 8/8)
  tierwise answers merge app.log.shard-*.answers.jsonl
  tierwise bulk-tag app.log log-severity                  (asks nothing, writes the result)

<source> is a file that a run with --shard wrote, a folder of such files, or a data home. All have to be
of one task and one input.`;

interface MergeOptions {
  out?: string;
  force: boolean;
  json: boolean;
}

/** The `answers` subcommand; `done` gets its exit code. */
export function answersCommand(host: Host, done: (code: ExitCode) => void): Command {
  const command = new Command('answers').description('Bring the answers of several machines together.');
  command
    .command('merge')
    .description('Merge stored answers into this data home, so that no run here asks for them again.')
    .argument('<source...>', 'files of answers, folders of them, data homes')
    .option('-o, --out <file>', 'into a file of answers instead')
    .option('--force', 'replace what stands there', false)
    .option('--json', 'one JSON object on stdout', false)
    .addHelpText('after', HELP_AFTER)
    .action(async (names: string[], options: MergeOptions) => done(await merge(host, names, options)));
  return command;
}

async function merge(host: Host, names: readonly string[], options: MergeOptions): Promise<ExitCode> {
  const found = openSources(names);
  const { task, sources } = found;
  const home = dataHome(host.env);
  const here = options.out === undefined ? [storedIn(home, task.hash)] : [];
  const merged = mergeAnswers([...here, ...sources.map((source) => source.answers())]);
  const kept =
    options.out === undefined
      ? await keepAnswers(home, task, merged.answers)
      : await writeOut(host, { file: options.out, force: options.force }, found, merged);
  const { missing, open } = gapsIn(found);
  const { differed, answers } = merged;
  const result = {
    ...{ task: task.name, sources: sources.length, answers: answers.length, new: kept },
    ...{ differed, missingShards: missing, openShards: open, out: options.out ?? null },
  };
  host.stdout.write(`${options.json ? visibleJson(result) : inWords(result)}\n`);
  return missing.length || open.length || differed.undecided ? EXIT.incomplete : EXIT.ok;
}

function writeOut(
  host: Host,
  { file, force }: { file: string; force: boolean },
  found: Sources,
  { answers }: Merged,
): Promise<number> {
  if (file === '-') throw new UsageError('--out: name a file; merged answers are many.');
  refuseOther(file, force);
  const { missing, open } = gapsIn(found);
  const inputs = found.sources.map(({ about }) => about?.input ?? null);
  const about: About = {
    ...{ kind: 'answers', task: found.task, shard: null },
    input: inputs.includes(null) ? null : (inputs[0] ?? null),
    complete: !missing.length && !open.length && !inputs.includes(null),
  };
  const guard = (): void => host.access.checkWrite(file, 'result', false);
  return writeAnswers(file, about, answers, { results: host.results, guard });
}

interface Result {
  task: string;
  sources: number;
  answers: number;
  new: number;
  differed: Merged['differed'];
  missingShards: number[];
  openShards: number[];
  out: string | null;
}

function inWords({
  task,
  sources,
  answers,
  new: kept,
  differed,
  missingShards,
  openShards,
  out,
}: Result): string {
  const { above, byMost, undecided } = differed;
  const shards = (numbers: readonly number[]): string => `Shard ${numbers.join(', ')}`;
  return [
    `${counted(answers, 'answer')} to "${task}" from ${counted(sources, 'source')}${out ? `: ${out}` : `, ${count(kept)} of them new here`}.`,
    ...(above ? [`${count(above)} differed where a higher tier has answered since, which stands.`] : []),
    ...(byMost ? [`${count(byMost)} differed: what most sources say stands.`] : []),
    ...(undecided
      ? [`${count(undecided)} differed with nothing to decide between them: look at those items.`]
      : []),
    ...(missingShards.length ? [`${shards(missingShards)} missing: the next run asks for its items.`] : []),
    ...(openShards.length
      ? [`${shards(openShards)} not complete: the next run asks what is open there.`]
      : []),
  ].join('\n');
}
