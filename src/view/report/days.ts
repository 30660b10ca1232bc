// Days as numbers of the epoch by the reader's clock, and sums of them per day, week and month.
import { TIERS } from './data.ts';

const DAY_MS = 86_400_000;

/** Returns the number of a moment's day by the reader's clock. */
export const dayOf = (date: Date): number =>
  Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);

/** Returns a day as `2026-11-20`. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Returns the number of the day that is written so; null for another text. */
export function dayFrom(text: string): number | null {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : Math.round(ms / DAY_MS);
}

export const STEPS = ['day', 'week', 'month'] as const;
export type Step = (typeof STEPS)[number];

/** Returns the first day of the day, week (from Monday) or month that a day lies in. */
export function startOf(day: number, step: Step): number {
  if (step === 'day') return day;
  if (step === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY_MS);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS);
}

/** Returns the first day of the next one. */
export function nextOf(day: number, step: Step): number {
  if (step !== 'month') return day + (step === 'day' ? 1 : 7);
  const date = new Date(day * DAY_MS);
  return Math.round(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS);
}

/** Returns the sums of days per step, by tier, without gaps; the first day of each beside them. */
export function perStep(
  byDay: ReadonlyMap<number, Float64Array>,
  step: Step,
): { day: number; usd: number[] }[] {
  const sums = new Map<number, number[]>();
  for (const [day, usd] of byDay) {
    const start = startOf(day, step);
    const sum = sums.get(start) ?? new Array(TIERS.length).fill(0);
    sums.set(
      start,
      sum.map((before, tier) => before + (usd[tier] ?? 0)),
    );
  }
  if (!sums.size) return [];
  const last = Math.max(...sums.keys());
  const steps: { day: number; usd: number[] }[] = [];
  for (let day = Math.min(...sums.keys()); day <= last; day = nextOf(day, step))
    steps.push({ day, usd: sums.get(day) ?? new Array(TIERS.length).fill(0) });
  return steps;
}
