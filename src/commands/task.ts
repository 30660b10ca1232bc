import { findTask, readTaskFile } from '../bulk/task/find.ts';
import { parseScheme } from '../bulk/task/scheme.ts';
import type { Task } from '../bulk/task/task.ts';
import type { Host } from '../host.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

/** Where a name is looked up. */
export const taskPlaces = ({ cwd, access }: Host) => ({ project: cwd, plugin: PLUGIN_ROOT, access });

/**
 * Returns the scheme or recipe that an argument names: a path, or a name in the project or the plugin. Tells
 * when the former hides one of the latter. Throws UsageError.
 */
export async function namedTask(kind: Task['kind'], nameOrPath: string, host: Host): Promise<Task> {
  const { file, text, shadows } = readTaskFile(kind, nameOrPath, taskPlaces(host));
  if (shadows)
    host.stderr.write(`Using ${file} instead of the ${kind} of that name that ships with tierwise.\n`);
  if (kind === 'scheme') return parseScheme(text, file);
  // The schema checker takes as long to load as all the rest: only recipes wait for it.
  const { parseRecipe } = await import('../bulk/task/recipe.ts');
  return parseRecipe(text, file);
}

/** Returns the scheme of that name or path, or the recipe. Throws UsageError. */
export const someTask = (nameOrPath: string, host: Host): Promise<Task> =>
  namedTask(findTask(nameOrPath, taskPlaces(host)), nameOrPath, host);
