// The policy in force for a command: both files over the default, on the tiers that the catalog has.
import { dataHome } from '../data-home.ts';
import type { Host } from '../host.ts';
import { loadCatalogLeniently } from '../models/catalog.ts';
import { type Ignored, inForce, tiersWith } from '../routing/in-force.ts';
import { loadPolicies, type PolicyFiles } from '../routing/load.ts';
import type { Policy } from '../routing/policy.ts';

export interface OpenPolicy extends PolicyFiles {
  policy: Policy;
  /** What was not heeded, a line each: files that cannot be read, and wishes of a project that would not tighten. */
  notes: string[];
}

/** Returns the policy in force in the working folder. A file that cannot be read is named in `notes`, and says nothing. */
export function openPolicy({ env, cwd, access }: Pick<Host, 'env' | 'cwd' | 'access'>): OpenPolicy {
  const home = dataHome(env);
  const files = loadPolicies(home, cwd);
  const { tiers, model } = loadCatalogLeniently(home, cwd, env, access.heedsTrust);
  const { policy, ignored } = inForce(files.user, files.project, tiersWith(tiers, model));
  return { ...files, policy, notes: [...files.problems, ...ignoredNote(files.project.file, ignored)] };
}

/** What a project's policy wished for in vain, in one line. */
function ignoredNote(file: string | null, ignored: readonly Ignored[]): string[] {
  if (!ignored.length) return [];
  const what = ignored.map(({ field, why }) => `${field} (${why})`).join(', ');
  return [`${file}: ignored ${what}. A project's policy may only tighten the user's.`];
}
