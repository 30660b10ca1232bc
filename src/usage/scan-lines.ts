// The records of a transcript that speak of cost, found among the bytes: all other lines, which are nearly all of them, are passed over
// without being decoded, and so is the text of an answer.
import { MOMENT_LENGTH, momentNearEnd } from './moment-bytes.ts';

/** Takes a line, and when the record in front of it was written, in milliseconds; null where that is not told. */
export type TakeLine = (line: CostLine, sentAt: number | null) => void;

/** What a line is, by those who look at its bytes first. */
export const [UNSURE, NO_CALL, CALL] = [0, 1, 2];

/** Reads calls without making texts of their lines. */
export interface TakeCalls {
  /** Reads the line between two places, the second of which is that of its newline. Returns what it is. */
  read(lines: Buffer, start: number, end: number): number;
  /** Takes the call that was just read. */
  take(sentAt: number | null): void;
}

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
  if (parted.text !== before) parted = { text: before, ...partsOf(before) };
  const { between, places, moment } = parted;
  for (const [index, part] of between.entries()) {
    if (!text.startsWith(part, places[index - 1]?.end ?? 0)) return null;
    const own = places[index];
    if (own && text.indexOf('"', own.start) !== own.end) return null;
  }
  return moment && text.slice(moment.start, moment.end);
}

interface Place {
  key: string;
  start: number;
  end: number;
}

interface Parts {
  /** What records of one call have in common, in front of, between and behind their own values. */
  between: string[];
  /** Where these stand. */
  places: Place[];
  moment: Place | null;
}

const MOMENT_KEY = OWN[2];
/** That of the record that the last one was held against: it mostly is the same again. */
let parted: Parts & { text: string } = { text: '', between: [''], places: [], moment: null };

function partsOf(text: string): Parts {
  const places = OWN.flatMap((key): Place[] => {
    const found = text.indexOf(key);
    const start = found + key.length;
    const end = text.indexOf('"', start);
    return found < 0 || end < 0 ? [] : [{ key, start, end }];
  }).sort((one, other) => one.start - other.start);
  const from = (index: number): number => places[index - 1]?.end ?? 0;
  const between = [...places.keys(), places.length].map((index) =>
    text.slice(from(index), places[index]?.start),
  );
  return { between, places, moment: places.find(({ key }) => key === MOMENT_KEY) ?? null };
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
  readonly #quick: TakeCalls | undefined;

  /** With `quick`, what it can read of the bytes themselves is not taken as a line. */
  constructor(take: TakeLine, quick?: TakeCalls) {
    this.#take = take;
    this.#quick = quick;
  }

  /** Takes the lines of `lines`, whole ones only. */
  scan(lines: Buffer): void {
    if (!lines.length) return;
    for (let start = 0, end = 0; start < lines.length; start = end + 1) {
      end = lines.indexOf(NEWLINE, start);
      const what = this.#quick?.read(lines, start, end) ?? UNSURE;
      if (what !== CALL && !tellsCost(lines, start, { end, what })) continue;
      const sentAt = start ? this.#momentBefore(lines, start) : this.#before;
      if (what === CALL) this.#quick?.take(sentAt);
      else this.#take(costLine(lines.subarray(start, end)), sentAt);
    }
    this.#before = this.#momentBefore(lines, lines.length);
  }

  #momentBefore(lines: Buffer, end: number): number | null {
    const near = this.#quick ? momentNearEnd(lines, end - 1) : Number.NaN;
    return Number.isNaN(near) ? momentBefore(lines, end) : near;
  }
}

/** Behind a record of another kind, a torn one for example, a call may stand. */
const GLUED_BYTES = 1024;

function tellsCost(lines: Buffer, start: number, { end, what }: { end: number; what: number }): boolean {
  if (isCostState(lines, start, end)) return true;
  if (what === UNSURE) return isCall(lines, start, end);
  return lines.subarray(Math.max(start, end - GLUED_BYTES), end).includes(ASSISTANT);
}

/** What a record is stands before or behind its message, which may be long; a folder's name stands between it and the line's end. */
const FIELDS_BYTES = 6 * 1024;

function isCall(lines: Buffer, start: number, end: number): boolean {
  if (end - start <= 2 * FIELDS_BYTES) return lines.subarray(start, end).includes(ASSISTANT);
  return (
    lines.subarray(end - FIELDS_BYTES, end).includes(ASSISTANT) ||
    lines.subarray(start, start + FIELDS_BYTES).includes(ASSISTANT)
  );
}

/** The record is short, and what it is stands first or last in it. */
const MOST_COST_STATE_BYTES = 256 * 1024;
const EDGE_BYTES = 64;
/** `{"type":"c…` or `…e"}`: what most lines are not can be told by a byte. */
const FIRST_LETTER = 9;
const [LETTER_C, LETTER_E] = Buffer.from('ce');

function isCostState(lines: Buffer, start: number, end: number): boolean {
  if (lines[start + FIRST_LETTER] !== LETTER_C && lines[end - 3] !== LETTER_E) return false;
  if (end - start > MOST_COST_STATE_BYTES) return false;
  const line = lines.subarray(start, end);
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
const NEAR_BYTES = 1024;

/** The moment that stands last in the record in front of a place; it mostly is near its end, else near its beginning. */
function momentBefore(lines: Buffer, end: number): number | null {
  const from = placeOfMoment(lines, end - 1);
  if (from < 0) return null;
  const text = lines.toString('latin1', from, from + MOMENT_LENGTH);
  if (text === lastMoment.text) return lastMoment.at;
  const at = Date.parse(text);
  lastMoment = { text, at: Number.isNaN(at) ? null : at };
  return lastMoment.at;
}

/** Where it begins, in the record that ends at `end`; -1 where there is none. */
function placeOfMoment(lines: Buffer, end: number): number {
  const near = lines.subarray(Math.max(0, end - NEAR_BYTES), end);
  const found = near.lastIndexOf(MOMENT);
  if (found >= 0 && near.indexOf(NEWLINE, found) < 0) return end - near.length + found + MOMENT.length;
  const start = end > 0 ? lines.lastIndexOf(NEWLINE, end - 1) + 1 : 0;
  const line = lines.subarray(start, end);
  const early = line.subarray(0, NEAR_BYTES).lastIndexOf(MOMENT);
  const place = early >= 0 ? early : line.lastIndexOf(MOMENT);
  return place < 0 ? -1 : start + place + MOMENT.length;
}

/** Records that follow one another often have one moment. */
let lastMoment: { text: string; at: number | null } = { text: '', at: null };
