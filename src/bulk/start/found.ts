// What there is in a folder that could be tagged: tables, tickets, logs, texts, commits. By names and first bytes; nothing is read whole.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Access } from '../../access/access.ts';
import { UsageError } from '../../errors.ts';
import { formatOf } from '../../formats/table.ts';
import { GitError, gitNow } from '../../git.ts';
import type { Host } from '../../host.ts';
import { filesIn } from '../items/files.ts';

export type Kind = 'tickets' | 'opinions' | 'table' | 'objects' | 'log' | 'text' | 'commits';

export interface Finding {
  /** As bulk-tag takes it. */
  input: string;
  kind: Kind;
  /** In words, for a list. */
  what: string;
}

type Place = Pick<Host, 'env' | 'access' | 'cwd'>;

const MOST_FOUND = 8;
const HEAD_BYTES = 4096;
const DATA = /\.(csv|tsv|tab|jsonl|ndjson|json|log|txt)(\.gz)?$/i;
/** Files of text that say something about the project and hold no items. */
const NO_ITEMS =
  /(^|\/)(readme|license|licence|copying|notice|changelog|requirements[\w-]*|robots|cmakelists|constraints)\.\w+$/i;
const BELOW = /(^|\/)(test|tests|spec|fixtures|dist|build|vendor|bench)\//i;

/** Returns what could be tagged in a folder, the likeliest first. Throws UsageError when git refuses to look. */
export async function findingsIn(folder: string, host: Place): Promise<Finding[]> {
  const paths = await filePaths(folder, host);
  const found: Finding[] = [];
  for (const path of inOrder(paths)) {
    if (found.length >= MOST_FOUND) break;
    const finding = await findingAt(path, host.access);
    if (finding) found.push(finding);
  }
  // A range is one of the repository that the command runs in.
  const commits = resolve(host.cwd, folder) === resolve(host.cwd) ? commitsIn(folder, host.env) : null;
  const all = commits ? [...found.slice(0, MOST_FOUND - 1), commits] : found;
  return all.toSorted((a, b) => RANKS.indexOf(a.kind) - RANKS.indexOf(b.kind));
}

const RANKS: readonly Kind[] = ['tickets', 'opinions', 'table', 'objects', 'log', 'commits', 'text'];

async function filePaths(folder: string, host: Place): Promise<string[]> {
  try {
    const { paths } = await filesIn(folder, host);
    return paths.flatMap(({ path }) =>
      typeof path === 'string' && DATA.test(path) && !NO_ITEMS.test(path) ? [path] : [],
    );
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof GitError)) return []; // no files
    throw error;
  }
}

/** What lies near the top and says what it is comes first. */
const inOrder = (paths: readonly string[]): string[] =>
  paths
    .map((path) => ({
      path,
      rank: RANKS.indexOf(kindByName(path)) + path.split('/').length + (BELOW.test(path) ? 20 : 0),
    }))
    .toSorted((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);

function kindByName(path: string): Kind {
  const name = path.replace(/^.*\//, '').toLowerCase();
  if (/ticket|issue|support|case|inquir|mail|request/.test(name)) return 'tickets';
  if (/feedback|review|comment|survey|rating|nps/.test(name)) return 'opinions';
  if (/\.(csv|tsv|tab)(\.gz)?$/.test(name)) return 'table';
  if (/\.(jsonl|ndjson|json)(\.gz)?$/.test(name)) return 'objects';
  return /\.log(\.gz)?$/.test(name) ? 'log' : 'text';
}

/** Returns what a file is; null when it holds no items. */
export async function findingAt(path: string, access: Access): Promise<Finding | null> {
  const head = await headOf(path, access);
  if (!head.trim() || head.includes('\0')) return /\.gz$/i.test(path) ? finding(path) : null;
  // A JSON file that is one object is settings, or a lock file.
  if (/\.json$/i.test(path) && !head.trimStart().startsWith('[')) return null;
  const format = formatOf(path, head);
  return { ...finding(path), ...(format === 'text' && looksLikeLog(head) && { kind: 'log' as const }) };
}

const finding = (path: string): Finding => {
  const kind = kindByName(path);
  const size = statSync(path).size;
  return { input: path, kind, what: `${WORDS[kind]}, ${sizeInWords(size)}` };
};

const WORDS: Readonly<Record<Kind, string>> = {
  tickets: 'tickets or messages',
  opinions: 'what people think',
  table: 'a table',
  objects: 'objects',
  log: 'a log',
  text: 'lines of text',
  commits: 'the commits of this repository',
};

const sizeInWords = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 ** 2
      ? `${Math.round(bytes / 1024)} KB`
      : `${Math.round(bytes / 1024 ** 2)} MB`;

/** Most lines begin with a time, or say a level. */
function looksLikeLog(head: string): boolean {
  const lines = head.split('\n').filter(Boolean).slice(0, 20);
  const logged = lines.filter((line) => /\d\d:\d\d:\d\d|\b(ERROR|WARN|INFO|DEBUG)\b/.test(line.slice(0, 80)));
  return logged.length > lines.length / 2;
}

async function headOf(path: string, access: Access): Promise<string> {
  const file = await access.open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** More commits than that say little of how they are made today. */
const RECENT = 500;
const FEWEST = 20;

function commitsIn(folder: string, env: NodeJS.ProcessEnv): Finding | null {
  try {
    const count = Number(gitNow(['rev-list', '--count', '--first-parent', 'HEAD'], { cwd: folder, env }));
    if (!(count >= FEWEST)) return null;
    return count > RECENT
      ? { input: `git:HEAD~${RECENT}..HEAD`, kind: 'commits', what: `the last ${RECENT} commits` }
      : { input: 'git:', kind: 'commits', what: `the ${count} commits of this repository` };
  } catch (error) {
    if (error instanceof UsageError) return null; // not a repository, no commit yet, or no git
    throw error;
  }
}
