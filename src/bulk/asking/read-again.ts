// What a pass does about packs that are not believed: they are read again among other neighbors, and what differs is asked
// alone, where no item can move another.
import { counted } from '../../terminal/format.ts';
import type { Entry } from '../survey/open-packs.ts';
import type { Group } from '../survey/survey.ts';
import { askDirectly, type DirectOptions } from './direct-pass.ts';
import type { Stopped } from './pass.ts';
import type { PackReading } from './requests.ts';
import { type AskedPack, asksForAll, compareReadings, type Reread, type Trust } from './trust.ts';

export interface ReadAgainOptions extends DirectOptions {
  note(line: string): void;
}

/** Reads again what is not believed after a pass. Returns why that ended early, or null. */
export async function readAgain(options: ReadAgainOptions): Promise<Stopped | null> {
  const { trust } = options;
  return trust?.suspects.size ? new ReadingAgain(options, trust).run() : null;
}

class ReadingAgain {
  readonly #options: ReadAgainOptions;
  readonly #trust: Trust;
  readonly #homes = new Map<Group, { pack: AskedPack; index: number }>();
  readonly #alone = new Set<Group>();
  readonly #moved = new Set<AskedPack>();

  constructor(options: ReadAgainOptions, trust: Trust) {
    this.#options = options;
    this.#trust = trust;
    for (const pack of trust.packs)
      for (const [index, group] of pack.groups.entries()) this.#homes.set(group, { pack, index });
  }

  async run(): Promise<Stopped | null> {
    const { note } = this.#options;
    const { packs, suspects, isHopeless } = this.#trust;
    if (isHopeless) {
      note('Items move the answers to others in most packs: each item is asked alone.');
      for (const pack of packs) this.#options.advancer.reopen(pack, pack.groups);
      return this.#askAlone(null);
    }
    const suspectPacks = packs.filter(({ suspect }) => suspect).length;
    note(
      `${counted(suspectPacks, 'pack')} of ${packs.length} may hold an item that moves others: asked again among other neighbors.`,
    );
    const { items } = this.#options.pack;
    const stopped = await this.#compare(suspects, Math.max(1, Math.ceil(items / 2)));
    if (stopped) return stopped;
    if (asksForAll(this.#moved.size, packs.length)) {
      const rest = new Set([...this.#homes.keys()].filter((group) => !suspects.has(group)));
      note(`${counted(this.#moved.size, 'pack')} held one: all others are asked a second time, too.`);
      const ended = rest.size ? await this.#compare(rest, items) : null;
      if (ended) return ended;
    }
    if (!this.#alone.size) return null;
    note(`${counted(this.#alone.size, 'item')} of such packs, or answered in two ways: asked alone.`);
    return this.#askAlone(this.#alone);
  }

  /** Reads `groups` in other packs, of at most `items`; those that stay as they were advance, the others are for later. */
  async #compare(groups: ReadonlySet<Group>, items: number): Promise<Stopped | null> {
    const read: { entries: readonly Entry[]; reading: PackReading }[] = [];
    const stopped = await askDirectly({
      ...this.#options,
      trust: null,
      again: groups,
      pack: { ...this.#options.pack, items },
      onReading: (entries, reading) => read.push({ entries, reading }),
    });
    const packs = read.map(({ entries, reading }) =>
      entries.map(({ group }, index) => this.#reread(group, reading.values.get(index))),
    );
    const { agreed, alone, moved } = compareReadings(packs, this.#trust.disputed);
    for (const pack of moved) this.#moved.add(pack);
    for (const group of alone) this.#reopen(group);
    if (stopped) return stopped; // what was not compared whole is not believed
    for (const { entries, reading } of read) {
      const open = entries.map(({ group }) => group);
      const isWanted = (index: number): boolean =>
        agreed.has(open[index] as Group) && !this.#isAnswered(open[index] as Group);
      const values = new Map([...reading.values].filter(([index]) => isWanted(index)));
      this.#options.advancer.advance(open, { served: reading.served, values, problems: new Map() });
    }
    return null;
  }

  #reread(group: Group, second: Reread['second']): Reread {
    const { pack, index } = this.#homes.get(group) as { pack: AskedPack; index: number };
    return { group, home: pack, first: pack.values[index], second };
  }

  /** It has moved on from where it was asked. */
  #isAnswered(group: Group): boolean {
    const { pack, index } = this.#homes.get(group) as { pack: AskedPack; index: number };
    return group.outcome !== undefined || group.ladderPosition !== pack.from[index];
  }

  #reopen(group: Group): void {
    this.#alone.add(group);
    this.#options.advancer.reopen((this.#homes.get(group) as { pack: AskedPack }).pack, [group]);
  }

  /** Asks what waits here, or only `groups`, one by one. */
  #askAlone(groups: ReadonlySet<Group> | null): Promise<Stopped | null> {
    const { pack, only } = this.#options;
    return askDirectly({
      ...this.#options,
      trust: null,
      only: groups ?? only,
      pack: { ...pack, items: 1 },
    });
  }
}
