// Which packs can be trusted. Each carries an item that another pack answers as well; where the two answers differ, a
// neighbor may have moved one of them, and neither pack is believed until it has been read again.
import type { LadderPosition } from '../outcome/ladder.ts';
import type { Group } from '../survey/survey.ts';
import { keyOf, sameValue, type Value } from '../task/task.ts';
import type { PackReading } from './requests.ts';
import { isUnlikely } from './unlikely.ts';

/** A pack that was answered: its own items, without those of other packs. */
export interface AskedPack {
  groups: Group[];
  /** Where each was when it was asked. */
  from: LadderPosition[];
  /** The first reading of each; undefined where there was no valid answer. */
  values: (Value | undefined)[];
  suspect: boolean;
}

interface Watched {
  home?: Said;
  others: Said[];
}
interface Said {
  pack: AskedPack;
  value: Value;
}

/** With so many packs answered, and this share of them suspect, no pack is worth asking: each item is asked alone. */
const FEW_PACKS = 6;
const MOSTLY = 2 / 3;
/** When more packs than that are unlikely, the input is in an order of its own, and that says nothing. */
const MOST_UNLIKELY = 0.1;

/** The packs of one pass, and what they say of the same items. */
export class Trust {
  readonly packs: AskedPack[] = [];
  /** Items of suspect packs: not to be packed with others again. */
  readonly suspects = new Set<Group>();
  /** Items about which two packs differed. */
  readonly disputed = new Set<Group>();
  readonly #watched = new Map<string, Watched>();
  readonly #counts = new Map<string, number>();
  #suspectPacks = 0;
  #unlikelyPacks = 0;

  /** From now on, what packs say of this item is compared. */
  watch(fingerprint: string): void {
    if (!this.#watched.has(fingerprint)) this.#watched.set(fingerprint, { others: [] });
  }

  /** Takes a reading, in which `checks` are items of other packs. Returns its pack, and all that are suspect only now. */
  take(
    groups: readonly Group[],
    { values }: Pick<PackReading, 'values'>,
    checks: ReadonlySet<number>,
  ): { pack: AskedPack; suspects: AskedPack[] } {
    const own = [...groups.keys()].filter((index) => !checks.has(index));
    const pack: AskedPack = {
      groups: own.map((index) => groups[index] as Group),
      from: own.map((index) => (groups[index] as Group).ladderPosition),
      values: own.map((index) => values.get(index)),
      suspect: false,
    };
    this.packs.push(pack);
    const suspects: AskedPack[] = [];
    for (const [index, value] of values) {
      const group = groups[index] as Group;
      const watched = this.#watched.get(group.fingerprint);
      if (watched) suspects.push(...this.#compare(group, watched, { pack, value }, checks.has(index)));
    }
    return { pack, suspects };
  }

  /** So many packs are suspect that items have to be asked alone. */
  get isHopeless(): boolean {
    return this.packs.length >= FEW_PACKS && this.#suspectPacks > MOSTLY * this.packs.length;
  }

  /**
   * Whether the answers of a pack are spread as those of no other: more of its items should be asked in other packs. These
   * are then watched: their places among the pack's own.
   */
  unlikely(pack: AskedPack, most: number): number[] {
    const counts = countsOf(pack);
    const strange = isUnlikely(counts, this.#counts);
    for (const [key, count] of counts) this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    if (!strange || ++this.#unlikelyPacks > Math.max(1, MOST_UNLIKELY * this.packs.length)) return [];
    const answered = [...pack.values.keys()].filter((index) => pack.values[index] !== undefined);
    const step = Math.max(1, Math.floor(answered.length / most));
    const chosen = answered.filter((_, index) => index % step === 0).slice(0, most);
    for (const index of chosen) {
      const { fingerprint } = pack.groups[index] as Group;
      this.watch(fingerprint);
      (this.#watched.get(fingerprint) as Watched).home = { pack, value: pack.values[index] as Value };
    }
    return chosen;
  }

  #compare(group: Group, watched: Watched, said: Said, isCheck: boolean): AskedPack[] {
    const others = isCheck ? (watched.home ? [watched.home] : []) : watched.others;
    if (isCheck) watched.others.push(said);
    else watched.home = said;
    const differing = others.filter(({ value }) => !sameValue(value, said.value));
    if (!differing.length) return [];
    this.disputed.add(group);
    return [said.pack, ...differing.map(({ pack }) => pack)].filter((pack) => this.#suspect(pack));
  }

  #suspect(pack: AskedPack): boolean {
    if (pack.suspect) return false;
    pack.suspect = true;
    this.#suspectPacks++;
    for (const group of pack.groups) this.suspects.add(group);
    return true;
  }
}

function countsOf({ values }: AskedPack): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values)
    if (value !== undefined) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}

/** An item in a second reading: what it was before, and what it is now. */
export interface Reread {
  group: Group;
  /** Its pack in the first reading. */
  home: AskedPack;
  first: Value | undefined;
  second: Value | undefined;
}

/** So many differences between two readings of one pack are not the wavering of a model. */
const MOVED_ITEMS = 3;

export interface Comparison {
  /** Both readings are the same, in company that was not moved. */
  agreed: Set<Group>;
  /** To be asked alone. */
  alone: Set<Group>;
  /** First packs that are proven to be moved: something differs beside what made them suspect. */
  moved: Set<AskedPack>;
}

/** Compares two readings. `packs` are those of the second; `disputed` are items about which packs differed before. */
export function compareReadings(
  packs: readonly (readonly Reread[])[],
  disputed: ReadonlySet<Group>,
): Comparison {
  const all = packs.flat();
  const differing = all.filter(
    ({ first, second }) => first !== undefined && second !== undefined && !sameValue(first, second),
  );
  const differences = new Map<AskedPack, number>();
  for (const { home } of differing) differences.set(home, (differences.get(home) ?? 0) + 1);
  const different = new Set(differing.map(({ group }) => group));
  const alone = new Set<Group>();
  for (const pack of packs) {
    const isMoved = pack.filter(({ group }) => different.has(group)).length >= MOVED_ITEMS;
    for (const { group, home, first, second } of pack) {
      const isHomeMoved = (differences.get(home) ?? 0) >= MOVED_ITEMS;
      const isUnknown = first === undefined || second === undefined;
      if (isMoved || isHomeMoved || isUnknown || different.has(group)) alone.add(group);
    }
  }
  const beside = differing.filter(({ group }) => !disputed.has(group));
  return {
    agreed: new Set(all.map(({ group }) => group).filter((group) => !alone.has(group))),
    alone,
    moved: new Set(beside.map(({ home }) => home)),
  };
}

/** Above this share of packs that are proven to be moved, an item may be moved that nothing was compared with. */
const MOVED_SHARE = 0.01;

/** Whether so many packs were moved that all have to be read again. */
export const asksForAll = (moved: number, packs: number): boolean => moved > MOVED_SHARE * packs;
