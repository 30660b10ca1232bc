// What files of answers say, in little memory: a number for each fingerprint, and what is said of it once for all that share it.
import { statSync } from 'node:fs';
import { copyOf, decode } from '../../formats/bytes.ts';
import type { RungName } from '../../models/table.ts';
import type { PassedOver } from '../../records.ts';
import { GrowingInts, NOTHING } from '../survey/growing-ints.ts';
import { type Fingerprints, fingerprintsUnder, NOT_LISTED } from '../task/fingerprints.ts';
import type { AnswerKind, Value } from '../task/task.ts';
import { wholeLines } from './lines.ts';
import { readStoredAnswer, STORED_ANSWER_VERSION, type StoredAnswer } from './stored-answer.ts';

/** What of a task tells its answers from others. */
export type Readable = Pick<AnswerKind, 'name' | 'read' | 'tokens'>;

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
const TAKEN_BACK = NOTHING;
const NOT_VALID = -2;

/** The answers of some files, the later ones before the earlier ones. */
export class KnownAnswers {
  readonly #kind: Readable;
  readonly #fingerprints: Fingerprints;
  /** By the number of the fingerprint: the number of what is said, or TAKEN_BACK. */
  readonly #saidOf = new GrowingInts();
  readonly #said: Said[] = [];
  /** What lines mean that differ in nothing but fingerprint and time, by the rest of them. */
  readonly #meanings = new Map<string, number>();
  /** The last such line from its fingerprint on: most lines of a reply have the rest in common with the one before. */
  #last = { rest: '', meaning: NOT_VALID };

  constructor(kind: Readable) {
    this.#kind = kind;
    this.#fingerprints = fingerprintsUnder(kind);
  }

  get(fingerprint: string): Answer | undefined {
    const number = this.#fingerprints.numberOf(fingerprint);
    const said = number === NOT_LISTED ? undefined : this.#saidAt(number);
    if (!said) return undefined;
    const { tier, model, served, value } = said; // spread, it would take six times as long
    return { fingerprint, tier, model, served, value };
  }

  /** The value for the fingerprint of that number. */
  valueAt(number: number): Value | undefined {
    return this.#saidAt(number)?.value;
  }

  #saidAt(number: number): Said | undefined {
    const at = this.#saidOf.at(number);
    return at < 0 ? undefined : this.#said[at]; // an array is not asked for what it cannot have: that takes long
  }

  /** Reads a file. Returns the lines that cannot be read. Throws the file system's error. */
  load(file: string): PassedOver[] {
    const passedOver: PassedOver[] = [];
    let number = 0;
    this.#fingerprints.makeRoomFor(Math.ceil(statSync(file).size / USUAL_BYTES));
    for (const { text, isWhole } of wholeLines(file)) {
      for (let from = 0; from < text.length; ) {
        number++;
        const end = this.#endOfLike(text, from);
        const to = end || text.indexOf('\n', from);
        const problem = end ? null : this.#take(text.slice(from, to < 0 ? text.length : to));
        if (problem !== null && isWhole) passedOver.push({ file, line: number, problem });
        from = to < 0 ? text.length : to + 1;
      }
    }
    return passedOver;
  }

  /** Takes the line at `from` if it differs from the one before in its fingerprint only. Returns where it ends; 0 if it does not. */
  #endOfLike(text: string, from: number): number {
    const { rest, meaning } = this.#last;
    const at = from + BEFORE.length;
    const end = at + FINGERPRINT + rest.length;
    // Whole pieces are compared in a sixth of the time that startsWith() takes.
    if (!rest || text.slice(at + FINGERPRINT, end) !== rest || text.slice(from, at) !== BEFORE) return 0;
    return this.#keepAt(text, at, meaning) ? end - 1 : 0;
  }

  /** Takes a line. Returns what is wrong with it; null when nothing is. */
  #take(line: string): string | null {
    const alike = alikePart(line);
    const known = alike === null ? undefined : this.#meanings.get(alike);
    if (known !== undefined && this.#keepAt(line, BEFORE.length, known)) {
      this.#last = { rest: `${copyOf(line.slice(BEFORE.length + FINGERPRINT))}\n`, meaning: known };
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
    if (meaning !== NOT_VALID) this.#saidOf.put(number, meaning);
    return true;
  }
}

/** Outputs are all different: what only one line means is not looked for in others. */
const MOST_MEANINGS = 4096;

/** A line of a scheme's takes at least about so many. */
const USUAL_BYTES = 140;

// A line as we write it: {"v":1,"fingerprint":"…","tier":…,"tags":[…],"at":"2026-11-21T10:00:00.000Z"}
const BEFORE = `{"v":${STORED_ANSWER_VERSION},"fingerprint":"`;
const FINGERPRINT = 22;
const END = /,"at":"[\dT:.-]{23}Z"\}$/y;
const END_LENGTH = ',"at":"2026-11-21T10:00:00.000Z"}'.length;
const QUOTE = 34;

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
