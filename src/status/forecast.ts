// When a limit would be hit: what is used of it, at the pace of the ledger. The plan's own weights are not public, so a share is taken
// to grow with the list price of what a session does. Pure.
import type { LimitWindow } from '../usage/limits.ts';

/** What a moment of the ledger cost, in milliseconds since 1970 and US dollars. */
export interface Spending {
  at: number;
  usd: number;
}

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_MS = 7 * DAY_HOURS * HOUR_MS;
/** Of a share below this, nothing is concluded: the client tells whole percents. */
const FEWEST_PERCENT = 3;
/** An hour as busy as this share of hours is reckoned with. */
const BUSY = 0.95;
/** A warning is to come so many busy hours before the limit. */
const LEAD_HOURS = 2;
/** A limit that is further away than this share of its window is not warned of. */
const HORIZON = 0.6;

/** Returns in how many hours a limit would be hit; null when it begins anew before that, or the ledger does not tell. */
export function hoursToLimit(
  { usedPercent, resetsAt }: LimitWindow,
  windowHours: number,
  spending: readonly Spending[],
  now: number,
): number | null {
  if (usedPercent >= 100) return 0;
  const ends = Date.parse(resetsAt);
  const begins = ends - windowHours * HOUR_MS;
  const inWindow = sum(spending, begins, now);
  if (usedPercent < FEWEST_PERCENT || !inWindow) return null;
  const percentPerUsd = usedPercent / inWindow;
  const left = 100 - usedPercent;
  const toEnd = (ends - now) / HOUR_MS;
  const busy = left / (percentPerUsd * busyHour(spending, now));
  if (busy <= LEAD_HOURS && busy < toEnd) return busy;
  const pace = windowHours > DAY_HOURS ? longPace(spending, begins, now) : shortPace(spending, begins, now);
  const hours = left / (percentPerUsd * pace);
  return hours < toEnd && hours <= HORIZON * windowHours ? hours : null;
}

/** Dollars per hour of the window so far, or of the last hour where that is more. */
function shortPace(spending: readonly Spending[], begins: number, now: number): number {
  const elapsed = Math.max(1, (now - begins) / HOUR_MS);
  return Math.max(sum(spending, begins, now) / elapsed, sum(spending, now - HOUR_MS, now));
}

/** Dollars per hour, nights and weekends included: of whole weeks where the ledger has one, as a window may begin on any day. */
function longPace(spending: readonly Spending[], begins: number, now: number): number {
  const first = spending.reduce((least, { at }) => Math.min(least, at), now);
  const weeks = Math.floor((now - first) / WEEK_MS);
  const from = weeks ? now - weeks * WEEK_MS : begins;
  return sum(spending, from, now) / Math.max(DAY_HOURS, (now - from) / HOUR_MS);
}

/** What a busy one of the hours with any work cost, the last one included. */
function busyHour(spending: readonly Spending[], now: number): number {
  const hours = new Map<number, number>();
  for (const { at, usd } of spending) {
    const hour = Math.floor((now - at) / HOUR_MS);
    hours.set(hour, (hours.get(hour) ?? 0) + usd);
  }
  const sorted = [...hours.values()].sort((a, b) => a - b);
  const usual = sorted[Math.ceil(BUSY * sorted.length) - 1] ?? 0;
  return Math.max(usual, hours.get(0) ?? 0);
}

const sum = (spending: readonly Spending[], from: number, to: number): number =>
  spending.reduce((total, { at, usd }) => (at >= from && at <= to ? total + usd : total), 0);
