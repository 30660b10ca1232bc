// The second reading of the input: what is open on a rung, pack by pack.
import type { ItemSource } from '../items/record.ts';
import { type Item, itemTokens, triesToSteer } from '../task/item.ts';
import { fingerprintIn, type Task } from '../task/task.ts';
import { firstBatches } from './items.ts';
import { Packer, type PackLimits } from './packs.ts';
import { readAhead } from './read-ahead.ts';
import { type Group, type Survey, waitsAt } from './survey.ts';

export interface Entry extends Item {
  group: Group;
}

export interface OpenPacksOptions {
  source: ItemSource;
  task: Task;
  survey: Survey;
  /** Only these groups are asked; null for all. */
  only: ReadonlySet<Group> | null;
  limit: number;
  pack: PackLimits;
  rung: number;
  pass: number;
  /** Exactly these are packed, whether they wait or not, among other neighbors than in any pass. */
  again?: ReadonlySet<Group>;
  /** These are left out. */
  except?: ReadonlySet<Group>;
}

/** Reads the input again and packs the first item of each group that waits here, no faster than packs are taken. */
export async function* openPacks(options: OpenPacksOptions): AsyncGenerator<Entry[]> {
  const packer = new Packer<Entry>(options.pack);
  const mixer = options.again
    ? new Mixer(AGAIN_FROM)
    : options.pass > 0
      ? new Mixer((options.pass - 1) * 2)
      : null;
  const pack = (entry: Entry): Entry[][] => packer.add(entry, itemTokens(entry), triesToSteer(entry.text));
  for await (const batch of readAhead(entriesOf(options), MOST_AHEAD))
    for (const entry of batch)
      for (const mixed of mixer ? mixer.add(entry) : [entry]) for (const full of pack(mixed)) yield full;
  for (const mixed of mixer?.flush() ?? []) yield* pack(mixed);
  yield* packer.flush();
}

/** Batches of the input that are read while requests are under way, of 256 KB at most. */
const MOST_AHEAD = 8;

async function* entriesOf(options: OpenPacksOptions): AsyncGenerator<Entry[]> {
  const { source, task, survey, limit } = options;
  const wanted = wantedOf(options);
  let index = 0;
  for await (const batch of firstBatches(source, limit)) {
    const entries: Entry[] = [];
    for (const { text, image, ruleText, shown } of batch) {
      const group = survey.of(index++);
      if (typeof group === 'string' || !wanted.has(group)) continue;
      // The answer would be stored for a text it was not given for; the last pass says that the input has changed.
      if (fingerprintIn(task, { text, image, ruleText }) !== group.fingerprint) continue;
      wanted.delete(group);
      entries.push({ group, text, image, shown });
    }
    yield entries;
    if (!wanted.size) return;
  }
}

function wantedOf({ survey, only, rung, pass, again, except }: OpenPacksOptions): Set<Group> {
  if (again) return new Set(again);
  const candidates = only ? [...only] : survey.groups;
  return new Set(candidates.filter((group) => waitsAt(group, rung, pass) && !except?.has(group)));
}

/** Returns entries in another order than they came, within a window, so that a second pass sees other neighbors. */
class Mixer {
  #window: Entry[] = [];
  readonly #from: number;

  /** Orders by fingerprint, from its character number `from` on. */
  constructor(from: number) {
    this.#from = from;
  }

  add(entry: Entry): Entry[] {
    this.#window.push(entry);
    return this.#window.length >= MIXED_ITEMS ? this.flush() : [];
  }

  flush(): Entry[] {
    const keyOf = ({ group }: Entry): string => group.fingerprint.slice(this.#from);
    const mixed = this.#window.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    this.#window = [];
    return mixed;
  }
}

const MIXED_ITEMS = 1000;
const AGAIN_FROM = 11;
