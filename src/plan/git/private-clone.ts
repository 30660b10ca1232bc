// The private clone that the steps of a plan work in: it borrows the user's objects, and nothing an executor does to it reaches the
// user's repository.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makePrivateFolder, userHome } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { type GitOptions, git } from '../../git.ts';
import { CopyGit } from './copy-git.ts';
import { fileSettings, filtersSet, originOf, privateExcludes, type Repository } from './git.ts';
import { type Leftovers, removeAll, type Tracked } from './leftovers.ts';

const SETTINGS = ['config', 'config.worktree', 'info/exclude', 'info/attributes'];
/** Where they are kept as they were made. */
const SEALED = 'tierwise-settings.json';

export class PrivateClone {
  /** Its git folder. */
  readonly folder: string;
  /** Where its worktrees are. */
  readonly worktrees: string;
  /** Where what programs see as their git is. */
  readonly gits: string;
  readonly repository: Repository;
  readonly #mark: string;
  /** Its settings as they were made, null for a file that is not there; none for who only looks. */
  #settings: Record<string, string | null> | null = null;
  #filters: Promise<Set<string>> | null = null;
  #origin: string | null = null;

  private constructor(folder: string, repository: Repository, mark: string) {
    this.folder = join(folder, 'repository.git');
    this.gits = join(folder, 'copies');
    this.worktrees = copiesOf(folder, repository.env);
    this.repository = repository;
    this.#mark = mark;
  }

  /** Opens the clone of a plan whose state is in `folder`, and makes it if need be; every git it starts carries `mark`. */
  static async open(folder: string, repository: Repository, mark: string): Promise<PrivateClone> {
    const clone = new PrivateClone(folder, repository, mark);
    await clone.#prepare(folder);
    clone.#origin = await originOf(repository);
    return clone;
  }

  /** Opens a clone that is there for looking only: nothing in it is put right. */
  static async openToRead(folder: string, repository: Repository): Promise<PrivateClone> {
    return new PrivateClone(folder, repository, 'looking');
  }

  async #prepare(folder: string): Promise<void> {
    makePrivateFolder(folder);
    makePrivateFolder(this.worktrees);
    if (existsSync(this.folder)) return this.#reopen();
    const half = `${this.folder}.half`;
    rmSync(half, { recursive: true, force: true });
    const { env, commonDir } = this.repository;
    const clone = ['clone', '--bare', '--shared', '--quiet', '--template='];
    for (const [name, value] of await fileSettings(this.repository)) {
      clone.push('--config', `${name}=${value}`);
    }
    const set = { GIT_DEFAULT_REF_FORMAT: 'files' };
    await git([...clone, commonDir, half], { cwd: folder, mark: this.#mark, env, set });
    // So that nothing can be pushed back.
    const config = readFileSync(join(half, 'config'), 'utf8');
    writeFileSync(join(half, 'config'), config.replace(/^\[remote "origin"\]\n(?:\t.*\n)*/m, ''));
    this.#borrow(half);
    mkdirSync(join(half, 'info'), { recursive: true });
    writeFileSync(join(half, 'info', 'exclude'), privateExcludes(commonDir));
    this.#settings = settingsIn(half);
    writeFileSync(join(half, SEALED), JSON.stringify(this.#settings));
    renameSync(half, this.folder);
  }

  /** Makes it see every object of the user's: a shallow repository is copied at first, and what comes later would be missing. */
  #borrow(folder: string): void {
    const { commonDir } = this.repository;
    const limits = join(commonDir, 'shallow');
    if (!existsSync(limits)) return;
    cpSync(limits, join(folder, 'shallow'));
    writeFileSync(join(folder, 'objects', 'info', 'alternates'), `${join(commonDir, 'objects')}\n`);
  }

  /** Removes the locks that a killed git left; nobody else works in it while we hold the plan. */
  #reopen(): void {
    const missing = ['HEAD', 'objects', 'refs', 'config'].find(
      (name) => !existsSync(join(this.folder, name)),
    );
    if (missing) {
      throw new UsageError(
        `the plan's clone ${this.folder} is damaged: ${missing} is missing. Remove it, and start anew: tierwise plan clean <plan> --force`,
      );
    }
    const sealed = textOf(join(this.folder, SEALED));
    this.#settings = sealed === null ? settingsIn(this.folder) : JSON.parse(sealed);
    this.#borrow(this.folder);
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
    for (const name of names) {
      if (name.endsWith('.lock') && !name.startsWith('objects')) removeAll(join(this.folder, name));
    }
  }

  /** Runs git as the author of the user's repository, by its own settings only; in its git folder, if no other is named. */
  git(args: readonly string[], options: Partial<Omit<GitOptions, 'env'>> = {}): Promise<string> {
    const { env, identity } = this.repository;
    if (this.#settings) this.#restoreSettings(this.#settings);
    return git(args, { cwd: this.folder, mark: this.#mark, env, set: identity, closed: true, ...options });
  }

  /**
   * Runs git in a worktree. It is told where everything is and does not look: what an executor did to the worktree's .git file decides
   * nothing.
   */
  gitIn(
    { folder, gitDir }: Pick<Worktree, 'folder' | 'gitDir'>,
    args: readonly string[],
    { set, input }: Partial<Pick<GitOptions, 'set' | 'input'>> = {},
  ): Promise<string> {
    return this.git(args, {
      cwd: folder,
      set: { ...this.repository.identity, GIT_DIR: gitDir, GIT_WORK_TREE: folder, ...set },
      ...(input !== undefined && { input }),
    });
  }

  /** Returns what programs in the copy in `folder` see as their git. */
  gitFor(folder: string): CopyGit {
    const own = join(this.gits, basename(folder));
    return new CopyGit({ clone: this.folder, copy: folder, folder: own, origin: this.#origin });
  }

  /** Makes a ref name an object; then it is on the disk. */
  setRef(ref: string, object: string): void {
    const file = join(this.folder, ref);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${object}\n`, { flush: true });
    renameSync(`${file}.new`, file);
  }

  /** Returns the filters that are set where the user works. */
  filters(): Promise<Set<string>> {
    this.#filters ??= filtersSet(this.repository);
    return this.#filters;
  }

  /** Puts back its settings and hooks, which decide what git runs: nobody but a program that means harm looks for them here. */
  #restoreSettings(settings: Record<string, string | null>): void {
    for (const [name, wanted] of Object.entries(settings)) {
      const file = join(this.folder, name);
      if (textOf(file) === wanted) continue;
      removeAll(file);
      if (wanted !== null) writeFileSync(file, wanted);
    }
    removeAll(join(this.folder, 'hooks'));
  }
}

const settingsIn = (folder: string): Record<string, string | null> =>
  Object.fromEntries(SETTINGS.map((name) => [name, textOf(join(folder, name))]));

/** Returns where the copies of a plan are whose state is in `folder`. */
export function copiesOf(folder: string, env: NodeJS.ProcessEnv): string {
  // Not in the data home: Claude Code refuses to edit anything below a folder called .claude.
  const cache = env.XDG_CACHE_HOME || join(userHome(env), '.cache');
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return resolve(cache, 'tierwise', id);
}

export interface Worktree {
  folder: string;
  gitDir: string;
  /** The commit it starts from: the base with the work of the steps it needs. */
  from: string;
  /** Nobody has worked in it yet. */
  fresh: boolean;
  /** What lay beside its files when setup had ended. */
  made: Leftovers;
  /** What programs in it see as their git. */
  own: CopyGit;
  /** What a tree tracks: the last one that was asked about. */
  tracked: { tree: string; names: Tracked } | null;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
