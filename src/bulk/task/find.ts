// Where a task's file is: the path given, or a name in the project's folder and then among the shipped ones.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { parseMarkdown } from '../../front-matter.ts';

export interface TaskPlaces {
  /** The user's project; its `.claude/schemes/` and `.claude/recipes/` come first. */
  project: string;
  /** Where the plugin lies; its `schemes/` and `recipes/` come after. */
  plugin: string;
  access: Access;
}

export interface TaskFile {
  file: string;
  text: string;
  /** Whether it replaces a shipped one of that name. */
  shadows: boolean;
}

/** Returns the file of a scheme or recipe. Throws UsageError listing the names there are. */
export function readTaskFile(
  kind: 'scheme' | 'recipe',
  nameOrPath: string,
  { project, plugin, access }: TaskPlaces,
): TaskFile {
  const shipped = join(plugin, `${kind}s`);
  const own = join(project, '.claude', `${kind}s`);
  const file = find(kind, nameOrPath, [own, shipped]);
  const namesake = join(shipped, `${nameOrPath}.md`);
  const shadows = !isPath(nameOrPath) && file !== namesake && existsSync(namesake);
  try {
    // By its name alone a task is found in folders that no command reads from otherwise.
    const within = isPath(nameOrPath) ? undefined : file === namesake ? shipped : own;
    const text = file === namesake ? readFileSync(file, 'utf8') : access.readText(file, within);
    return { file, text, shadows };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot read the ${kind}: ${systemReason(error)}.`);
  }
}

/** Which of the two a name or path is. Throws UsageError when a path cannot be read. */
export function findTask(nameOrPath: string, places: TaskPlaces): 'scheme' | 'recipe' {
  if (isPath(nameOrPath)) {
    const { file, text } = readTaskFile('scheme', nameOrPath, places);
    return 'tags' in (parseMarkdown(text, file).header as object) ? 'scheme' : 'recipe';
  }
  const folders = [join(places.project, '.claude'), places.plugin];
  const isRecipe = folders.some((folder) => existsSync(join(folder, 'recipes', `${nameOrPath}.md`)));
  const isScheme = folders.some((folder) => existsSync(join(folder, 'schemes', `${nameOrPath}.md`)));
  return isRecipe && !isScheme ? 'recipe' : 'scheme';
}

const isPath = (nameOrPath: string): boolean => /[/\\]|\.md$/.test(nameOrPath);

function find(kind: string, nameOrPath: string, folders: readonly string[]): string {
  if (isPath(nameOrPath)) return nameOrPath;
  const found = folders.map((folder) => join(folder, `${nameOrPath}.md`)).find((file) => existsSync(file));
  if (found) return found;
  const known = [...new Set(folders.flatMap(namesIn))].sort();
  throw new UsageError(
    `There is no ${kind} "${nameOrPath}" in .claude/${kind}s. Expected one of: ${known.join(', ')}; or give the path of a ${kind} file.`,
  );
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []))
    : [];
