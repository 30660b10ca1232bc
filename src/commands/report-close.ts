// What a report does last: packs the months of the ledger that are closed, and drops single calls that are not to be kept.
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { readSettings, type Settings } from '../models/settings.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { closeMonths, monthsToClose, monthsToDrop } from '../usage/books/close-months.ts';

/** No further month is begun after so long; the next report goes on. */
const MOST_MS = 1000;

/** Packs months that ended long ago, as far as the user's settings and the disk allow it. */
export function closeOldMonths({ env }: Host): void {
  const home = dataHome(env);
  const now = new Date();
  const { close = true, keepCalls = null } = wishesOf(home) ?? { close: false };
  if (!close) return;
  const isAnything =
    monthsToClose(home, now).length || (keepCalls !== null && monthsToDrop(home, now, keepCalls).length);
  if (isAnything) closeMonths(home, { now, keepCalls, mostMs: MOST_MS });
}

/** Null where the settings have a mistake: they may say no. */
function wishesOf(home: string): NonNullable<Settings['ledger']> | null {
  try {
    return readSettings(ownSettingsFile(home)).ledger ?? {};
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return null;
  }
}
