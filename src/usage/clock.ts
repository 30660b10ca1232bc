// Days, weeks and months as the user's clock has them.

/** Returns the name of the time zone, as `Europe/Berlin`. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const two = (number: number): string => String(number).padStart(2, '0');

/** Returns the local day of a moment, as `2026-11-20`. */
export function dayOf(moment: string | Date): string {
  const date = new Date(moment);
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
