// The records of a transcript that speak of cost, found among the bytes: all other lines, which are nearly all of them, are passed over
// without being decoded, and so is the text of an answer.

/** Takes a line, and when the record in front of it was written, in milliseconds; null where that is not told. */
export type TakeLine = (line: CostLine, sentAt: number | null) => void;

/** A line that may speak of cost. */
export interface CostLine {
  /** The whole line, or all but the content of its message: the same record, as far as it can be parsed. */
  text: string;
  /** Whether the content was left out. */
  isCut: boolean;
  /** Returns the whole line. */
  whole(): string;
}

/** What differs from record to record, though they tell of one call and say the same of it. */
const OWN = ['"parentUuid":"', '"uuid":"', '"timestamp":"'];

/** Returns the moment of a record that says of its call what `before` said, with another moment; null where it says anything else. */
export function sameButLater(before: string, text: string): string | null {
  if (text.length !== before.length) return null;
  let from = 0;
  let moment: string | null = null;
  for (const [start, end, key] of placesOf(text)) {
    if (text.slice(from, start) !== before.slice(from, start)) return null;
    if (before.charCodeAt(end) !== QUOTE) return null;
    if (key === MOMENT_KEY) moment = text.slice(start, end);
    from = end;
  }
  return text.slice(from) === before.slice(from) ? moment : null;
}

const QUOTE = 34;
const MOMENT_KEY = OWN[2];

/** Where the values of those fields begin and end, in order. */
function placesOf(text: string): [number, number, string | undefined][] {
  return OWN.flatMap((key): [number, number, string][] => {
    const found = text.indexOf(key);
    const start = found + key.length;
    return found < 0 ? [] : [[start, text.indexOf('"', start), key]];
  }).sort(([a], [b]) => a - b);
}

const NEWLINE = 10;
// Both stand unescaped in a record of that type only; the records themselves decide.
const ASSISTANT = Buffer.from('"type":"assistant"');
const COST_STATE = Buffer.from('"type":"cost-state"');

/** Finds lines in parts of a transcript that follow one another. */
export class LineScanner {
  /** When the record before the next one was written. */
  #before: number | null = null;
  readonly #take: TakeLine;

  constructor(take: TakeLine) {
    this.#take = take;
  }

  /** Takes the lines of `lines`, whole ones only. */
  scan(lines: Buffer): void {
    let mark = lines.indexOf(ASSISTANT);
    let last: Buffer | null = null;
    for (let start = 0, end = 0; start < lines.length; start = end + 1) {
      end = lines.indexOf(NEWLINE, start);
      const line = lines.subarray(start, end);
      const isMarked = mark >= 0 && mark < end;
      if (isMarked || isCostState(line)) this.#take(costLine(line), last ? momentIn(last) : this.#before);
      if (isMarked) mark = lines.indexOf(ASSISTANT, end);
      last = line;
    }
    if (last) this.#before = momentIn(last);
  }
}

/** The record is short, and what it is stands first or last in it. */
const MOST_COST_STATE_BYTES = 256 * 1024;
const EDGE_BYTES = 64;
/** `{"type":"c…` or `…e"}`: what most lines are not can be told by a byte. */
const FIRST_LETTER = 9;
const [LETTER_C, LETTER_E] = Buffer.from('ce');

function isCostState(line: Buffer): boolean {
  const { length } = line;
  if (length > MOST_COST_STATE_BYTES || (line[FIRST_LETTER] !== LETTER_C && line[length - 3] !== LETTER_E))
    return false;
  return line.subarray(0, EDGE_BYTES).includes(COST_STATE) || line.subarray(-EDGE_BYTES).includes(COST_STATE);
}

const CONTENT = Buffer.from('"content":[');
const AFTER_CONTENT = Buffer.from('],"stop_reason":');
const TOOL_USE = Buffer.from('"type":"tool_use"');

/**
 * A line without the content of its message, unless that tells which tools were used. What is cut out begins behind a bracket and ends
 * before one; were these not a pair, the rest would not be JSON.
 */
function costLine(line: Buffer): CostLine {
  const whole = (): string => line.toString('utf8');
  const from = line.indexOf(CONTENT) + CONTENT.length;
  const to = line.lastIndexOf(AFTER_CONTENT);
  if (from < CONTENT.length || to < from || line.subarray(from, to).includes(TOOL_USE)) {
    const text = whole();
    return { text, isCut: false, whole: () => text };
  }
  return { text: without(line, from, to), isCut: true, whole };
}

let scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** The text of a line without what lies between two places in it: one text, not two that are put together. */
function without(line: Buffer, from: number, to: number): string {
  const length = line.length - to + from;
  if (length > scratch.length) scratch = Buffer.allocUnsafeSlow(length * 2);
  line.copy(scratch, 0, 0, from);
  line.copy(scratch, from, to);
  return scratch.toString('utf8', 0, length);
}

const MOMENT = Buffer.from('"timestamp":"');
const MOMENT_LENGTH = '2026-11-20T10:00:00.000Z'.length;
const NEAR_BYTES = 1024;

/** The moment that stands last in a record; it mostly is near its end, else near its beginning. */
function momentIn(line: Buffer): number | null {
  const from = placeOfMoment(line);
  if (from < 0) return null;
  const text = line.toString('latin1', from, from + MOMENT_LENGTH);
  if (text === lastMoment.text) return lastMoment.at;
  const at = Date.parse(text);
  lastMoment = { text, at: Number.isNaN(at) ? null : at };
  return lastMoment.at;
}

/** Where it begins; -1 where there is none. */
function placeOfMoment(line: Buffer): number {
  for (const from of [Math.max(0, line.length - NEAR_BYTES), 0]) {
    const found = line.subarray(from, from + NEAR_BYTES).lastIndexOf(MOMENT);
    if (found >= 0) return from + found + MOMENT.length;
  }
  const found = line.lastIndexOf(MOMENT);
  return found < 0 ? -1 : found + MOMENT.length;
}

/** Records that follow one another often have one moment. */
let lastMoment: { text: string; at: number | null } = { text: '', at: null };
