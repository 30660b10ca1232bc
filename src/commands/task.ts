import { findTask, readTaskFile } from '../bulk/task/find.ts';
import { parseScheme } from '../bulk/task/scheme.ts';
import type { Task } from '../bulk/task/task.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

const places = (project: string) => ({ project, plugin: PLUGIN_ROOT });

/** The scheme or recipe that an argument names: a path, or a name in the folder of `project` or the plugin. Throws UsageError. */
export async function namedTask(kind: Task['kind'], nameOrPath: string, project: string): Promise<Task> {
  const { file, text } = readTaskFile(kind, nameOrPath, places(project));
  if (kind === 'scheme') return parseScheme(text, file);
  // The schema checker takes as long to load as all the rest: only who has a recipe waits for it.
  const { parseRecipe } = await import('../bulk/task/recipe.ts');
  return parseRecipe(text, file);
}

/** The scheme of that name or path, or the recipe. Throws UsageError. */
export const someTask = (nameOrPath: string, project: string): Promise<Task> =>
  namedTask(findTask(nameOrPath, places(project)), nameOrPath, project);
