// What a pass does about packs that are not believed. Some of their items are asked again in other company, and the strangest
// of each pack is put among items whose answers are known. A pack that was moved is asked item by item, where no item can move
// another; when many were, all are read a second time.
import { counted } from '../../terminal/format.ts';
import { type Entry, openPacks } from '../survey/open-packs.ts';
import type { Group } from '../survey/survey.ts';
import { keyOf, sameValue, type Value } from '../task/task.ts';
import { askDirectly, type DirectOptions } from './direct-pass.ts';
import type { Stopped } from './pass.ts';
import type { PackReading } from './requests.ts';
import {
  type AskedPack,
  type Evidence,
  isMoved,
  majority,
  notCleared,
  type Trust,
  verdict,
} from './trust.ts';

export interface ReadAgainOptions extends DirectOptions {
  note(line: string): void;
}

/** Looks at what is not believed after a pass, and asks again what has to be. Returns why that ended early, or null. */
export async function readAgain(options: ReadAgainOptions): Promise<Stopped | null> {
  const { trust } = options;
  if (!trust?.suspects.size) return null;
  const stopped = await new ReadingAgain(options, trust).run();
  trust.settle();
  return stopped;
}

/** So many items of a suspect pack are asked in other company, beside the one in dispute. */
const PROBES = 5;
/** Items whose answers are known because they were asked alone: a strangest item is put among them. */
const KNOWN = 5;
const FEWEST_KNOWN = 2;

type Readings = { entries: readonly Entry[]; reading: PackReading }[];

class ReadingAgain {
  readonly #options: ReadAgainOptions;
  readonly #trust: Trust;
  readonly #suspects: readonly AskedPack[];
  readonly #homes = new Map<Group, { pack: AskedPack; index: number }>();
  /** Why asking ended early. */
  #stopped: Stopped | null = null;

  constructor(options: ReadAgainOptions, trust: Trust) {
    this.#options = options;
    this.#trust = trust;
    this.#suspects = trust.packs.filter(({ suspect }) => suspect);
    for (const pack of trust.packs)
      for (const [index, group] of pack.groups.entries()) this.#homes.set(group, { pack, index });
  }

