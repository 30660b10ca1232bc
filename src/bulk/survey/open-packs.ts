// The second reading of the input: what is open on a rung, pack by pack.
import type { ItemSource } from '../items/record.ts';
import { type Item, itemTokens, triesToSteer } from '../task/item.ts';
import { fingerprintIn, type Task } from '../task/task.ts';
import { Packer, type PackLimits } from './packs.ts';
import { firstItems, type Group, type Survey, waitsAt } from './survey.ts';

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
}

/** Reads the input again and packs the first item of each group that waits here, no faster than packs are taken. */
export async function* openPacks(options: OpenPacksOptions): AsyncGenerator<Entry[]> {
  const packer = new Packer<Entry>(options.pack);
  const mixer = options.pass > 0 ? new Mixer() : null;
  const pack = (entry: Entry): Entry[][] => packer.add(entry, itemTokens(entry), triesToSteer(entry.text));
  for await (const entry of entriesOf(options))
    for (const mixed of mixer ? mixer.add(entry) : [entry]) yield* pack(mixed);
  for (const mixed of mixer?.flush() ?? []) yield* pack(mixed);
  yield* packer.flush();
}

async function* entriesOf(options: OpenPacksOptions): AsyncGenerator<Entry> {
  const { source, task, survey, only, limit, rung, pass } = options;
  const wanted = new Set((only ? [...only] : survey.groups).filter((group) => waitsAt(group, rung, pass)));
  let index = 0;
  for await (const { text, image, ruleText } of firstItems(source, limit)) {
    const group = survey.of(index++);
    if (typeof group === 'string' || !wanted.has(group)) continue;
    // The answer would be stored for a text it was not given for; the last pass says that the input has changed.
    if (fingerprintIn(task, { text, image, ruleText }) !== group.fingerprint) continue;
    wanted.delete(group);
    yield { group, text, image };
    if (!wanted.size) return;
  }
}

/** Returns entries in another order than they came, within a window, so that a second pass sees other neighbors. */
class Mixer {
  #window: Entry[] = [];

  add(entry: Entry): Entry[] {
    this.#window.push(entry);
    return this.#window.length >= MIXED_ITEMS ? this.flush() : [];
  }

  flush(): Entry[] {
    const mixed = this.#window.sort((a, b) => (a.group.fingerprint < b.group.fingerprint ? -1 : 1));
    this.#window = [];
    return mixed;
  }
}

const MIXED_ITEMS = 1000;
