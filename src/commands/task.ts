import { findTask, readTaskFile } from '../bulk/find.ts';
import { parseRecipe } from '../bulk/recipe.ts';
import { parseScheme } from '../bulk/scheme.ts';
import type { Task } from '../bulk/task.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

const places = () => ({ project: process.cwd(), plugin: PLUGIN_ROOT });

/** The scheme or recipe that an argument names: a path, or a name in the project's or the plugin's folder. Throws UsageError. */
export function namedTask(kind: Task['kind'], nameOrPath: string): Task {
  const { file, text } = readTaskFile(kind, nameOrPath, places());
  return kind === 'scheme' ? parseScheme(text, file) : parseRecipe(text, file);
}

/** The scheme of that name or path, or the recipe. Throws UsageError. */
export const someTask = (nameOrPath: string): Task => namedTask(findTask(nameOrPath, places()), nameOrPath);
