// What a report does last: packs the months of the ledger that are closed.
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { readSettings } from '../models/settings.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { closeMonths, monthsToClose } from '../usage/books/close-months.ts';

/** No further month is begun after so long; the next report goes on. */
const MOST_MS = 1000;

/** Packs months that ended long ago, as far as the user's settings and the disk allow it. */
export function closeOldMonths({ env }: Host): void {
  const home = dataHome(env);
  const now = new Date();
  if (!monthsToClose(home, now).length || !isWanted(home)) return;
  closeMonths(home, { now, mostMs: MOST_MS });
}

/** Settings with a mistake may say no. */
function isWanted(home: string): boolean {
  try {
    return readSettings(ownSettingsFile(home)).ledger?.close ?? true;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return false;
  }
}
