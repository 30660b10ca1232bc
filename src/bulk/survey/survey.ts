// The first pass over the input: what there is, what counts as the same, and what rules and stored answers decide.
// It keeps a few bytes per item and one small object per distinct item, never the texts.
import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import { isUtf8 } from '../../formats/bytes.ts';
import { isObject } from '../../formats/json-value.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import type { AnswerStore } from '../outcome/answers.ts';
import { type LadderPosition, recall, START, type TierPasses } from '../outcome/ladder.ts';
import { doneBy, type Outcome } from '../outcome/outcome.ts';
import { itemTokens } from '../task/item.ts';
import { fingerprintIn, type Task } from '../task/task.ts';
import { GrowingInts } from './growing-ints.ts';
import { MOST_ITEM_TOKENS, type PackLimits } from './packs.ts';
import { type Work, Workload } from './workload.ts';

/** Items that count as the same: one answer serves them all. */
export interface Group {
  fingerprint: string;
  items: number;
  outcome: Outcome | undefined;
  /** Where it waits while it has no outcome. */
  ladderPosition: LadderPosition;
}

export interface Survey {
  items: number;
  /** Rows among them that are not worked on. */
  aside: number;
  groups: Group[];
  /** Number of items decided by rule, and by an answer stored earlier. */
  byRule: number;
  byStored: number;
  /** What is left to ask, packed as it will be sent: in all, and by the rung of the ladder that is next. */
  toAsk: Work;
  byRung: Work[];
  /** Prompt tokens of all items one by one, about. */
  itemTokens: number;
  /** Items with bytes that are not UTF-8, and the line of the first. */
  notUtf8: { items: number; firstLine: number };
  /** Column or field names of JSON objects that clash with the ones the output adds. */
  taken: ReadonlySet<string>;
  /** Every name seen in JSON objects, in order of appearance. */
  fields: ReadonlySet<string>;
  contentHash: string;
  /** The group of item number `index`, or why it cannot be asked. */
  of(index: number): Group | string;
}

/** Whether a group waits to be asked on that rung, in that pass. */
export const waitsAt = ({ outcome, ladderPosition }: Group, rung: number, pass: number): boolean =>
  !outcome && ladderPosition.rung === rung && ladderPosition.pass === pass;

export interface SurveyOptions {
  task: Task;
  /** The tiers that may be asked, with what they answered before. */
  ladder: readonly TierPasses[];
  /** What a person decided, which overrides everything else. */
  person: AnswerStore;
  pack: PackLimits;
  /** Only this many items from the start. */
  limit: number;
  /** Why images cannot be asked about; undefined when they can. */
  imageProblem: string | undefined;
  /** Called with the number of items read, now and then. */
  onProgress?: (items: number) => void;
}

/** Reads the whole input once. Throws UsageError when it holds no item. */
export async function survey(source: ItemSource, options: SurveyOptions): Promise<Survey> {
  const contents = new Contents();
  const groups = new Groups(options);
  for await (const record of firstItems(source, options.limit, (other) => contents.addAside(other))) {
    if (groups.items % 1000 === 0) options.onProgress?.(groups.items);
    contents.add(record);
    groups.add(record);
  }
  if (!groups.items && contents.aside) throw nothingWanted(source, contents.aside);
  if (!groups.items) {
    const found = source.header ? 'a header' : 'blank lines';
    throw new UsageError(`${source.name} holds no items, only ${found}: there is nothing to tag.`);
  }
  source.checkAfterPass?.();
  return {
    ...groups.found(),
    aside: contents.aside,
    notUtf8: contents.notUtf8,
    fields: contents.fields,
    taken: new Set([...contents.fields, ...(source.header?.cells ?? [])]),
    contentHash: contents.hash(),
    of: (index) => groups.of(index),
  };
}

/** What the records are as bytes and as JSON. */
class Contents {
  readonly notUtf8 = { items: 0, firstLine: 0 };
  readonly fields = new Set<string>();
  aside = 0;
  readonly #hash = createHash('sha256');

  add({ raw, text, line, value, version = '' }: ItemRecord): void {
    this.#hash.update(raw + version, 'latin1');
    if (text.includes('\uFFFD') && !isUtf8(raw) && this.notUtf8.items++ === 0) this.notUtf8.firstLine = line;
    this.#addFields(value);
  }

  /** A row that is not worked on. Its columns are in the result. */
  addAside({ value }: InputRecord): void {
    this.aside++;
    this.#addFields(value);
  }

  #addFields(value: unknown): void {
    if (isObject(value)) for (const name of Object.keys(value)) this.fields.add(name);
  }

  hash(): string {
    return this.#hash.digest('hex');
  }
}

const NO_GROUP = -1;

