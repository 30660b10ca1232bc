// Items asked a second time, in a pack after their own. What two packs say of one item has to be the same: if an item steers
// the model, in either of them, it cannot know which of its neighbors is compared.
import { hash } from 'node:crypto';
import { itemTokens } from '../task/item.ts';
import { type Entry, type OpenPacksOptions, openPacks } from './open-packs.ts';
import type { Group } from './survey.ts';

/** One in so many tokens of items is asked a second time. */
export const CHECK_ONE_IN = 35;
/** At most so many items of other packs are in one. */
const MOST_AGAIN = 2;

export interface CheckedPack {
  entries: Entry[];
  /** The positions of the items that an earlier pack asks as well. */
  checks: ReadonlySet<number>;
  /** The item whose words are the rarest among those of the items before it. */
  strangest?: Group;
}

/** Items of earlier packs that are to be asked again as soon as there is a pack for them; shared with who reads replies. */
export type Extras = Entry[];

export interface CheckedPacksOptions extends OpenPacksOptions {
  /** Called with the fingerprint of an item that may be asked a second time, before its own pack is sent. */
  watch(fingerprint: string): void;
  extras: Extras;
}

/** What is open, pack by pack, with an item or two of the pack before at places that nobody can foresee. */
export async function* checkedPacks(options: CheckedPacksOptions): AsyncGenerator<CheckedPack> {
  const { watch, extras } = options;
  const rarity = new Rarity();
  /** Tokens that may be asked a second time. */
  let credit = 0;
  let candidates: Entry[] = [];
  /** Of the pack of the candidates. */
  let isStrange = false;
  for await (const own of openPacks(options)) {
    if (own.length === 1) {
      yield { entries: own, checks: NO_CHECKS }; // it has no neighbor
      continue;
    }
    const draw = drawFrom(own);
    const { strangest, score } = rarity.strangestOf(own);
    credit += own.reduce((sum, entry) => sum + itemTokens(entry), 0) / CHECK_ONE_IN;
    const again: Entry[] = [];
    for (const entry of [...extras, ...candidates].slice(0, MOST_AGAIN)) {
      // In small packs there is not enough for each: what there is goes to packs with something strange in them.
      const least = isStrange || score > rarity.usualScore || extras.includes(entry) ? 1 / 2 : 3 / 2;
      if (credit < itemTokens(entry) * least) break;
      credit -= itemTokens(entry);
      again.push(entry);
    }
    extras.splice(0, again.length);
    const pack = insert(own, again, strangest, draw);
    candidates = candidatesOf(own, strangest, draw);
    isStrange = score > rarity.usualScore;
    for (const { group } of candidates) watch(group.fingerprint);
    yield pack;
  }
}

/**
 * The parts of a pack that is asked again in pieces, each with two items of the part before that have an answer by then; the first one
 * with the pack's own checks.
 */
export function* checkedParts(
  { entries, checks, strangest }: CheckedPack,
  parts: readonly (readonly Entry[])[],
  watch: CheckedPacksOptions['watch'],
): Generator<CheckedPack> {
  let candidates = [...checks].map((index) => entries[index] as Entry);
  for (const own of parts) {
    if (own.length === 1) {
      yield { entries: [...own], checks: NO_CHECKS };
      continue;
    }
    const draw = drawFrom(own);
    const at = own.findIndex(({ group }) => group === strangest);
    const answered = candidates.filter(({ group }) => isAnswered(group));
    const pack = insert(own, answered.slice(0, MOST_AGAIN), at < 0 ? draw(own.length) : at, draw);
    const first = draw(own.length);
    const second = (first + 1 + draw(own.length - 1)) % own.length;
    candidates = [first, second].map((index) => own[index] as Entry);
    for (const { group } of candidates) watch(group.fingerprint);
    yield pack;
  }
}

const isAnswered = ({ outcome, ladderPosition: { first } }: Group): boolean =>
  outcome ? outcome.status === 'done' : first !== undefined;

export const NO_CHECKS: ReadonlySet<number> = new Set();

/** Puts `again` among a pack's own entries: one beside the strangest of them, or anywhere. */
function insert(own: readonly Entry[], again: readonly Entry[], strangest: number, draw: Draw): CheckedPack {
  const entries = [...own];
  for (const entry of again) {
    const beside = strangest + draw(2);
    entries.splice(draw(3) ? beside : draw(entries.length + 1), 0, entry);
  }
  const added = new Set(again);
  const checks = new Set([...entries.keys()].filter((at) => added.has(entries[at] as Entry)));
  return { entries, checks, strangest: (own[strangest] as Entry).group };
}

/** Two items to be asked again: a neighbor of the strangest, which is moved first if that one is hostile, and any. */
function candidatesOf(own: readonly Entry[], strangest: number, draw: Draw): Entry[] {
  const beside = own[strangest + (draw(2) ? 1 : -1)];
  const any = own[draw(own.length)] as Entry;
  const first = draw(3) && beside ? beside : any;
  return first === any ? [any] : [first, any];
}

/** A whole number from 0 to below `below`. */
type Draw = (below: number) => number;

// Drawn from all texts of the pack, as ids are: an item cannot know it.
function drawFrom(entries: readonly Entry[]): Draw {
  const seed = hash('sha256', entries.map(({ text }) => text).join('\0'), 'buffer');
  let draws = 0;
  return (below) =>
    hash('sha256', Buffer.concat([seed, Buffer.from(String(draws++))]), 'buffer').readUInt32BE() % below;
}

/** How rare the words of an item are among those of the items before. */
class Rarity {
  /** How many items had a word, by its hash. */
  readonly #items = new Uint32Array(WORD_HASHES);
  #seen = 0;
  /** The sum of the highest score of each pack. */
  #scores = 0;
  #packs = 0;

  /** The mean of the highest scores of the packs. */
  get usualScore(): number {
    return this.#scores / this.#packs;
  }

  /** The index of the entry whose words are the rarest, and how rare; the words of all are counted. */
  strangestOf(entries: readonly Entry[]): { strangest: number; score: number } {
    const words = entries.map(({ text }) => hashedWords(text));
    for (const hashes of words) for (const hash of hashes) (this.#items[hash] as number)++;
    this.#seen += entries.length;
    const scores = words.map((hashes) => this.#score(hashes));
    const score = Math.max(...scores);
    this.#scores += score;
    this.#packs++;
    return { strangest: scores.indexOf(score), score };
  }

  // The words of usual items are usual, but for some numbers and names: the mean tells a text of another kind.
  #score(hashes: ReadonlySet<number>): number {
    let sum = 0;
    for (const hash of hashes) sum += Math.log(this.#seen / (this.#items[hash] as number));
    return hashes.size ? sum / hashes.size : 0;
  }
}

const WORD_HASHES = 1 << 16;
const MOST_CHARACTERS = 2000;

function hashedWords(text: string): Set<number> {
  const hashes = new Set<number>();
  for (const word of text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .match(/\p{L}+|\p{S}|\p{P}/gu) ?? []) {
    let hash = 0;
    for (let index = 0; index < word.length; index++) hash = (hash * 31 + word.charCodeAt(index)) | 0;
    hashes.add(hash & (WORD_HASHES - 1));
  }
  return hashes;
}
