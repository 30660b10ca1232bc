// Months to which hardly anything is added any more are packed: a tenth of their size, and not a line lost. At every instant each line
// stands in a file that is read; where it stands in two, its id counts once.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../../errors.ts';
import { tryLock } from '../../lock.ts';
import { ledgerFolder } from '../ledger-entry.ts';
import { closeMonth } from './close-month.ts';
import { dropCalls } from './drop-calls.ts';
import { closedPart, monthFile, monthsIn, statOf } from './month-files.ts';

/** The two newest, which budgets read, and one for lines that come late. */
const OPEN_MONTHS = 3;

export interface Closing {
  now: Date;
  /** Of how many months single calls are kept; null: of all. */
  keepCalls: number | null;
  /** No further month is begun after so long. */
  mostMs: number;
  /** Called after each step that changes something on the disk. */
  onStep?: (step: string) => void;
}

/** Returns the months of a ledger that are to be closed, the oldest first: they ended long ago, and have lines that are not packed. */
export function monthsToClose(home: string, now: Date): string[] {
  return monthsBefore(home, now, OPEN_MONTHS).filter((name) => {
    const { following } = closedPart(home, name);
    return following.length || statOf(monthFile(home, name));
  });
}

/** Returns the months whose packed calls are not kept, where those of the newest `keepCalls` months are. */
export const monthsToDrop = (home: string, now: Date, keepCalls: number): string[] =>
  monthsBefore(home, now, Math.max(keepCalls, OPEN_MONTHS)).filter(
    (name) => closedPart(home, name).packed !== null,
  );

/** The months before the newest so many. */
function monthsBefore(home: string, now: Date, newest: number): string[] {
  const names = monthsIn(home);
  // A clock that is wrong closes nothing that is still written to.
  const last = [now.toISOString().slice(0, 7), names.at(-1) ?? ''].sort()[0] ?? '';
  return names.filter((name) => numberOf(name) <= numberOf(last) - newest);
}

const numberOf = (name: string): number => Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7));

/** Closes months of a ledger, as far as that can be done and no other process does it. Throws nothing of the file system's. */
export function closeMonths(home: string, { now, keepCalls, mostMs, onStep = () => {} }: Closing): void {
  const begin = performance.now();
  const acts = [
    ...monthsToClose(home, now).map((name) => () => closeMonth(home, name, onStep)),
    ...dropping(home, now, { keepCalls, onStep }),
  ];
  locked(home, () => {
    asFarAsPossible(() => removeDrafts(home));
    for (const act of acts) {
      asFarAsPossible(act);
      if (performance.now() - begin > mostMs) return;
    }
  });
}

/** Months that are closed just now are looked at again. */
function dropping(
  home: string,
  now: Date,
  { keepCalls, onStep }: { keepCalls: number | null; onStep(step: string): void },
): (() => void)[] {
  if (keepCalls === null) return [];
  const before = monthsBefore(home, now, Math.max(keepCalls, OPEN_MONTHS));
  return before.map((name) => () => dropCalls(home, name, onStep));
}

/** What processes left that were killed. */
function removeDrafts(home: string): void {
  const folder = ledgerFolder(home);
  for (const file of readdirSync(folder))
    if (/^\d{4}-\d\d\..*\.tmp$/.test(file)) rmSync(join(folder, file), { force: true });
}

/** Does something that no other process of this machine does meanwhile; nothing where one does. */
function locked(home: string, act: () => void): void {
  let lock: ReturnType<typeof tryLock> | undefined;
  asFarAsPossible(() => {
    lock = tryLock(ledgerFolder(home));
  });
  if (typeof lock !== 'function') return; // or nothing can be written there
  try {
    act();
  } finally {
    lock();
  }
}

/** A month that cannot be closed stays as it is. */
function asFarAsPossible(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!systemCode(error)) throw error;
  }
}
