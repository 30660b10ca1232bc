// Ledgers of the user's other machines, copied or synchronized into a folder here, beside this one's.
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { ledgerFolder } from './ledger-entry.ts';
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

/** Returns the ledgers as one: a call that several have counts once, for this machine or the first that has it. */
export function readTogether(home: string, machines: readonly Machine[]): Ledger {
  const together = readLedger(home);
  const known = new Set(together.calls.map(({ id }) => id));
  for (const { name, home: other } of machines) {
    const ledger = readLedger(other);
    for (const call of ledger.calls) {
      if (known.has(call.id)) continue;
      known.add(call.id);
      together.calls.push({ ...call, machine: name });
    }
    for (const [session, ids] of ledger.idsOfSession)
      together.idsOfSession.set(session, new Set([...(together.idsOfSession.get(session) ?? []), ...ids]));
    for (const [session, state] of ledger.costStates)
      if (!together.costStates.has(session)) together.costStates.set(session, state);
    together.passedOver.push(...ledger.passedOver);
  }
  return together;
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
