// Moments read from bytes, as the client writes them: 2026-11-20T10:00:00.000Z.

const DATE_LENGTH = '2026-11-20T'.length;
const CLOCK = Buffer.from('29:59:59.999Z');
export const MOMENT_LENGTH = DATE_LENGTH + CLOCK.length;
const [ZERO, NINE] = [48, 57];

/** Returns the moment that is written in the bytes from a place on, in milliseconds; NaN where none is. */
export function momentIn(bytes: Uint8Array, from: number): number {
  const clock = from + DATE_LENGTH;
  if (!isClock(bytes, clock) || two(bytes, clock) > 23) return Number.NaN;
  const ms = two(bytes, clock + 9) * 10 + (bytes[clock + 11] ?? 0) - ZERO;
  const seconds = (two(bytes, clock) * 60 + two(bytes, clock + 3)) * 60 + two(bytes, clock + 6);
  return dayIn(bytes, from) + seconds * 1000 + ms;
}

const NEWLINE = 10;
const FIELD = Buffer.from('"timestamp":"');
const COLON = FIELD.length - 2;
const NEAR_BYTES = 512;

/** Returns the moment that stands last near the end of a line, in milliseconds; NaN where none does, or one that is written otherwise. */
export function momentNearEnd(bytes: Uint8Array, end: number): number {
  const first = Math.max(0, end - NEAR_BYTES) + COLON;
  for (let at = end - 1; at >= first; at--) {
    const byte = bytes[at];
    if (byte === NEWLINE) break;
    if (byte === FIELD[COLON] && isField(bytes, at - COLON)) return momentIn(bytes, at + 2);
  }
  return Number.NaN;
}

function isField(bytes: Uint8Array, from: number): boolean {
  for (let index = FIELD.length - 1; index >= 0; index--)
    if (bytes[from + index] !== FIELD[index]) return false;
  return true;
}

function isClock(bytes: Uint8Array, from: number): boolean {
  for (let index = 0; index < CLOCK.length; index++) {
    const byte = bytes[from + index] ?? 0;
    const most = CLOCK[index] ?? 0;
    const isDigit = most >= ZERO && most <= NINE;
    if (isDigit ? byte < ZERO || byte > most : byte !== most) return false;
  }
  return true;
}

const two = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) - ZERO) * 10 + (bytes[at + 1] ?? 0) - ZERO;

/** The day that was read last: those of a transcript mostly are one. */
const last = { bytes: Buffer.alloc(DATE_LENGTH), ms: Number.NaN };

function dayIn(bytes: Uint8Array, from: number): number {
  let index = 0;
  while (index < DATE_LENGTH && bytes[from + index] === last.bytes[index]) index++;
  if (index === DATE_LENGTH) return last.ms;
  const date = String.fromCharCode(...bytes.subarray(from, from + DATE_LENGTH));
  const ms = /^\d{4}-\d\d-\d\dT$/.test(date) ? Date.parse(`${date}00:00:00.000Z`) : Number.NaN;
  // What does not exist, such as the 30th of February, is another day.
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
  last.bytes.set(bytes.subarray(from, from + DATE_LENGTH));
  last.ms = isDay ? ms : Number.NaN;
  return last.ms;
}