/** The items by what counts as the same, and what is known of each. */
class Groups {
  readonly #options: SurveyOptions;
  readonly #groups: Group[] = [];
  readonly #numbers = new Map<string, number>();
  /** The number of each item's group. */
  readonly #groupOf = new GrowingInts();
  /** Why items without a group cannot be asked, by their index. */
  readonly #problems = new Map<number, string>();
  readonly #workload: Workload;
  readonly #counts = { byRule: 0, byStored: 0, itemTokens: 0 };

  constructor(options: SurveyOptions) {
    this.#options = options;
    this.#workload = new Workload(options.ladder, options.pack);
  }

  get items(): number {
    return this.#groupOf.length;
  }

  add(record: ItemRecord): void {
    const { task, imageProblem } = this.#options;
    const tokens = itemTokens(record);
    this.#counts.itemTokens += tokens;
    const matching =
      record.problem === undefined && !record.image ? task.matching(record.ruleText ?? record.text) : [];
    const unaskable = (record.image && imageProblem) ?? tooLong(tokens);
    const problem = record.problem ?? (matching.length === 1 ? undefined : unaskable);
    if (problem === undefined) this.#addTo(this.#numberOf(record, matching));
    else {
      this.#problems.set(this.items, problem);
      this.#groupOf.push(NO_GROUP);
    }
  }

  found(): Pick<Survey, 'items' | 'groups' | 'byRule' | 'byStored' | 'itemTokens' | 'toAsk' | 'byRung'> {
    this.#workload.close();
    return {
      items: this.items,
      groups: this.#groups,
      ...this.#counts,
      toAsk: this.#workload.total,
      byRung: this.#workload.byRung,
    };
  }

  of(index: number): Group | string {
    const number = this.#groupOf.at(index) ?? NO_GROUP;
    return number === NO_GROUP ? (this.#problems.get(index) ?? '') : (this.#groups[number] as Group);
  }

  #numberOf(record: ItemRecord, matching: readonly string[]): number {
    const fingerprint = fingerprintIn(this.#options.task, record, matching);
    const known = this.#numbers.get(fingerprint);
    if (known !== undefined) return known;
    const group = this.#newGroup(fingerprint, matching);
    if (!group.outcome) this.#workload.addGroup(group.ladderPosition, record);
    this.#numbers.set(fingerprint, this.#groups.length);
    return this.#groups.push(group) - 1;
  }

  #newGroup(fingerprint: string, matching: readonly string[]): Group {
    const { person, ladder, task } = this.#options;
    const known = decided(person, fingerprint) ?? ruled(matching) ?? recall(ladder, fingerprint, task.answer);
    return 'status' in known
      ? { fingerprint, items: 0, outcome: known, ladderPosition: START }
      : { fingerprint, items: 0, outcome: undefined, ladderPosition: known };
  }

  #addTo(number: number): void {
    this.#groupOf.push(number);
    const group = this.#groups[number] as Group;
    group.items++;
    if (!group.outcome) this.#workload.addItem(group.ladderPosition);
    else if (isRuled(group.outcome)) this.#counts.byRule++;
    else this.#counts.byStored++;
  }
}

function nothingWanted({ name }: ItemSource, aside: number): UsageError {
  return new UsageError(
    `--where leaves nothing of ${name}: none of its ${aside.toLocaleString('en')} rows fulfills it. Look at the values, or leave it out.`,
  );
}

export type ItemRecord = InputRecord & { text: string };

/** The first `limit` items, without the records that are not items, and those that are not worked on: `onAside` gets these. */
export async function* firstItems(
  source: ItemSource,
  limit: number,
  onAside?: (record: InputRecord) => void,
): AsyncGenerator<ItemRecord> {
  if (limit <= 0) return;
  let left = limit;
  for await (const record of source.records()) {
    if (record.text === null) continue;
    if (record.aside) {
      onAside?.(record);
      continue;
    }
    yield record as ItemRecord;
    if (--left === 0) return;
  }
}

const ruled = (matchingNames: readonly string[]): Outcome | undefined =>
  matchingNames.length === 1 ? doneBy('rules', matchingNames) : undefined;

const isRuled = (outcome: Outcome): boolean => outcome.status === 'done' && outcome.by === 'rules';

function decided(person: AnswerStore, fingerprint: string): Outcome | undefined {
  const answer = person.get(fingerprint);
  return answer && doneBy('person', answer.value);
}

function tooLong(tokens: number): string | undefined {
  if (tokens <= MOST_ITEM_TOKENS) return undefined;
  return `the item is too long to ask: about ${tokens.toLocaleString('en')} tokens, at most ${MOST_ITEM_TOKENS.toLocaleString('en')}`;
}
