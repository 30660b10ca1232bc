import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { cleanPlan, neededBy, removePlan } from '../plan/run/clean-plan.ts';
import { type KeptPlan, keptPlans } from '../plan/run/plan-folder.ts';
import { megabytes } from '../terminal/format.ts';
import { openPlan } from './plan-open.ts';

/** Removes what a plan keeps, or without one what no plan needs any more; `force`: what may be needed, too, or whose file is gone. */
export async function clean(host: Host, file: string | undefined, force: boolean): Promise<ExitCode> {
  if (file === undefined) return cleanAll(host, force);
  const bytes = await cleanPlan(await openPlan(host, file), force);
  host.stdout.write(
    bytes
      ? `Removed what ${file} kept: ${megabytes(bytes)}. A new run starts from the commit checked out then.\n`
      : `${file} keeps nothing.\n`,
  );
  return EXIT.ok;
}

async function cleanAll(host: Host, force: boolean): Promise<ExitCode> {
  const kept = keptPlans(dataHome(host.env));
  for (const one of kept) {
    const name = one.about ? relative(host.cwd, one.about.file) || one.about.file : one.folder;
    host.stdout.write(`${name}: ${await cleanOne(host, one, force)}\n`);
  }
  if (!kept.length) host.stdout.write('No plan keeps anything.\n');
  return EXIT.ok;
}

/** Returns what became of it, in words. */
async function cleanOne(host: Host, { folder, about }: KeptPlan, force: boolean): Promise<string> {
  const isGone = about !== null && !(existsSync(about.file) && existsSync(about.root));
  if (!about || isGone) {
    if (force && about) return `removed, ${megabytes(removePlan(folder, host.env))}`;
    const why = about ? 'its file is gone' : 'it is not known of which plan it is';
    return `kept: ${why}. Remove it ${about ? 'with --force' : 'by hand'} if its work is not needed`;
  }
  try {
    const opened = await openPlan({ ...host, cwd: about.root }, about.file);
    const needed = await neededBy(opened);
    if (needed) return `kept: ${needed}`;
    return `removed, ${megabytes(await cleanPlan(opened, false))}`;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return `kept: ${error.message}`;
  }
}