  async run(): Promise<Stopped | null> {
    const { note, advancer } = this.#options;
    const { packs } = this.#trust;
    note(
      `${counted(this.#suspects.length, 'pack')} of ${packs.length} may hold an item that moves others: looking at them.`,
    );
    const probes = await this.#probe();
    const doubtful = notCleared(this.#trust.disputed, probes);
    const nobody: ReadonlySet<AskedPack> = new Set();
    const proven = await this.#tryStrangest(
      this.#suspects.filter(
        (pack) => doubtful.has(pack) || this.#evidence(pack, probes, nobody).differing > 0,
      ),
    );
    if (this.#stopped) return this.#stopped; // nothing of a suspect pack is believed
    const evidence = new Map(this.#suspects.map((pack) => [pack, this.#evidence(pack, probes, proven)]));
    const moved = this.#suspects.filter((pack) => isMoved(evidence.get(pack) as Evidence));
    const what = verdict({
      compared: packs.filter(({ compared }) => compared).length,
      suspect: this.#suspects.length,
      proven: proven.size,
    });
    if (what === 'all alone') {
      note('Items move the answers to others in many packs: each item is asked alone.');
      for (const pack of packs) advancer.reopen(pack, pack.groups);
      return this.#askAlone(null);
    }
    const alone = new Set(moved.flatMap(({ groups }) => groups));
    this.#acquit(
      this.#suspects.filter((pack) => !moved.includes(pack)),
      probes,
      alone,
    );
    if (what === 'all again') await this.#readAll(alone);
    if (this.#stopped || !alone.size) return this.#stopped;
    note(`${counted(alone.size, 'item')} of such packs, or answered in two ways: asked alone.`);
    for (const group of alone) this.#reopen(group);
    return this.#askAlone(alone);
  }

  /** Asks some items of each suspect pack in packs of such items, the strangest left out. */
  async #probe(): Promise<Map<Group, Value>> {
    const probed = new Set<Group>(this.#suspects.flatMap((pack) => this.#probesOf(pack)));
    for (const group of this.#trust.disputed.keys()) if (this.#homes.has(group)) probed.add(group);
    return valuesOf(await this.#ask({ again: probed }));
  }

  #probesOf({ groups, values, strangest }: AskedPack): Group[] {
    const candidates = groups.filter(
      (group, index) =>
        values[index] !== undefined && group !== strangest && !this.#trust.disputed.has(group),
    );
    const byChance = [...candidates].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
    return byChance.slice(0, PROBES);
  }

  /** Puts the strangest item of each pack among known ones. Returns the packs in which it moved one. */
  async #tryStrangest(suspects: readonly AskedPack[]): Promise<Set<AskedPack>> {
    const tried = new Map(
      suspects.flatMap((pack) => (pack.strangest ? [[pack.strangest, pack] as const] : [])),
    );
    const known = this.#known().filter((group) => !tried.has(group));
    const alone = { ...this.#options.pack, items: 1 };
    const right = valuesOf(await this.#ask({ again: new Set(known), pack: alone }));
    const entries = await this.#entriesOf(new Set([...known, ...tried.keys()]));
    const around = this.#sure(known, right).flatMap((group) => entries.get(group) ?? []);
    const half = Math.ceil(around.length / 2);
    const trialOf = (strangest: Group, others: readonly Entry[]): Entry[][] => {
      const entry = entries.get(strangest);
      return entry && others.length ? [[...others.slice(0, half), entry, ...others.slice(half)]] : [];
    };
    const proven = new Set<Group>();
    // What it orders may be what its neighbors are anyway, so it gets others once more.
    for (const others of [around, [...around].reverse()]) {
      const left = [...tried.keys()].filter((group) => !proven.has(group));
      const once = movedIn(
        await this.#ask({ packs: left.flatMap((group) => trialOf(group, others)) }),
        right,
      );
      // Twice in the same way: a model that wavers does so now and then.
      const twice = movedIn(await this.#ask({ packs: once.map(({ entries: sent }) => sent) }), right);
      for (const { entries: sent, moved } of twice) {
        const culprit = sent.find(({ group }) => tried.has(group))?.group as Group;
        const before = once.find((trial) => trial.entries.some(({ group }) => group === culprit))?.moved;
        if ([...moved].some(([item, value]) => before?.get(item) === value)) proven.add(culprit);
      }
    }
    return new Set([...proven].map((group) => tried.get(group) as AskedPack));
  }

  /** A few items with different answers, none of them strange, of packs that are believed where there are any. */
  #known(): Group[] {
    const byValue = new Map<string, Group[]>();
    const { packs } = this.#trust;
    for (const pack of [...packs].sort((a, b) => Number(a.suspect) - Number(b.suspect)).slice(0, KNOWN_FROM))
      for (const [index, group] of pack.groups.entries()) {
        const value = pack.values[index];
        if (value === undefined || group === pack.strangest || group.items === 0) continue;
        const same = byValue.get(keyOf(value)) ?? [];
        byValue.set(keyOf(value), [...same, group]);
      }
    const known: Group[] = [];
    for (let turn = 0; known.length < KNOWN && turn < KNOWN; turn++)
      for (const groups of byValue.values()) {
        const group = groups[turn];
        if (group && known.length < KNOWN) known.push(group);
      }
    return known;
  }

  /** Those of `known` that were the same in their pack; all that have an answer, if these are too few. */
  #sure(known: readonly Group[], right: ReadonlyMap<Group, Value>): Group[] {
    const answered = known.filter((group) => right.has(group));
    const same = answered.filter((group) => {
      const { pack, index } = this.#homes.get(group) as { pack: AskedPack; index: number };
      return sameValue(pack.values[index] as Value, right.get(group) as Value);
    });
    return same.length >= FEWEST_KNOWN ? same : answered;
  }

  async #entriesOf(groups: ReadonlySet<Group>): Promise<Map<Group, Entry>> {
    const entries = new Map<Group, Entry>();
    for await (const pack of openPacks({ ...this.#options, again: groups }))
      for (const entry of pack) entries.set(entry.group, entry);
    return entries;
  }

  #evidence(pack: AskedPack, probes: ReadonlyMap<Group, Value>, proven: ReadonlySet<AskedPack>): Evidence {
    let [probed, differing] = [0, 0];
    for (const [index, group] of pack.groups.entries()) {
      const [first, second] = [pack.values[index], probes.get(group)];
      if (first === undefined || second === undefined || this.#trust.disputed.has(group)) continue;
      probed++;
      if (!sameValue(first, second)) differing++;
    }
    return { probed, differing, proven: proven.has(pack) };
  }

  /** Believes packs after all. What has two answers gets the one that most readings give, or is asked `alone`. */
  #acquit(packs: readonly AskedPack[], probes: ReadonlyMap<Group, Value>, alone: Set<Group>): void {
    for (const pack of packs) {
      const values = new Map<number, Value>();
      for (const [index, group] of pack.groups.entries()) {
        const value = this.#believed(group, pack.values[index], probes.get(group));
        if (value === undefined) alone.add(group);
        else if (!this.#isAnswered(group)) values.set(index, value);
      }
      this.#options.advancer.advance(pack.groups, { served: pack.served, values, problems: new Map() });
    }
  }

  /** The answer that is believed of a group that was `first` given one and `second` another one; undefined when none is. */
  #believed(group: Group, first: Value | undefined, second: Value | undefined): Value | undefined {
    const disputed = this.#trust.disputed.get(group);
    if (disputed) return majority(...disputed.map(({ value }) => value), second);
    const isSure = second === undefined || (first !== undefined && sameValue(first, second));
    return isSure ? first : undefined;
  }

  /** Reads all other items a second time, in other packs; what differs is to be asked `alone`. */
  async #readAll(alone: Set<Group>): Promise<void> {
    const rest = new Set([...this.#homes.keys()].filter((group) => !alone.has(group)));
    if (!rest.size) return;
    this.#options.note('Items are proven to move others: all are asked a second time, in other packs.');
    for (const { entries, reading } of await this.#ask({ again: rest }))
      for (const [index, { group }] of entries.entries()) {
        const { pack, index: place } = this.#homes.get(group) as { pack: AskedPack; index: number };
        const [first, second] = [pack.values[place], reading.values.get(index)];
        if (first === undefined || second === undefined || !sameValue(first, second)) alone.add(group);
      }
  }

  async #ask(how: Partial<DirectOptions>): Promise<Readings> {
    const read: Readings = [];
    if (this.#stopped || how.again?.size === 0) return read;
    this.#stopped = await askDirectly({
      ...this.#options,
      trust: null,
      ...how,
      onReading: (entries, reading) => read.push({ entries, reading }),
    });
    return read;
  }

  /** It has moved on from where it was asked. */
  #isAnswered(group: Group): boolean {
    const { pack, index } = this.#homes.get(group) as { pack: AskedPack; index: number };
    return group.outcome !== undefined || group.ladderPosition !== pack.from[index];
  }

  #reopen(group: Group): void {
    this.#options.advancer.reopen((this.#homes.get(group) as { pack: AskedPack }).pack, [group]);
  }

  /** Asks what waits here, or only `groups`, one by one. */
  #askAlone(groups: ReadonlySet<Group> | null): Promise<Stopped | null> {
    const { pack, only } = this.#options;
    return askDirectly({ ...this.#options, trust: null, only: groups ?? only, pack: { ...pack, items: 1 } });
  }
}

interface Trial {
  entries: Entry[];
  /** What items became that have another value than the right one. */
  moved: Map<Group, string>;
}

/** The packs in which some are. */
function movedIn(readings: Readings, right: ReadonlyMap<Group, Value>): Trial[] {
  return readings.flatMap(({ entries, reading }) => {
    const moved = new Map<Group, string>();
    for (const [index, value] of reading.values) {
      const { group } = entries[index] as Entry;
      const expected = right.get(group);
      if (expected !== undefined && !sameValue(expected, value)) moved.set(group, keyOf(value));
    }
    return moved.size ? [{ entries: [...entries], moved }] : [];
  });
}

/** Known items are looked for in so many packs. */
const KNOWN_FROM = 10;

const valuesOf = (readings: Readings): Map<Group, Value> =>
  new Map(
    readings.flatMap(({ entries, reading }) =>
      [...reading.values].map(([index, value]) => [(entries[index] as Entry).group, value] as const),
    ),
  );
