// The items by what counts as the same, and what rules and stored answers decide. It takes four bytes per item and one small
// object per distinct item, never the texts.
import type { AnswerStore } from '../outcome/answers.ts';
import { recallBy, type TierPasses } from '../outcome/ladder.ts';
import { doneBy, type Outcome } from '../outcome/outcome.ts';
import { isOf, type Shard } from '../shards/shard.ts';
import { digestOfMasked, fingerprintInDigest } from '../task/fingerprint.ts';
import { type Fingerprints, fingerprintsUnder } from '../task/fingerprints.ts';
import { itemTokens } from '../task/item.ts';
import { maskedIn, type Task, type Value } from '../task/task.ts';
import type { Group } from './group.ts';
import { GroupList, type Standings } from './group-list.ts';
import { GrowingInts, NOTHING } from './growing-ints.ts';
import type { ItemRecord } from './items.ts';
import { MOST_ITEM_TOKENS, type PackLimits } from './packs.ts';
import { RecentTexts } from './recent-texts.ts';
import { type Work, Workload } from './workload.ts';

export interface GroupsOptions {
  task: Task;
  /** The tiers that may be asked, with what they answered before. */
  ladder: readonly TierPasses[];
  /** What a person decided, which overrides everything else. */
  person: AnswerStore;
  pack: PackLimits;
  /** Why images cannot be asked about; undefined when they can. */
  imageProblem: string | undefined;
  /** Only groups of this shard are asked about; null or missing: all. */
  shard?: Shard | null;
}

/** What the groups come to. */
export interface Grouped {
  items: number;
  /** How many of them other machines ask about; none without it. */
  elsewhere?: number;
  /** How many groups there are. */
  distinct: number;
  /** The groups, each the same object every time. */
  groups: Group[];
  /** Those of them that have no outcome. */
  open(): Group[];
  /** Tells how each group stands, where an object for each would be too many. */
  standings: Standings;
  /** Why items without a group cannot be asked, by their index. */
  problems: ReadonlyMap<number, string>;
  /** Number of items decided by rule, and by an answer stored earlier. */
  byRule: number;
  byStored: number;
  /** What is left to ask, packed as it will be sent: in all, and by the rung of the ladder that is next. */
  toAsk: Work;
  byRung: Work[];
  /** Prompt tokens of all items one by one, about. */
  itemTokens: number;
}

/** In place of the number of a group. */
const ELSEWHERE = -2;
/** What `of` says of an item that another machine asks about. */
const OF_ANOTHER_SHARD = 'it is of another shard';

const NO_TAGS: readonly string[] = [];

