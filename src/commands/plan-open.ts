import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { isLiteral } from '../plan/file/glob.ts';
import type { Plan, Problem } from '../plan/file/plan.ts';
import { readPlan } from '../plan/file/plan-file.ts';
import { findRepository, ignoredAmong, type Repository } from '../plan/git/git.ts';
import { stateFolder } from '../plan/run/state.ts';
import { counted } from '../terminal/format.ts';
import { openCatalog } from './catalog.ts';

/** A plan and where it is to be carried out. */
export interface Place {
  plan: Plan;
  catalog: Catalog;
  repository: Repository;
  folder: string;
  home: string;
}

/** The plan of a command that needs one without problems. Throws UsageError after having told the problems. */
export async function openPlan(host: Host, file: string): Promise<Place> {
  const { env, cwd, stderr } = host;
  const home = dataHome(env);
  const catalog = openCatalog(host);
  const { plan, problems } = readPlan(file, catalog);
  const repository = await findRepository(cwd, env);
  const all = plan ? await problemsIn(repository, plan) : problems;
  if (!plan || all.length) {
    stderr.write(`${formatProblems(file, all)}\n`);
    throw new UsageError(`${file} cannot be used before that is repaired.`);
  }
  return { plan, catalog, repository, home, folder: stateFolder(home, repository.root, file) };
}

/** What is wrong with a plan in a repository, which its text cannot tell. */
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

/** The problems of a plan as text, a line each. */
export const formatProblems = (file: string, problems: readonly Problem[]): string =>
  [
    ...problems.map(({ line, message }) => `${file}:${line}: ${message}`),
    `${counted(problems.length, 'problem')}.`,
  ].join('\n');
