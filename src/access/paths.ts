// Which files a confined command may touch: below the working folder by their real path, none hidden, none that a rule bars.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { WrittenAs } from './access.ts';
import type { FileRules } from './rules.ts';

// A FIFO is not waited for, and a device not touched: what is opened is looked at before it is read.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Looks at paths for one working folder. Each answer is why a path is refused, in words that follow its name; null when it is not. */
export class Paths {
  readonly #folder: string;
  readonly #real: string;
  readonly #rules: FileRules;

  constructor(folder: string, rules: FileRules) {
    this.#folder = resolve(folder);
    this.#real = realpathSync.native(folder);
    this.#rules = rules;
  }

  /** Why a file or folder may not be read. `within`: a hidden folder in which it may be. */
  againstReading(path: string, within?: string): string | null {
    return this.#against(path, (at) => this.#rules.againstReading(at), within);
  }

  /** Why a pattern of paths may not be searched. What it finds is looked at one by one. */
  againstPattern(pattern: string): string | null {
    if (isAbsolute(pattern) && !this.#inside(pattern)) return OUTSIDE;
    return pattern.split(/[/\\]/).includes('..') ? OUTSIDE : null;
  }

  /** Why an open file may not be read. On Linux it is asked where the file is by now, elsewhere whether the path still leads to it. */
  againstOpen(fd: number, path: string, within?: string): string | null {
    const opened = fstatSync(fd);
    if (!opened.isFile()) return 'is not a plain file';
    const linux = linkOf(fd);
    if (linux !== null)
      return linux.endsWith(' (deleted)')
        ? MOVED
        : this.againstReading(linux, within && this.#realOf(within));
    const now = statSync(path, { throwIfNoEntry: false });
    return now?.ino === opened.ino && now.dev === opened.dev ? this.againstReading(path, within) : MOVED;
  }

  /** Opens a file, and hands it to `refuse` with the reason when it may not be read. Throws the file system's error. */
  async open(path: string, refuse: (why: string) => never): Promise<FileHandle> {
    this.#before(path, refuse);
    const file = await open(path, READ);
    try {
      const why = this.againstOpen(file.fd, path);
      return why ? refuse(why) : file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Returns the bytes of a file; as `open` otherwise. */
  read(path: string, within: string | undefined, refuse: (why: string) => never): Buffer {
    this.#before(path, refuse, within);
    const fd = openSync(path, READ);
    try {
      const why = this.againstOpen(fd, path, within);
      return why ? refuse(why) : readFileSync(fd);
    } finally {
      closeSync(fd);
    }
  }

  #before(path: string, refuse: (why: string) => never, within?: string): void {
    const why = this.againstReading(path, within);
    if (why) refuse(why);
  }

  /** Why a file may not be written. `replaceable`: an earlier result, which may be there. */
  againstWriting(path: string, as: WrittenAs, replaceable: boolean): string | null {
    const named = namedFor(as, path);
    if (named) return named;
    const against = this.#against(path, (at) => this.#rules.againstWriting(at));
    if (against) return against;
    const there = lstat(path);
    if (!there) return null;
    if (there.isSymbolicLink()) return 'is a link';
    if (!there.isFile()) return 'is not a plain file';
    if (!replaceable) return 'exists already';
    if (there.nlink > 1) return 'has another name, too (a hard link)';
    return there.mode & 0o111 ? 'is a program' : null;
  }

  #against(path: string, rule: (path: string) => string | null, within?: string): string | null {
    if (path.includes('\0')) return 'is not a path';
    const lexical = resolve(this.#folder, path);
    // Not of the lexical one: after a link, `..` leads elsewhere.
    const real = this.#realOf(isAbsolute(path) ? path : `${this.#folder}${sep}${path}`);
    if (within !== undefined) {
      if (!isBelow(this.#realOf(resolve(this.#folder, within)), real)) return OUTSIDE;
    } else {
      for (const at of [lexical, real]) {
        const inside = this.#inside(at);
        if (inside === null) return OUTSIDE;
        if (inside.split(sep).some((part) => part.startsWith('.'))) return 'is hidden, or in a hidden folder';
      }
    }
    const found = [lexical, real, this.#asNamed(real)].map(rule).find(Boolean);
    return found ? `is barred by your permission rule ${JSON.stringify(found)}` : null;
  }

  /** The path below the working folder, '' for the folder itself; null outside. */
  #inside(path: string): string | null {
    const base = [this.#folder, this.#real].find((folder) => folder === path || isBelow(folder, path));
    return base === undefined ? null : relative(base, path);
  }

  /** A real path, as it is called where the working folder is reached by a link. */
  #asNamed(real: string): string {
    return isBelow(this.#real, real) ? join(this.#folder, relative(this.#real, real)) : real;
  }

  /** The path without links, as far as it exists. */
  #realOf(path: string): string {
    try {
      return realpathSync.native(path);
    } catch {
      // A link that leads nowhere would be followed by whoever makes a file there.
      const link = lstat(path)?.isSymbolicLink() ? resolve(dirname(path), readlinkSync(path)) : null;
      if (link !== null) return link === path ? resolve('/') : this.#realOf(link);
      return dirname(path) === path ? path : join(this.#realOf(dirname(path)), basename(path));
    }
  }
}

const OUTSIDE = 'lies outside of the working folder';
const MOVED = 'was moved while it was opened';

const isBelow = (folder: string, path: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const lstat = (path: string): Stats | null => lstatSync(path, { throwIfNoEntry: false }) ?? null;

/** Where an open file is; null where the system does not say. */
function linkOf(fd: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null;
  }
}

// What a tool could take for its own is never made: a result says by its name what it is.
const NAMES: Readonly<Record<WrittenAs, { extensions: readonly string[]; marked: readonly string[] }>> = {
  result: {
    extensions: ['.tagged', '.mapped', '.jsonl', '.ndjson', '.csv', '.tsv'],
    marked: ['.json', '.txt', '.log', '.md', '.html'],
  },
  page: { extensions: ['.html'], marked: [] },
  report: { extensions: ['.md'], marked: ['.txt'] },
  plan: { extensions: ['.md'], marked: [] },
};

/** Names of Markdown files that coding agents read as instructions, in lowercase. */
const READ_BY_AGENTS =
  /^(?:claude|agents?|gemini|copilot|skills?|rules?|memory|conventions|instructions|prompt|readme)\b/;

function namedFor(as: WrittenAs, path: string): string | null {
  const name = basename(path).toLowerCase();
  const { extensions, marked } = NAMES[as];
  const extension = extname(name);
  if (READ_BY_AGENTS.test(name) && ['.md', '.txt'].includes(extension))
    return 'has a name that coding agents read instructions from';
  if (extensions.includes(extension)) return null;
  if (marked.includes(extension) && /\.(?:tagged|mapped|opinion)\.\w+$/.test(name)) return null;
  return `does not end in ${extensions.length > 1 ? 'one of ' : ''}${extensions.join(', ')}`;
}
