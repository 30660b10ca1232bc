// All runs there are, from the records of each kind; and the one that a user means.
import { resolve } from 'node:path';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { oneOf } from '../one-of.ts';
import { listKept } from '../opinion/kept.ts';
import { readPlan } from '../plan/file/plan-file.ts';
import { keptPlans } from '../plan/run/plan-folder.ts';
import type { PassedOver } from '../records.ts';
import { type Listed, listedKept, listedRun } from '../runs/listed.ts';
import { listedPlan } from '../runs/plans.ts';
import { RunRecords } from '../runs/record.ts';
import { openCatalog } from './catalog.ts';
import { listedBatches } from './runs-batch.ts';

export interface AllRuns {
  runs: Listed[];
  passedOver: PassedOver[];
}

/** Returns all that goes on, has stopped or is over, and the records that cannot be read. */
export async function allRuns(host: Host): Promise<AllRuns> {
  const home = dataHome(host.env);
  const { records, passedOver } = new RunRecords(home).read();
  const { batches, passedOver: unreadable } = await listedBatches(host);
  const plans = plansOf(host, home);
  const files = new Set(plans.map(({ what }) => what));
  const others = records
    .map(listedRun)
    .filter(({ kind, cwd, what }) => kind !== 'plan' || !files.has(resolve(cwd, what)));
  const runs = [...others, ...batches, ...plans, ...keptOf(host, home)];
  return { runs, passedOver: [...unreadable, ...passedOver] };
}

function plansOf(host: Host, home: string): Listed[] {
  const kept = keptPlans(home);
  if (!kept.length) return [];
  const catalog = openCatalog(host);
  const read = (file: string) => {
    const { plan } = readPlan(file, catalog, host.access);
    if (plan) return plan;
    throw new UsageError(`${file} has problems. See them with: tierwise plan check ${file}`);
  };
  return kept.flatMap((one) => listedPlan(one, read) ?? []);
}

/** A session sees those that were asked where it works. */
function keptOf({ access }: Host, home: string): Listed[] {
  const mayBeSeen = (folder: string, id: string): boolean => {
    try {
      access.checkAskedIn(folder, id);
      return true;
    } catch (error) {
      if (error instanceof UsageError) return false;
      throw error;
    }
  };
  return listKept(home)
    .filter(({ folder, id }) => mayBeSeen(folder, id))
    .map(listedKept);
}

/** Returns the run that `name` names: its whole name or the beginning of one, or the API's name of a batch. Throws UsageError. */
export function findRun(name: string, { runs }: AllRuns): Listed {
  const exact = runs.find(({ run, batch }) => run === name || batch === name);
  if (exact) return exact;
  const like = name === '' ? [] : runs.filter(({ run }) => run.startsWith(name));
  if (like.length === 1 && like[0]) return like[0];
  if (like.length)
    throw new UsageError(
      `"${name}" may be ${like.map(({ run }) => run).join(' or ')}. Give more of its name.`,
    );
  const names = runs.map(({ run }) => run);
  const known = names.length ? oneOf(name, names) : 'There is none: they appear once a model is asked.';
  throw new UsageError(`Unknown run "${name}". ${known}`);
}
