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
  /** The model that answered. */
  served: string;
  suspect: boolean;
  /** One of its items, or of another pack's in it, was compared. */
  compared: boolean;
  /** The item whose words are the rarest in its pack, if the texts are known. */
  strangest: Group | undefined;
}

interface Watched {
  home?: Said;
  others: Said[];
}
/** What a pack says of an item. */
export interface Said {
  pack: AskedPack;
  value: Value;
}

/** With so many packs answered, and this share of them suspect, no more are asked until these have been looked at. */
const FEW_PACKS = 6;
const MOSTLY_SUSPECT = 2 / 3;
/** And with a proven culprit in this share, each item is asked alone. */
const MOSTLY_PROVEN = 1 / 3;
/** When more packs than that are unlikely, the input is in an order of its own, and that says nothing. */
const MOST_UNLIKELY = 0.1;

/** The packs of one pass, and what they say of the same items. */
export class Trust {
  packs: AskedPack[] = [];
  /** Items of suspect packs: not to be packed with others again. */
  readonly suspects = new Set<Group>();
  /** Items about which two packs differed. */
  readonly disputed = new Map<Group, readonly Said[]>();
  /** A pass was broken off to look at its suspect packs. */
  brokenOff = false;
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
    { values, served }: Pick<PackReading, 'values' | 'served'>,
    checks: ReadonlySet<number>,
    strangest?: Group,
  ): { pack: AskedPack; suspects: AskedPack[] } {
    const own = [...groups.keys()].filter((index) => !checks.has(index));
    const pack: AskedPack = {
      groups: own.map((index) => groups[index] as Group),
      from: own.map((index) => (groups[index] as Group).ladderPosition),
      values: own.map((index) => values.get(index)),
      served,
      suspect: false,
      compared: false,
      strangest,
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

  /** So many packs are suspect that asking more makes no sense. */
  get isDoubtful(): boolean {
    return this.packs.length >= FEW_PACKS && this.#suspectPacks > MOSTLY_SUSPECT * this.packs.length;
  }

  /** All packs so far have been dealt with. */
  settle(): void {
    this.packs = [];
    this.suspects.clear();
    this.disputed.clear();
    this.#suspectPacks = 0;
    this.brokenOff = false;
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
    for (const { pack } of others.length ? [said, ...others] : []) pack.compared = true;
    const differing = others.filter(({ value }) => !sameValue(value, said.value));
    if (!differing.length) return [];
    this.disputed.set(group, [said, ...differing]);
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

/** What a suspect pack was asked about once more. */
export interface Evidence {
  /** Items of the pack, but for disputed ones, that were asked again in other company, and those that differ now. */
  probed: number;
  differing: number;
  /** Its strangest item moved an item whose answer is known. */
  proven: boolean;
}

/** Of the items of a pack that are probed, so many differ only when many were moved: a model wavers less. */
const DIFFERING = 3;

/** Whether a suspect pack is taken for moved: all its items are asked alone then. */
export const isMoved = ({ differing, proven }: Evidence): boolean => proven || differing >= DIFFERING;

/** The packs that a third reading of what is disputed speaks against: it is not what they say. */
export function notCleared(
  disputed: ReadonlyMap<Group, readonly Said[]>,
  third: ReadonlyMap<Group, Value>,
): Set<AskedPack> {
  const packs = new Set<AskedPack>();
  for (const [group, said] of disputed) {
    const now = third.get(group);
    for (const { pack, value } of said) if (now === undefined || !sameValue(now, value)) packs.add(pack);
  }
  return packs;
}

/** Above this share of compared packs with a proven culprit, an item may well be moved that nothing was compared with. */
const PROVEN_SHARE = 0.01;
/** Less often than this, what looks like a proof is a model that wavers. */
const PROVEN_OF_SUSPECT = 1 / 6;

/** What the packs of a pass come to: nothing more, all are read a second time, or each item is asked alone. */
export function verdict({
  compared,
  suspect,
  proven,
}: {
  compared: number;
  suspect: number;
  proven: number;
}): 'enough' | 'all again' | 'all alone' {
  if (proven <= PROVEN_SHARE * compared || proven < PROVEN_OF_SUSPECT * suspect) return 'enough';
  return compared >= FEW_PACKS && proven > MOSTLY_PROVEN * compared ? 'all alone' : 'all again';
}

/** The value that two of three readings give, or undefined. */
export function majority(...values: readonly (Value | undefined)[]): Value | undefined {
  return values.find(
    (value, index) =>
      value !== undefined &&
      values.some((other, at) => at > index && other !== undefined && sameValue(value, other)),
  );
}
