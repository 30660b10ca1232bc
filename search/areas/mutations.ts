// A million damaged files, replies and records: whatever they hold, a parser answers or says in one line what is wrong, and soon.
import fc from 'fast-check';
import { AskError } from '../../src/ask/backend.ts';
import { UsageError } from '../../src/errors.ts';
import {
  type Area,
  Broken,
  type Effort,
  inFolder,
  must,
  type Random,
  type Report,
  tryCases,
} from '../area.ts';
import { mutated } from '../mutate.ts';
import { mutatedJson } from '../mutate-json.ts';
import { formatTargets } from '../targets/formats.ts';
import { opinionTargets } from '../targets/opinions.ts';
import { replyTargets } from '../targets/replies.ts';
import type { Target } from '../targets/target.ts';
import { taskTargets } from '../targets/tasks.ts';
import { usageTargets } from '../targets/usage.ts';

export const mutations: Area = {
  name: 'mutations',
  tries: 'damaged items, formats, tasks, settings, plans, transcripts, payloads of hooks, replies, records',
  run: (seed, effort) => inFolder((folder) => search(seed, effort, folder)),
};

/** So much time of a core: no case is long enough to need it. */
const MOST_CPU_MS = 2000;

interface Turn {
  name: string;
  target: Target;
  good: Buffer[];
}

function search(seed: number, effort: Effort, folder: string): Promise<Report> {
  const turns = turnsIn(folder);
  const values = jsonValues(seed);
  return tryCases(seed, effort, async (random, number) => {
    const turn = turns[number % turns.length] as Turn;
    const bytes = bytesFor(turn, values, random);
    const { user, system } = process.cpuUsage();
    try {
      const reading = turn.target.read(bytes);
      if (reading instanceof Promise) await reading;
      const used = process.cpuUsage({ user, system });
      const ms = (used.user + used.system) / 1000;
      must(ms < MOST_CPU_MS, () => `it took ${ms} ms of a core`);
    } catch (error) {
      // A user's mistake in one line, or a reply that is no answer.
      if (!(error instanceof UsageError || error instanceof AskError)) throw broken(turn.name, error, bytes);
    }
    return turn.name;
  });
}

/** The targets, each as often as its weight says. */
function turnsIn(folder: string): Turn[] {
  const targets = {
    ...formatTargets(),
    ...taskTargets(folder),
    ...usageTargets(folder),
    ...replyTargets(),
    ...opinionTargets(),
  };
  return Object.entries(targets).flatMap(([name, target]) => {
    const turn = { name, target, good: target.good.map((text) => Buffer.from(text)) };
    return Array.from({ length: target.weight ?? 1 }, () => turn);
  });
}

/** A mutation of a good example, of its bytes or of its values; one in sixteen is any JSON at all. */
function bytesFor({ target, good }: Turn, values: readonly string[], random: Random): Buffer {
  const way = random.below(16);
  if (way === 0) return Buffer.from(random.pick(values));
  const changed = way < 8 ? mutatedJson(random.pick(target.good), values, random) : null;
  return changed === null ? mutated(random.pick(good), random.pick(good), random) : Buffer.from(changed);
}

const jsonValues = (seed: number): string[] =>
  fc
    .sample(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.json({ stringUnit: 'binary' })), {
      seed,
      numRuns: 2000,
    })
    .map(String);

const broken = (name: string, error: unknown, bytes: Buffer): Broken =>
  new Broken(
    name,
    `${name}: ${(error as Error).stack}\n  input (base64): ${bytes.toString('base64').slice(0, 4000)}`,
  );
