import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { holderOf } from '../lock.ts';
import type { Catalog } from '../models/catalog.ts';
import { isLiteral } from '../plan/file/glob.ts';
import type { Plan, Problem } from '../plan/file/plan.ts';
import { readPlan } from '../plan/file/plan-file.ts';
import { branchStanding } from '../plan/git/branch-standing.ts';
import { findRepository, ignoredAmong, type Repository } from '../plan/git/git.ts';
import type { Circumstances } from '../plan/report/plan-report.ts';
import { readEvents } from '../plan/run/events.ts';
import { planFolder } from '../plan/run/plan-folder.ts';
import { type PlanState, stateOf } from '../plan/run/state.ts';
import { passedOverInWords } from '../records.ts';
import { counted } from '../terminal/format.ts';
import { openCatalog } from './catalog.ts';
import { placePlan } from './plan-starts.ts';

/** A plan without problems, and where it is carried out. */
export interface OpenedPlan {
  plan: Plan;
  catalog: Catalog;
  repository: Repository;
  folder: string;
  home: string;
}

/** Opens the plan of a command that needs one without problems. Throws UsageError after printing its problems. */
export async function openPlan(host: Host, file: string): Promise<OpenedPlan> {
  const { env, cwd, stderr } = host;
  const home = dataHome(env);
  const catalog = openCatalog(host);
  const { plan, problems } = readPlan(file, catalog, host.access);
  const repository = await findRepository(cwd, env);
  const all = plan ? await problemsIn(repository, plan) : problems;
  if (!plan || all.length) {
    stderr.write(`${formatProblems(file, all)}\n`);
    throw new UsageError(
      `${file} cannot be used until that is fixed. Then check it: tierwise plan check ${file}`,
    );
  }
  const folder = planFolder(home, repository.root, plan);
  return { plan: placePlan(host, plan, { catalog, home, folder }), catalog, repository, home, folder };
}

/** Returns where a plan stands. What cannot be read of its events is named on stderr. */
export function readState(
  { stderr }: Host,
  { plan, folder }: Pick<OpenedPlan, 'plan' | 'folder'>,
): PlanState {
  const { events, passedOver } = readEvents(folder);
  for (const line of passedOverInWords(passedOver)) stderr.write(`${line}\n`);
  return stateOf(plan, events);
}

/** Returns what is known of a plan beside its events. */
export async function circumstancesOf(
  { repository, folder }: Pick<OpenedPlan, 'repository' | 'folder'>,
  { exported }: PlanState,
): Promise<Circumstances> {
  return {
    running: holderOf(folder) !== null,
    head: repository.head,
    standing: exported && (await branchStanding(repository, exported)),
  };
}

/** Returns what is wrong with a plan in a repository, which its text cannot tell. */
export async function problemsIn(repository: Repository, { steps }: Plan): Promise<Problem[]> {
  const ignored = new Set(
    await ignoredAmong(
      repository,
      steps.flatMap(({ files }) => files.filter(isLiteral)),
    ),
  );
  return steps.flatMap(({ id, files, line }) =>
    files
      .filter((name) => ignored.has(name))
      .map((name) => ({ line, message: `step ${id}: git ignores ${name}, so it would never be committed` })),
  );
}

/** Returns the problems of a plan as text, one per line. */
export const formatProblems = (file: string, problems: readonly Problem[]): string =>
  [
    ...problems.map(({ line, message }) => `${file}:${line}: ${message}`),
    `${counted(problems.length, 'problem')}.`,
  ].join('\n');
