// Which project a folder belongs to: its repository, by the address it was cloned from, else by its root. Worktrees and subfolders are
// of the same one. What was found is remembered, so that a folder that is gone by now still has its project.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../data-home.ts';
import { ledgerFolder } from './ledger-entry.ts';

const Memory = z.record(z.string(), z.string());

/** Projects by folder. */
export class Projects {
  readonly #file: string;
  readonly #known: Map<string, string>;
  readonly #found = new Map<string, string>();
  readonly #isHere: boolean;
  #isChanged = false;

  /** `home` is the data home whose ledger names the folders; those of another machine are looked up in its memory only. */
  constructor(home: string, isHere = true) {
    this.#isHere = isHere;
    this.#file = join(ledgerFolder(home), 'projects.json');
    this.#known = new Map(Object.entries(remembered(this.#file)));
  }

  /** Returns the project's name: `github.com/owner/name`, the root of a repository without such an address, else the folder. */
  nameOf(folder: string): string {
    const before = this.#found.get(folder);
    if (before !== undefined) return before;
    const now = this.#isHere ? repositoryOf(folder) : null;
    const name = now ?? this.#known.get(folder) ?? this.#knownAbove(folder) ?? folder;
    this.#found.set(folder, name);
    if (now !== null && this.#known.get(folder) !== now) {
      this.#known.set(folder, now);
      this.#isChanged = true;
    }
    return name;
  }

  /** A worktree that the client made and took away lies below its repository. */
  #knownAbove(folder: string): string | null {
    const above = dirname(folder);
    if (above === folder || !/[\\/]\.claude[\\/]worktrees[\\/]/.test(`${folder}/`)) return null;
    const root = folder.replace(/[\\/]\.claude[\\/]worktrees[\\/].*$/, '');
    return this.nameOf(root);
  }

  /** Keeps what was found. Where that fails, it is looked up again next time. */
  keep(): void {
    if (!this.#isChanged) return;
    try {
      makePrivateFolder(dirname(this.#file));
      writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#known)), { mode: 0o600 });
    } catch {
      // Nothing depends on it.
    }
  }
}

function remembered(file: string): Record<string, string> {
  try {
    return Memory.catch({}).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** The repository that a folder lies in; null where there is none, or the folder is gone. */
function repositoryOf(folder: string): string | null {
  if (!isAbsolute(folder)) return null;
  for (let at = folder; ; at = dirname(at)) {
    const common = commonFolder(join(at, '.git'));
    if (common) return remoteIn(join(common, 'config')) ?? rootOf(common, at);
    if (dirname(at) === at) return null;
  }
}

/** The folder that all worktrees of a repository share; null where `.git` is not one of git's. */
function commonFolder(git: string): string | null {
  const stat = statSync(git, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return git;
  const linked = /^gitdir: (.+)$/m.exec(textOf(git))?.[1];
  if (!linked) return null;
  const own = resolve(dirname(git), linked.trim());
  const common = textOf(join(own, 'commondir')).trim();
  return common ? resolve(own, common) : own;
}

/** Of a bare repository, and of a submodule, the folder with the work is the root. */
const rootOf = (common: string, folder: string): string =>
  basename(common) === '.git' ? dirname(common) : folder;

/** The address that a repository was cloned from, without how it is reached and by whom. */
function remoteIn(config: string): string | null {
  const section = /\[remote "origin"\]([^[]*)/.exec(textOf(config))?.[1] ?? '';
  const url = /^\s*url\s*=\s*(.+)$/m.exec(section)?.[1]?.trim();
  if (!url || /^(?:file:|[./\\]|[A-Za-z]:[\\/])/.test(url)) return null;
  const address = /^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^/:]+)(?::\d+(?=\/))?[:/]+(.+?)(?:\.git)?\/*$/i.exec(url);
  return address ? `${address[1]?.toLowerCase()}/${address[2]}` : null;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