/** The items by what counts as the same, and what is known of each. */
export class Groups {
  readonly #options: GroupsOptions;
  readonly #groups: GroupList;
  readonly #fingerprints: Fingerprints;
  /** The number of the group of each fingerprint. */
  readonly #groupAt = new GrowingInts();
  readonly #recent = new RecentTexts();
  /** The number of each item's group. */
  readonly #groupOf = new GrowingInts();
  /** Why items without a group cannot be asked, by their index. */
  readonly #problems = new Map<number, string>();
  readonly #workload: Workload;
  /** The number of the fingerprint that is looked up. */
  #looked = NOTHING;
  readonly #valueIn = (store: AnswerStore): Value | undefined =>
    store.valueAt ? store.valueAt(this.#looked) : store.get(this.#fingerprints.at(this.#looked))?.value;
  readonly #counts = { byRule: 0, byStored: 0, itemTokens: 0, elsewhere: 0 };

  constructor(options: GroupsOptions) {
    this.#options = options;
    this.#fingerprints = fingerprintsUnder(options.task.answer);
    this.#groups = new GroupList(this.#fingerprints);
    this.#workload = new Workload(options.ladder, options.pack);
  }

  get items(): number {
    return this.#groupOf.length;
  }

  add(record: ItemRecord): void {
    const { task, imageProblem, shard } = this.#options;
    const tokens = itemTokens(record);
    const matching =
      record.problem === undefined && !record.image ? task.matching(record.ruleText ?? record.text) : NO_TAGS;
    const unaskable = (record.image && imageProblem) ?? tooLong(tokens);
    const problem = record.problem ?? (matching.length === 1 ? undefined : unaskable);
    const withoutGroup = shard && !isOf(shard, null) ? ELSEWHERE : NOTHING;
    const number = problem === undefined ? this.#numberOf(record, matching) : withoutGroup;
    if (number === ELSEWHERE) this.#counts.elsewhere++;
    else this.#counts.itemTokens += tokens;
    if (number === NOTHING) this.#problems.set(this.items, problem ?? '');
    this.#addTo(number);
  }

  found(): Grouped {
    this.#workload.close();
    const groups = this.#groups;
    return {
      items: this.items,
      distinct: groups.length,
      get groups() {
        return groups.all();
      },
      open: () => groups.open(),
      standings: (visit) => groups.standings(visit),
      problems: this.#problems,
      ...this.#counts,
      toAsk: this.#workload.total,
      byRung: this.#workload.byRung,
    };
  }

  of(index: number): Group | string {
    const number = this.#groupOf.at(index);
    if (number === ELSEWHERE) return OF_ANOTHER_SHARD;
    return number === NOTHING ? (this.#problems.get(index) ?? '') : this.#groups.at(number);
  }

  outcomeOf(index: number): Outcome | undefined | string {
    const number = this.#groupOf.at(index);
    return number < 0 ? (this.of(index) as string) : this.#groups.outcomeOf(number);
  }

  #numberOf(record: ItemRecord, matching: readonly string[]): number {
    const masked = maskedIn(this.#options.task, record);
    const recent = this.#recent.get(masked, matching);
    if (recent !== undefined) return recent;
    const digest = digestOfMasked(masked, matching);
    const { shard } = this.#options;
    const number =
      shard && !isOf(shard, fingerprintInDigest(digest))
        ? ELSEWHERE
        : this.#groupFor(digest, record, matching);
    this.#recent.set(masked, matching, number);
    return number;
  }

  #groupFor(digest: string, record: ItemRecord, matching: readonly string[]): number {
    const listed = this.#fingerprints.addDigest(digest);
    const known = this.#groupAt.at(listed);
    if (known !== NOTHING) return known;
    const number = this.#newGroup(listed, record, matching);
    this.#groupAt.put(listed, number);
    return number;
  }

  #newGroup(listed: number, record: ItemRecord, matching: readonly string[]): number {
    const { person, ladder, task } = this.#options;
    this.#looked = listed;
    const said = this.#valueIn(person);
    const known =
      (said === undefined ? undefined : doneBy('person', said)) ??
      ruled(matching) ??
      recallBy(ladder, this.#valueIn, task.answer);
    if (!('status' in known)) this.#workload.addGroup(known, record);
    return this.#groups.add(listed, known);
  }

  #addTo(number: number): void {
    this.#groupOf.push(number);
    if (number < 0) return;
    this.#groups.count(number);
    const outcome = this.#groups.outcomeOf(number);
    if (!outcome) this.#workload.addItem(this.#groups.at(number).ladderPosition);
    else if (isRuled(outcome)) this.#counts.byRule++;
    else this.#counts.byStored++;
  }
}

const ruled = (matchingNames: readonly string[]): Outcome | undefined =>
  matchingNames.length === 1 ? doneBy('rules', matchingNames) : undefined;

const isRuled = (outcome: Outcome): boolean => outcome.status === 'done' && outcome.by === 'rules';

function tooLong(tokens: number): string | undefined {
  if (tokens <= MOST_ITEM_TOKENS) return undefined;
  return `the item is too long to ask: about ${tokens.toLocaleString('en')} tokens, at most ${MOST_ITEM_TOKENS.toLocaleString('en')}`;
}
