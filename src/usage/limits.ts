// What is used of a plan's limits, as the client last told the status line. The hook carries this file, so what was kept is checked
// by hand.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';

/** One limit: what is used of it, and when it begins anew. */
export interface LimitWindow {
  usedPercent: number;
  /** ISO 8601. */
  resetsAt: string;
}

/** The windows that a plan has, by the client's names for them, with their lengths. */
export const WINDOW_HOURS = { fiveHour: 5, weekly: 7 * 24 } as const;
export type WindowName = keyof typeof WINDOW_HOURS;
export type Limits = Record<WindowName, LimitWindow | null>;

export const NO_LIMITS: Limits = { fiveHour: null, weekly: null };

/** The version that is written; a file of a newer one is left alone. */
const VERSION = 1;
const fileIn = (home: string): string => join(home, 'limits.json');

/** Returns the windows that have not begun anew since they were told; none where nothing can be read. */
export function readLimits(home: string, at: Date): Limits {
  const { v = VERSION, fiveHour, weekly } = parsed(home);
  if (v !== VERSION) return NO_LIMITS;
  return { fiveHour: windowAt(fiveHour, at), weekly: windowAt(weekly, at) };
}

/** Returns the percent that is left of the limit that is nearest to its end; undefined when none is known. */
export function limitsLeft(home: string, at: Date): number | undefined {
  const { fiveHour, weekly } = readLimits(home, at);
  const used = [fiveHour, weekly].flatMap((window) => window?.usedPercent ?? []);
  return used.length ? Math.max(0, 100 - Math.max(...used)) : undefined;
}

/**
 * Keeps what the client told, and returns what is known now. Of several sessions one may tell less than was known already: within
 * a window the most counts. Where nothing can be written, what was told counts for this time.
 */
export function keepLimits(home: string, told: Limits, at: Date): Limits {
  const before = readLimits(home, at);
  const now = { fiveHour: later(before.fiveHour, told.fiveHour), weekly: later(before.weekly, told.weekly) };
  if (JSON.stringify(now) !== JSON.stringify(before)) write(home, now);
  return now;
}

function later(before: LimitWindow | null, told: LimitWindow | null): LimitWindow | null {
  if (!before || !told) return told ?? before;
  if (before.resetsAt !== told.resetsAt) return before.resetsAt > told.resetsAt ? before : told;
  return before.usedPercent > told.usedPercent ? before : told;
}

function write(home: string, limits: Limits): void {
  const { v = VERSION } = parsed(home);
  if (v !== VERSION) return;
  const draft = `${fileIn(home)}.${process.pid}`;
  try {
    makePrivateFolder(home);
    writeFileSync(draft, `${JSON.stringify({ v: VERSION, ...limits })}\n`, { mode: 0o600 });
    renameSync(draft, fileIn(home));
  } catch {
    // A status line never fails for what it could not keep.
  }
}

function parsed(home: string): { v?: unknown; fiveHour?: unknown; weekly?: unknown } {
  try {
    const value: unknown = existsSync(fileIn(home)) ? JSON.parse(readFileSync(fileIn(home), 'utf8')) : null;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function windowAt(value: unknown, at: Date): LimitWindow | null {
  if (typeof value !== 'object' || value === null) return null;
  const { usedPercent, resetsAt } = value as Partial<LimitWindow>;
  if (typeof usedPercent !== 'number' || !(usedPercent >= 0) || typeof resetsAt !== 'string') return null;
  return Date.parse(resetsAt) > at.getTime() ? { usedPercent, resetsAt } : null;
}
