// What the user's own permission rules of Claude Code keep from being read or written unasked, as far as settings files say it.
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import * as z from 'zod';
import { claudeHome, userHome } from '../data-home.ts';
import { systemCode, systemReason, UsageError } from '../errors.ts';
import { MANAGED_FOLDER, managedFiles } from '../managed-settings.ts';

/** What the settings say of files: rules that deny, and rules by which the user wants to be asked, count alike. */
export interface FileRules {
  /** Returns the rule by which a file may not be read, as it is written; null when there is none. */
  againstReading(path: string): string | null;
  /** Returns the rule by which a file may not be written; whatever may not be read may not be written either. */
  againstWriting(path: string): string | null;
}

interface Rule {
  /** As it is written, for messages. */
  text: string;
  bars: 'reading' | 'writing';
  /** Folders with the patterns that count below them; a path that matches one of them is meant. */
  places: { folder: string; pattern: Ignore }[];
}

const Texts = z.array(z.string()).optional();
const Settings = z.looseObject({
  permissions: z.looseObject({ deny: Texts, ask: Texts }).optional(),
  sandbox: z
    .looseObject({ filesystem: z.looseObject({ denyRead: Texts, denyWrite: Texts }).optional() })
    .optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});
type Settings = z.infer<typeof Settings>;

/** A settings file, and what its paths begin at. */
interface Found {
  file: string;
  settings: Settings;
  /** Where `/path` begins: the client takes the project's folder, its documents the file's own; both count. */
  roots: readonly string[];
  isProject: boolean;
}

/**
 * Reads the permission rules that hold in `folder`: the user's, the project's (of `folder` and those above it) and those of
 * the organization. Throws UsageError naming the settings file or the rule that cannot be read.
 */
export function readFileRules(folder: string, env: NodeJS.ProcessEnv, managed = MANAGED_FOLDER): FileRules {
  const rules = settingsFor(folder, env, managed).flatMap((found) => rulesOf(found, folder, env));
  const against = (path: string, bars: readonly Rule['bars'][]): string | null =>
    rules.find((rule) => bars.includes(rule.bars) && covers(rule, path))?.text ?? null;
  return {
    againstReading: (path) => against(path, ['reading']),
    againstWriting: (path) => against(path, ['reading', 'writing']),
  };
}

function settingsFor(folder: string, env: NodeJS.ProcessEnv, managed: string): Found[] {
  const own = claudeHome(env);
  const found = [
    { file: join(own, 'settings.json'), roots: [own, folder], isProject: false },
    ...(unlessMissing(managed, () => managedFiles(managed)) ?? []).map((file) => ({
      file,
      roots: [managed, folder],
      isProject: false,
    })),
    ...foldersAbove(folder).flatMap((project) =>
      ['settings.json', 'settings.local.json'].map((name) => ({
        file: join(project, '.claude', name),
        roots: [project, join(project, '.claude'), folder],
        isProject: ![own, join(userHome(env), '.claude')].includes(join(project, '.claude')),
      })),
    ),
  ];
  return found.flatMap(({ file, ...rest }) => {
    const settings = readSettings(file);
    return settings ? [{ file, settings, ...rest }] : [];
  });
}

/** The folder and all above it: the session may have begun in any of them, and more rules bar more. */
function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

function readSettings(file: string): Settings | null {
  const text = unlessMissing(file, () => readFileSync(file, 'utf8'));
  if (text === null || !text.trim()) return null;
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new UsageError(
      `${file} is not valid JSON, so the permission rules in it are not known. Correct it.`,
    );
  }
  const read = Settings.safeParse(value);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') || 'the file';
  throw new UsageError(`${file}: ${where} is not what Claude Code's settings have there. Correct it.`);
}

function unlessMissing<Value>(path: string, read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UsageError(
      `${path}: cannot be read (${systemReason(error)}), so the permission rules in it are not known. Repair that first.`,
    );
  }
}

/** Variables by which a project could put its own settings in the place of the user's. */
const NOT_A_PROJECTS = /^(?:TIERWISE_\w+|CLAUDE_CONFIG_DIR|HOME)$/;

