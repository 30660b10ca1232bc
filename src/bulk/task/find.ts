// Where a task's file is: the path given, or a name in the project's folders and then among the shipped ones.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Access } from '../../access/access.ts';
import { systemReason, UsageError } from '../../errors.ts';
import { parseMarkdown } from '../../front-matter.ts';
import { oneOf } from '../../one-of.ts';

type Kind = 'scheme' | 'recipe';

export interface TaskPlaces {
  /** The working folder. Its project's `.claude/schemes/` and `schemes/` (or recipes) come first, the nearest before all. */
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

/** A task that can be named: where it lies, and whether that is the plugin. */
export interface NamedTask {
  name: string;
  file: string;
  ships: boolean;
}

/** Returns the file of a scheme or recipe. Throws UsageError listing the names there are. */
export function readTaskFile(kind: Kind, nameOrPath: string, places: TaskPlaces): TaskFile {
  if (isPath(nameOrPath)) return { file: nameOrPath, text: read(kind, nameOrPath, places), shadows: false };
  const named = namedTasks(kind, places);
  const [first, ...others] = named.filter(({ name }) => name === nameOrPath);
  if (!first) {
    const other = kind === 'scheme' ? 'recipe' : 'scheme';
    if (namedTasks(other, places).some(({ name }) => name === nameOrPath)) throw otherKind(nameOrPath, other);
    const names = named.map(({ name }) => name).sort();
    throw new UsageError(
      `There is no ${kind} "${nameOrPath}" in .claude/${kind}s or ${kind}s. ${oneOf(nameOrPath, names, `; or give the path of a ${kind} file`)}`,
    );
  }
  const { file, ships } = first;
  const text = ships ? readFileSync(file, 'utf8') : read(kind, file, places, dirname(file));
  return { file, text, shadows: others.some((other) => other.ships) };
}

/** The error for a task that is of the `kind` that is not wanted. */
export function otherKind(name: string, kind: Kind): UsageError {
  const [wanted, does, command] =
    kind === 'recipe'
      ? ['scheme', 'generates text or fields', 'bulk-map']
      : ['recipe', 'tags items', 'bulk-tag'];
  return new UsageError(
    `${name} is a ${kind}, which ${does}, and a ${wanted} is wanted here. Use it with tierwise ${command}, or name a ${wanted}.`,
  );
}

/** Returns the tasks that have a name here, those that replace others before them. */
export function namedTasks(kind: Kind, { project, plugin }: TaskPlaces): NamedTask[] {
  const own = foldersUpTo(project).flatMap((folder) => [
    join(folder, '.claude', `${kind}s`),
    join(folder, `${kind}s`),
  ]);
  const shipped = join(plugin, `${kind}s`);
  return [...new Set([...own, shipped])].flatMap((folder) =>
    namesIn(folder).map((name) => ({ name, file: join(folder, `${name}.md`), ships: folder === shipped })),
  );
}

/** Which of the two a name or path is. Throws UsageError when a path cannot be read. */
export function findTask(nameOrPath: string, places: TaskPlaces): Kind {
  if (isPath(nameOrPath)) {
    const { file, text } = readTaskFile('scheme', nameOrPath, places);
    return 'tags' in (parseMarkdown(text, file).header as object) ? 'scheme' : 'recipe';
  }
  const has = (kind: Kind): boolean => namedTasks(kind, places).some(({ name }) => name === nameOrPath);
  return has('recipe') && !has('scheme') ? 'recipe' : 'scheme';
}

const isPath = (nameOrPath: string): boolean => /[/\\]|\.md$/.test(nameOrPath);

/** By its name alone a task is found in folders (`within`) that no command reads from otherwise. */
function read(kind: Kind, file: string, { access }: TaskPlaces, within?: string): string {
  try {
    return access.readText(file, within);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot read the ${kind}: ${systemReason(error)}.`);
  }
}

/** The folder and those above it to the top of its repository; the folder alone where it is in none. */
function foldersUpTo(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; !existsSync(join(at, '.git')); at = dirname(at)) {
    if (at === dirname(at)) return [folder];
    folders.push(dirname(at));
  }
  return folders;
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []))
        .sort()
    : [];
