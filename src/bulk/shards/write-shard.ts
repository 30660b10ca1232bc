// What a run with --shard leaves: a file of the answers to its own groups.
import { UsageError } from '../../errors.ts';
import type { Job } from '../job.ts';
import { newModeFor, refuseOutput } from '../result/destination.ts';
import { type About, type PassAnswer, refuseOther, writeAnswers } from './answers-file.ts';
import { type Shard, shardName } from './shard.ts';
import { storedIn } from './stored.ts';

export interface ShardFile {
  file: string;
  guard: () => void;
}

/** Where a shard's answers go. Throws UsageError when they cannot go there, or when the input cannot be read on every machine. */
export function shardFileFor(
  { input, settings }: Pick<Job, 'input' | 'settings'>,
  shard: Shard,
  { out, force }: { out: string | undefined; force: boolean },
): ShardFile {
  if (input.path === null || out === '-')
    throw new UsageError('--shard reads the same input on every machine and writes a file: name both.');
  const file = out ?? `${input.path}.shard-${shardName(shard)}.answers.jsonl`;
  const guard = (): void => settings.host.access.checkWrite(file, 'result', out === undefined);
  refuseOutput(file, input, guard);
  refuseOther(file, force);
  return { file, guard };
}

/** Writes the answers that the shard's groups have by now. Returns how many. Throws UsageError. */
export function writeShard(
  { settings, input, survey }: Job,
  shard: Shard,
  { file, guard }: ShardFile,
): Promise<number> {
  const { task, home, host } = settings;
  const about: About = {
    kind: 'answers',
    task: { kind: task.kind, name: task.name, hash: task.hash },
    input: { hash: survey.contentHash },
    shard,
    complete: survey.groups.every(({ outcome }) => outcome && outcome.status !== 'failed'),
  };
  const ours = new Set(survey.groups.map(({ fingerprint }) => fingerprint));
  const answers = [...ofThese(ours, storedIn(home, task.hash))].sort(byPassAndItem);
  return writeAnswers(file, about, answers, { results: host.results, guard, newMode: newModeFor(input) });
}

function* ofThese(ours: ReadonlySet<string>, stored: Iterable<PassAnswer>): Generator<PassAnswer> {
  for (const one of stored) if (ours.has(one.fingerprint)) yield one;
}

const byPassAndItem = (a: PassAnswer, b: PassAnswer): number =>
  `${a.pass} ${a.fingerprint}` < `${b.pass} ${b.fingerprint}` ? -1 : 1;
