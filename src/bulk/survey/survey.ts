// The first pass over the input: what there is, what counts as the same, and what rules and stored answers decide.
// It keeps a few bytes an item and one small object a distinct item, never the texts.
import { createHash } from 'node:crypto';
import { UsageError } from '../../errors.ts';
import { isUtf8 } from '../../formats/bytes.ts';
import { isObject } from '../../formats/json-value.ts';
import type { InputRecord, ItemSource } from '../items/record.ts';
import type { AnswerStore } from '../outcome/answers.ts';
import { type Rung, recall, START, type Standing } from '../outcome/ladder.ts';
import { doneBy, type Outcome } from '../outcome/outcome.ts';
import { type Item, itemTokens, triesToSteer } from '../task/item.ts';
import { fingerprintIn, type Task } from '../task/task.ts';
import { MOST_ITEM_TOKENS, Packer, type PackLimits } from './packs.ts';

/** Items that count as the same: one answer serves them all. */
export interface Group {
  fingerprint: string;
  items: number;
  outcome: Outcome | undefined;
  /** Where it stands while it has no outcome. */
  standing: Standing;
}

/** Groups to ask, the items they stand for, and the requests, answers and item tokens that takes, over all passes. */
export interface Work {
  groups: number;
  answers: number;
  items: number;
  requests: number;
  tokens: number;
}

export interface Survey {
  items: number;
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
export const standsAt = ({ outcome, standing }: Group, rung: number, pass: number): boolean =>
  !outcome && standing.rung === rung && standing.pass === pass;

export interface SurveyOptions {
  task: Task;
  /** The tiers that may be asked, with what they answered before. */
  ladder: readonly Rung[];
  /** What a person decided, which stands above everything else. */
  person: AnswerStore;
  pack: PackLimits;
  /** Only the first so many items. */
  limit: number;
  /** Why images cannot be asked about; undefined when they can. */
  imageProblem: string | undefined;
  onProgress?: (items: number) => void;
}

/** Reads the whole input once. Throws UsageError when it holds no item. */
export async function survey(source: ItemSource, options: SurveyOptions): Promise<Survey> {
  const { task, ladder, person, pack, limit, imageProblem, onProgress } = options;
  const groups: Group[] = [];
  const groupNumbers = new Map<string, number>();
  const numbers = new GrowingInts();
  const problems = new Map<number, string>();
  const fields = new Set<string>();
  const notUtf8 = { items: 0, firstLine: 0 };
  const byRung = ladder.map((): Work => ({ ...NO_WORK }));
  const packers = ladder.map(({ passes }) => passes.map(() => new Packer<null>(pack)));
  const content = createHash('sha256');
  const counts = { byRule: 0, byStored: 0, itemTokens: 0 };

  /** Counts what asking about `text` takes, in each pass that is left on its rung. */
  function plan({ rung, pass: next }: Standing, item: Item): void {
    const work = byRung[rung] as Work;
    work.groups++;
    const size = itemTokens(item);
    for (const packer of packers[rung]?.slice(next) ?? []) {
      work.answers++;
      work.tokens += size;
      work.requests += packer.add(null, size, triesToSteer(item.text)).length;
    }
  }

  for await (const record of firstItems(source, limit)) {
    const { raw, text, line, image, version = '' } = record;
    const index = numbers.length;
    content.update(raw + version, 'latin1');
    if (text.includes('\uFFFD') && !isUtf8(raw) && notUtf8.items++ === 0) notUtf8.firstLine = line;
    if (isObject(record.value)) for (const name of Object.keys(record.value)) fields.add(name);
    const tokens = itemTokens(record);
    counts.itemTokens += tokens;
    if (index % 1000 === 0) onProgress?.(index);

    const matching = record.problem === undefined && !image ? task.matching(text) : [];
    const problem =
      record.problem ?? (matching.length === 1 ? undefined : ((image && imageProblem) ?? tooLong(tokens)));
    if (problem !== undefined) {
      problems.set(index, problem);
      numbers.push(NO_GROUP);
      continue;
    }
    const fingerprint = fingerprintIn(task, record, matching);
    let number = groupNumbers.get(fingerprint);
    if (number === undefined) {
      number = groups.length;
      groupNumbers.set(fingerprint, number);
      const known =
        decided(person, fingerprint) ?? ruled(matching) ?? recall(ladder, fingerprint, task.answer);
      const group: Group =
        'status' in known
          ? { fingerprint, items: 0, outcome: known, standing: START }
          : { fingerprint, items: 0, outcome: undefined, standing: known };
      groups.push(group);
      if (!group.outcome) plan(group.standing, record);
    }
    numbers.push(number);
    const group = groups[number] as Group;
    group.items++;
    if (!group.outcome) (byRung[group.standing.rung] as Work).items++;
    else if (isRuled(group.outcome)) counts.byRule++;
    else counts.byStored++;
  }
  for (const [rung, work] of byRung.entries()) {
    for (const packer of packers[rung] ?? []) work.requests += packer.flush().length;
  }
  if (!numbers.length)
    throw new UsageError(
      `${source.name} holds no items, only ${source.header ? 'a header' : 'blank lines'}: there is nothing to tag.`,
    );
  source.checkAfterPass?.();
  return {
    items: numbers.length,
    groups,
    ...counts,
    toAsk: byRung.reduce(addWork, NO_WORK),
    byRung,
    notUtf8,
    fields,
    taken: new Set([...fields, ...(source.header?.cells ?? [])]),
    contentHash: content.digest('hex'),
    of(index) {
      const number = numbers.at(index);
      return number === NO_GROUP ? (problems.get(index) ?? '') : (groups[number] as Group);
    },
  };
}

const NO_WORK: Work = { groups: 0, answers: 0, items: 0, requests: 0, tokens: 0 };
const NO_GROUP = -1;

export type ItemRecord = InputRecord & { text: string };

/** The first `limit` items, without the records that are none. */
export async function* firstItems(source: ItemSource, limit: number): AsyncGenerator<ItemRecord> {
  if (limit <= 0) return;
  let left = limit;
  for await (const record of source.records()) {
    if (record.text === null) continue;
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

const addWork = (a: Work, b: Work): Work => ({
  groups: a.groups + b.groups,
  answers: a.answers + b.answers,
  items: a.items + b.items,
  requests: a.requests + b.requests,
  tokens: a.tokens + b.tokens,
});

function tooLong(tokens: number): string | undefined {
  if (tokens <= MOST_ITEM_TOKENS) return undefined;
  return `the item is too long to ask: about ${tokens.toLocaleString('en')} tokens, at most ${MOST_ITEM_TOKENS.toLocaleString('en')}`;
}

/** A list of 32-bit integers that costs four bytes each. */
class GrowingInts {
  length = 0;
  #ints = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.#ints.length) {
      const larger = new Int32Array(this.#ints.length * 2);
      larger.set(this.#ints);
      this.#ints = larger;
    }
    this.#ints[this.length++] = value;
  }

  at(index: number): number {
    return this.#ints[index] ?? NO_GROUP;
  }
}
