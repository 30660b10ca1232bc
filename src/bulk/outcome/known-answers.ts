// What files of answers say, in little memory: a number for each fingerprint, and what is said of it once for all that share it.
import { copyOf, decode } from '../../formats/bytes.ts';
import type { RungName } from '../../models/table.ts';
import type { PassedOver } from '../../records.ts';
import { GrowingInts } from '../survey/growing-ints.ts';
import { Fingerprints, NOT_LISTED } from '../task/fingerprints.ts';
import type { Task, Value } from '../task/task.ts';
import { lineBatches } from './lines.ts';
import { readStoredAnswer, STORED_ANSWER_VERSION, type StoredAnswer } from './stored-answer.ts';

export interface Answer {
  fingerprint: string;
  tier: RungName | 'person';
  /** The model asked, and the one that answered. */
  model: string;
  served: string;
  value: Value;
  /** The id of the reply it came in, as the ledger has it; not kept in memory. */
  request?: string;
}

/** What is said of an item, of which others may be said the same. */
type Said = Omit<Answer, 'fingerprint'>;

// What a line means: a number of what it says, or one of these.
const TAKEN_BACK = -1;
const NOT_VALID = -2;

/** The answers of some files, the later ones before the earlier ones. */
export class KnownAnswers {
  readonly #kind: Task['answer'];
  readonly #fingerprints = new Fingerprints();
  /** By the number of the fingerprint: the number of what is said, or TAKEN_BACK. */
  readonly #saidOf = new GrowingInts();
  readonly #said: Said[] = [];
  /** What lines mean that differ in nothing but fingerprint and time, by the rest of them. */
  readonly #meanings = new Map<string, number>();
  /** The rest of the last such line: most are like the one before. */
  #last = '';

  constructor(kind: Task['answer']) {
    this.#kind = kind;
  }

  get(fingerprint: string): Answer | undefined {
    const number = this.#fingerprints.numberOf(fingerprint);
    const said = number === NOT_LISTED ? undefined : this.#said[this.#saidOf.at(number) ?? TAKEN_BACK];
    if (!said) return undefined;
    const { tier, model, served, value } = said; // spread, it would take six times as long
    return { fingerprint, tier, model, served, value };
  }

  /** Reads a file. Returns the lines that cannot be read. Throws the file system's error. */
  load(file: string): PassedOver[] {
    const passedOver: PassedOver[] = [];
    let number = 0;
    for (const { lines, isWhole } of lineBatches(file)) {
      for (const line of lines) {
        number++;
        const problem = this.#take(line);
        if (problem !== null && isWhole) passedOver.push({ file, line: number, problem });
      }
    }
    return passedOver;
  }

  /** Takes a line. Returns what is wrong with it; null when nothing is. */
  #take(line: string): string | null {
    const alike = isLike(line, this.#last) ? this.#last : alikePart(line);
    const known = alike === null ? undefined : this.#meanings.get(alike);
    if (known !== undefined && this.#keepAt(line, BEFORE.length, known)) {
      this.#last = alike as string;
      return null;
    }
    const reading = readStoredAnswer(decode(line));
    if (!('record' in reading)) return reading.problem;
    const meaning = this.#meaningOf(reading.record);
    if (alike !== null && !MAY_NAME_IT_AGAIN.test(alike) && this.#meanings.size < MOST_MEANINGS)
      this.#meanings.set(copyOf(alike), meaning);
    this.#keepAt(reading.record.fingerprint, 0, meaning);
    return null;
  }

  #meaningOf({ distrusted, tier, model, served, ...rest }: StoredAnswer): number {
    if (distrusted) return TAKEN_BACK;
    const answer = this.#kind.read(rest[this.#kind.name]);
    if (!('value' in answer)) return NOT_VALID;
    return this.#said.push({ tier, model, served, value: answer.value }) - 1;
  }

  /** Keeps what a line means of the fingerprint that begins at `from`; false where none does. */
  #keepAt(text: string, from: number, meaning: number): boolean {
    const number = from ? this.#fingerprints.addFrom(text, from) : this.#fingerprints.add(text);
    if (number === NOT_LISTED) return false;
    if (number === this.#saidOf.length) this.#saidOf.push(TAKEN_BACK);
    if (meaning !== NOT_VALID) this.#saidOf.put(number, meaning);
    return true;
  }
}

/** Outputs are all different: what only one line means is not looked for in others. */
const MOST_MEANINGS = 4096;

// A line as we write it: {"v":1,"fingerprint":"…","tier":…,"tags":[…],"at":"2026-11-21T10:00:00.000Z"}
const BEFORE = `{"v":${STORED_ANSWER_VERSION},"fingerprint":"`;
const FINGERPRINT = 22;
const END = /,"at":"[\dT:.-]{23}Z"\}$/y;
const END_LENGTH = ',"at":"2026-11-21T10:00:00.000Z"}'.length;
const QUOTE = 34;

/** Whether `part` is between fingerprint and time. */
const isLike = (line: string, part: string): boolean =>
  part !== '' &&
  line.length === BEFORE.length + FINGERPRINT + part.length + END_LENGTH &&
  line.startsWith(part, BEFORE.length + FINGERPRINT) &&
  line.startsWith(BEFORE) &&
  endsAt(line, line.length - END_LENGTH);

function endsAt(line: string, from: number): boolean {
  END.lastIndex = from;
  return END.test(line);
}

/** What is between fingerprint and time in a line as we write it; null in any other. */
function alikePart(line: string): string | null {
  const from = BEFORE.length + FINGERPRINT;
  const to = line.length - END_LENGTH;
  if (to <= from || to > from + LONGEST_ALIKE || line.charCodeAt(from) !== QUOTE) return null;
  return line.startsWith(BEFORE) && endsAt(line, to) ? line.slice(from, to) : null;
}

const LONGEST_ALIKE = 1000;
const MAY_NAME_IT_AGAIN = /fingerprint|\\u/;
