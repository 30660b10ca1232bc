// Days, weeks and months as the user's clock has them.
import { readlinkSync } from 'node:fs';

/**
 * Returns the name of the time zone, as `Europe/Berlin`. Called with the environment, it looks at the system's own link first, as
 * Node's way takes as long as a small report does in all.
 */
export const timeZone = (env?: NodeJS.ProcessEnv): string =>
  (env && !env.TZ ? linked() : undefined) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As the system's own link says; undefined where it has none. */
function linked(): string | undefined {
  try {
    return /\/zoneinfo\/(?:Etc\/)?((?:[A-Z][\w+-]*\/)*[A-Z][\w+-]*)$/.exec(
      readlinkSync('/etc/localtime'),
    )?.[1];
  } catch {
    return undefined;
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Returns the local day of a moment, as `2026-11-20`. */
export function dayOf(moment: string | Date): string {
  const date = new Date(moment);
  const quarter = Math.floor(date.getTime() / QUARTER_MS);
  const known = days.get(quarter);
  if (known !== undefined) return known;
  const day = named(date);
  if (days.size < MOST_DAYS) days.set(quarter, day);
  return day;
}

/** The days of the quarters of an hour that were asked about: a report asks for each call several times. */
const days = new Map<number, string>();
const MOST_DAYS = 40_000;
const QUARTER_MS = 900_000;

function named(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Returns the local month, as `2026-11`. */
export const monthOf = (moment: string | Date): string => dayOf(moment).slice(0, 7);

/** Returns the ISO week of the local day, as `2026-W47`: it begins on Monday, and belongs to the year of its Thursday. */
export function weekOf(moment: string | Date): string {
  const date = new Date(moment);
  const thursday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${two(week)}`;
}
