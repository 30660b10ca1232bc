// Ledgers of the user's other machines, copied or synchronized into a folder here, beside this one's.
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { type BooksRead, readBooks } from './books/books.ts';
import { ledgerFolder } from './ledger-entry.ts';
import type { CallGroup } from './priced-call.ts';
import { Projects } from './projects.ts';

export interface Machine {
  name: string;
  /** Its data home, here. */
  home: string;
}

/** Returns the machine whose data home a folder is, or holds as `tierwise` or `.claude/tierwise`. Throws UsageError where it is neither. */
export function machineIn(folder: string): Machine {
  const at = resolve(folder);
  const homes = [at, join(at, 'tierwise'), join(at, '.claude', 'tierwise')];
  const home = homes.find((one) => existsSync(ledgerFolder(one)));
  if (home) return { name: nameOf(at), home };
  throw new UsageError(
    `${folder} holds no ledger. Expected a copy of another machine's data home (~/.claude/tierwise there), with its folder "ledger".`,
  );
}

/** The folder's own name, unless every copy has that. */
function nameOf(folder: string): string {
  const isUsual = ['tierwise', '.claude'].includes(basename(folder));
  return isUsual && dirname(folder) !== folder ? nameOf(dirname(folder)) : basename(folder);
}

/** Returns the books of several machines as one: a session that several have counts once, for this machine or the first that has it. */
export function readTogether(home: string, machines: readonly Machine[], from: Date | null): BooksRead {
  const own = readBooks(home, from);
  const calls: CallGroup[] = [...own.calls];
  const threads = new Map(own.threads);
  const costStates = new Map(own.costStates);
  const passedOver = [...own.passedOver];
  const known = new Set(calls.map(({ session }) => session));
  for (const { name, home: other } of machines) {
    const books = readBooks(other, from);
    const sessions = new Set<string | null>();
    for (const call of books.calls) {
      if (call.session !== null && known.has(call.session)) continue;
      sessions.add(call.session);
      calls.push({ ...call, machine: name });
    }
    for (const [session, thread] of books.threads)
      if (sessions.has(session))
        threads.set(session, { ...thread, calls: thread.calls.map((call) => ({ ...call, machine: name })) });
    for (const [session, state] of books.costStates)
      if (sessions.has(session)) costStates.set(session, state);
    for (const session of sessions) known.add(session);
    passedOver.push(...books.passedOver);
  }
  return { calls, threads, costStates, passedOver };
}

/** Returns how folders are named: this machine's by looking, those of others by what they remembered. */
export function projectsOf(
  home: string,
  machines: readonly Machine[],
): {
  projectOf(folder: string, machine: string | undefined): string;
  keep(): void;
} {
  const own = new Projects(home);
  const others = new Map(machines.map(({ name, home: other }) => [name, new Projects(other, false)]));
  return {
    projectOf: (folder, machine) => ((machine && others.get(machine)) || own).nameOf(folder),
    keep: () => own.keep(),
  };
}
