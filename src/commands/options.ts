// Values of options that several commands take.
import { InvalidArgumentError, Option } from 'commander';
import { SEND_ANYWAY } from '../secrets.ts';

/** Reads an amount of US dollars, with or without the sign. Throws InvalidArgumentError when it is not one. */
export function dollars(text: string): number {
  const amount = Number(text.replace(/^\$/, ''));
  if (text.trim() !== '' && amount >= 0) return amount;
  throw new InvalidArgumentError('Expected an amount in US dollars, such as 1.50.');
}

/** Collects the values of an option that may be given again. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The option that sends a file that looks like a secret. */
export const sendAnyway = (): Option =>
  new Option(
    `${SEND_ANYWAY} [name]`,
    'send this file although it looks like a secret (repeatable; no name: the only one)',
  )
    .preset('')
    .argParser(collect)
    .default([], 'none');

/** Reads a whole number above 0. Throws InvalidArgumentError when it is not one. */
export function positiveInteger(text: string): number {
  if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

/** The option that has the first tier asked several times. */
export const votesOption = (): Option =>
  new Option(
    '--votes <n>',
    `2 to ${MOST_VOTES}: so many passes must agree, or a higher tier decides; adds the column "agreement"`,
  ).argParser((text) => {
    if (/^[1-9]$/.test(text) && Number(text) <= MOST_VOTES) return Number(text);
    throw new InvalidArgumentError(`Expected 1 to ${MOST_VOTES}.`);
  });

/** As in the header of a task; its file would load what no other command needs. */
const MOST_VOTES = 5;

export const DAY_MS = 86_400_000;

const FORMS =
  'Expected 7d, 24h, 2w, today, week, month, a date such as 2026-11-01, a month such as 2026-11, or all.';

/** Returns the moment `text` names, days and months by the local clock. Throws InvalidArgumentError listing the forms. */
export function since(text: string): Date {
  const now = new Date();
  if (text === 'all') return new Date(0);
  const span = /^(\d+)(h|d|w)$/.exec(text);
  if (span)
    return new Date(
      now.getTime() -
        Number(span[1]) * { h: DAY_MS / 24, d: DAY_MS, w: 7 * DAY_MS }[span[2] as 'h' | 'd' | 'w'],
    );
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (text === 'today') return midnight;
  if (text === 'week') return later(midnight, -((midnight.getDay() + 6) % 7));
  if (text === 'month') return new Date(now.getFullYear(), now.getMonth(), 1);
  return localDate(text)?.first ?? momentIn(text);
}

/** Returns the last moment that `text` names: of a day or a month its end. Throws InvalidArgumentError listing the forms. */
export function until(text: string): Date {
  const next = localDate(text)?.next;
  return next ? new Date(next.getTime() - 1) : since(text);
}

/** A day or a month by the local clock, and the one after it; null for anything else. */
function localDate(text: string): { first: Date; next: Date } | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text) ?? [];
  if (!year || !month) return null;
  const first = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
  if (first.getMonth() !== Number(month) - 1) throw new InvalidArgumentError(FORMS);
  const next = day ? later(first, 1) : new Date(Number(year), Number(month), 1);
  return { first, next };
}

/** The same time of day, that many days later: days differ in length. */
function later(date: Date, days: number): Date {
  const moved = new Date(date);
  moved.setDate(moved.getDate() + days);
  return moved;
}

function momentIn(text: string): Date {
  const date = new Date(text);
  if (/^\d{4}-\d\d(-\d\d)?/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw new InvalidArgumentError(FORMS);
}
