// What is merged: files of answers, folders of such files, and whole data homes, all about one task.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemReason, UsageError } from '../../errors.ts';
import { type About, answersIn, type PassAnswer, readAbout } from './answers-file.ts';
import { storedIn, tasksIn } from './stored.ts';

export interface Source {
  name: string;
  /** Null for a data home, which may hold anything. */
  about: About | null;
  answers(): Iterable<PassAnswer>;
}

export interface Sources {
  task: About['task'];
  sources: readonly Source[];
}

const ENDING = '.answers.jsonl';

/** Opens what was named. Throws UsageError when it holds no answers, or when two of them are not about the same task, input and division. */
export function openSources(names: readonly string[]): Sources {
  const files = names.flatMap(filesIn);
  const abouts = files.flatMap((file) => (isHome(file) ? [] : [{ file, about: aboutOf(file) }]));
  const [first] = abouts;
  for (const other of abouts.slice(1)) refuseOther(first as Named, other);
  const task = first?.about.task ?? taskInAll(files);
  const sources = files.map((file): Source => {
    const found = abouts.find((one) => one.file === file);
    if (found) return { name: file, about: found.about, answers: () => answersIn(file) };
    if (tasksIn(file).includes(task.hash))
      return { name: file, about: null, answers: () => storedIn(file, task.hash) };
    throw new UsageError(
      `${file} has no answers to the ${task.kind} "${task.name}" as ${first?.file} means it.`,
    );
  });
  return { task, sources };
}

/** Of data homes alone: the one task that all of them have answers to. Throws UsageError when there is none, or more than one. */
function taskInAll(homes: readonly string[]): About['task'] {
  const [first = '', ...others] = homes;
  const common = tasksIn(first).filter((hash) => others.every((home) => tasksIn(home).includes(hash)));
  const [hash] = common;
  if (hash === undefined || common.length > 1)
    throw new UsageError(
      `These data homes have ${common.length || 'no'} tasks in common: name a file of answers, too (*${ENDING}), so that it is known which one is meant.`,
    );
  const [one] = storedIn(first, hash);
  return { kind: one?.output === undefined ? 'scheme' : 'recipe', name: hash.slice(0, 12), hash };
}

const isHome = (path: string): boolean => existsSync(join(path, 'answers'));

function filesIn(name: string): string[] {
  try {
    if (!statSync(name).isDirectory() || isHome(name)) return [name];
    const files = readdirSync(name).filter((file) => file.endsWith(ENDING));
    if (files.length) return files.sort().map((file) => join(name, file));
  } catch (error) {
    throw new UsageError(`${name}: cannot be read: ${systemReason(error)}.`);
  }
  throw new UsageError(
    `${name} holds no answers: expected a data home, or files whose names end with ${ENDING}.`,
  );
}

function aboutOf(file: string): About {
  const reading = readAbout(file);
  if ('record' in reading) return reading.record;
  throw new UsageError(
    `${file} is not a file of answers (${reading.problem}). Expected one that a run with --shard wrote.`,
  );
}

interface Named {
  file: string;
  about: About;
}

function refuseOther(first: Named, other: Named): void {
  const differs = differenceOf(first.about, other.about);
  if (differs) throw new UsageError(`${other.file} and ${first.file} do not go together: ${differs}.`);
}

function differenceOf(a: About, b: About): string | null {
  if (a.task.hash !== b.task.hash)
    return a.task.name === b.task.name
      ? `they are of different versions of the ${a.task.kind} "${a.task.name}"`
      : `one is of the ${a.task.kind} "${a.task.name}", the other of the ${b.task.kind} "${b.task.name}"`;
  if (a.input && b.input && a.input.hash !== b.input.hash) return 'they are of different inputs';
  if (a.shard && b.shard && a.shard.of !== b.shard.of)
    return `one is of ${a.shard.of} shards, the other of ${b.shard.of}`;
  return null;
}

/** The shards that nobody brought, and those in which something is still open. */
export function gapsIn({ sources }: Sources): { missing: number[]; open: number[] } {
  const shards = sources.flatMap(({ about }) =>
    about?.shard ? [{ ...about.shard, complete: about.complete }] : [],
  );
  const of = shards[0]?.of ?? 0;
  const whole = sources.some(({ about }) => about && !about.shard && about.complete);
  const numbers = Array.from({ length: whole ? 0 : of }, (_, index) => index + 1);
  return {
    missing: numbers.filter((number) => !shards.some(({ index }) => index === number)),
    open: numbers.filter((number) => {
      const here = shards.filter(({ index }) => index === number);
      return here.length > 0 && !here.some(({ complete }) => complete);
    }),
  };
}