function rulesOf(
  { file, settings, roots, isProject }: Found,
  folder: string,
  env: NodeJS.ProcessEnv,
): Rule[] {
  const { permissions = {}, sandbox, env: variables = {} } = settings;
  const variable = isProject && Object.keys(variables).find((name) => NOT_A_PROJECTS.test(name));
  if (variable)
    throw new UsageError(
      `${file} sets ${variable}, which is the user's to set. Take it out of the project's settings.`,
    );
  const toRule = (text: string): Rule[] => {
    const parsed = parseRule(text, file);
    return parsed ? [ruleFor(text, parsed, { roots, folder, env })] : [];
  };
  const { denyRead = [], denyWrite = [] } = sandbox?.filesystem ?? {};
  return [
    ...[...(permissions.deny ?? []), ...(permissions.ask ?? [])].flatMap(toRule),
    ...denyRead.map((path) => ruleFor(path, { bars: 'reading', pattern: path }, { roots, folder, env })),
    ...denyWrite.map((path) => ruleFor(path, { bars: 'writing', pattern: path }, { roots, folder, env })),
  ];
}

const BARS: Readonly<Record<string, Rule['bars']>> = {
  Read: 'reading',
  Glob: 'reading',
  Grep: 'reading',
  Edit: 'writing',
  Write: 'writing',
  MultiEdit: 'writing',
  NotebookEdit: 'writing',
};

/** Returns what a rule bars and where; null for a rule about other tools. Throws UsageError. */
function parseRule(text: string, file: string): { bars: Rule['bars']; pattern: string } | null {
  const [, tool = '', rest = ''] = /^\s*([^(\s]*)([\s\S]*)$/.exec(text) ?? [];
  const bars = Object.hasOwn(BARS, tool) ? BARS[tool] : undefined;
  if (!bars) return null;
  if (!rest.trim()) return { bars, pattern: '//**' };
  const pattern = /^\(([\s\S]*)\)\s*$/.exec(rest)?.[1]?.trim();
  if (pattern === undefined) throw notUnderstood(text, file);
  return { bars, pattern: pattern || '//**' };
}

const notUnderstood = (text: string, file: string): UsageError =>
  new UsageError(
    `${file}: the permission rule ${JSON.stringify(text)} is not understood. Expected one such as "Read(./.env)".`,
  );

interface Around {
  roots: readonly string[];
  folder: string;
  env: NodeJS.ProcessEnv;
}

function ruleFor(
  text: string,
  { bars, pattern }: { bars: Rule['bars']; pattern: string },
  around: Around,
): Rule {
  const [folders, inside] = anchored(pattern, around);
  return { text, bars, places: folders.flatMap((folder) => placesOf(folder, inside)) };
}

/** The folders that a pattern begins at, with the rest of it, which is gitignore's: `//abs`, `~/home`, `/settings`, any other from here. */
function anchored(pattern: string, { roots, folder, env }: Around): [string[], string] {
  if (pattern.startsWith('//')) return [[resolve('/')], pattern.slice(1)];
  if (/^[A-Za-z]:[/\\]/.test(pattern)) return [[pattern.slice(0, 3)], pattern.slice(2).replaceAll('\\', '/')];
  if (pattern.startsWith('~')) return [[userHome(env)], pattern.slice(1) || '/**'];
  if (pattern.startsWith('/')) return [[...roots], pattern];
  return [[...foldersAbove(folder), ...roots], pattern.replace(/^(?:\.\/)+/, '') || '**'];
}

/** `..` at the start of a pattern leads above the folder it is for. */
function placesOf(base: string, pattern: string): Rule['places'] {
  let [folder, rest] = [base, pattern];
  while (/^\/?\.\.\//.test(rest)) {
    folder = dirname(folder);
    rest = rest.replace(/^\/?\.\./, '');
  }
  // What is below a folder that is barred is barred, and so is the folder.
  const forms = [rest, rest.replace(/\/\*\*$/, '')].filter((form) => form && form !== '/');
  return [{ folder, pattern: ignore({ allowRelativePaths: true }).add(forms.map(unescaped)) }];
}

// A rule that denies what gitignore would take for a comment or an exception denies it all the same.
const unescaped = (pattern: string): string => pattern.replace(/^[!#]/, (mark) => `\\${mark}`);

function covers({ places }: Rule, path: string): boolean {
  return places.some(({ folder, pattern }) => {
    const inside = relative(folder, path);
    if (!inside || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return false;
    return pattern.ignores(inside.split(sep).join('/'));
  });
}
