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
import { join, resolve } from 'node:path';
import { makePrivateFolder, userHome } from '../../data-home.ts';
import { UsageError } from '../../errors.ts';
import { type GitOptions, git } from '../../git.ts';
import { fileSettings, privateExcludes, type Repository } from './git.ts';
import { type Leftovers, removeAll } from './leftovers.ts';

const SETTINGS = ['config', 'config.worktree', 'info/exclude', 'info/attributes'];

export class PrivateClone {
  /** Its git folder. */
  readonly folder: string;
  /** Where its worktrees are. */
  readonly worktrees: string;
  readonly repository: Repository;
  readonly #mark: string;
  /** Who works in a copy now. */
  readonly #inside = new Set<{ alone: boolean }>();
  /** Its settings as they were made; null for a file that is not there. */
  readonly #settings = new Map<string, string | null>();

  private constructor(folder: string, repository: Repository, mark: string) {
    this.folder = join(folder, 'repository.git');
    this.worktrees = copiesOf(folder, repository.env);
    this.repository = repository;
    this.#mark = mark;
  }

  /** Opens the clone of a plan whose state is in `folder`, and makes it if need be; every git it starts carries `mark`. */
  static async open(folder: string, repository: Repository, mark: string): Promise<PrivateClone> {
    const clone = new PrivateClone(folder, repository, mark);
    await clone.#prepare(folder);
    for (const name of SETTINGS) clone.#settings.set(name, textOf(join(clone.folder, name)));
    return clone;
  }

  async #prepare(folder: string): Promise<void> {
    makePrivateFolder(folder);
    makePrivateFolder(this.worktrees);
    if (existsSync(this.folder)) return this.#reopen();
    const half = `${this.folder}.half`;
    rmSync(half, { recursive: true, force: true });
    const settings = await fileSettings(this.repository);
    const clone = ['clone', '--bare', '--shared', '--quiet', '--template='];
    for (const [name, value] of settings) clone.push('--config', `${name}=${value}`);
    await this.git([...clone, this.repository.commonDir, half], { cwd: folder });
    // So that nothing can be pushed back.
    await this.git(['remote', 'remove', 'origin'], { cwd: half });
    this.#borrow(half);
    mkdirSync(join(half, 'info'), { recursive: true });
    writeFileSync(join(half, 'info', 'exclude'), privateExcludes(this.repository.commonDir));
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
    this.#borrow(this.folder);
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
    for (const name of names) {
      if (name.endsWith('.lock') && !name.startsWith('objects')) removeAll(join(this.folder, name));
    }
  }

  /** Runs git as the author of the user's repository; in the clone's git folder, if no other is named. */
  git(args: readonly string[], options: Partial<Omit<GitOptions, 'env'>> = {}): Promise<string> {
    const { env, identity } = this.repository;
    return git(args, { cwd: this.folder, mark: this.#mark, env, set: identity, ...options });
  }

  /**
   * Runs git in a worktree. It is told where everything is and does not look: what an executor did to the worktree's .git file decides
   * nothing.
   */
  gitIn(
    { folder, gitDir }: Worktree,
    args: readonly string[],
    { set, input }: Partial<Pick<GitOptions, 'set' | 'input'>> = {},
  ): Promise<string> {
    return this.git(args, {
      cwd: folder,
      set: { ...this.repository.identity, GIT_DIR: gitDir, GIT_WORK_TREE: folder, ...set },
      ...(input !== undefined && { input }),
    });
  }

  /**
   * Says that a program begins to work in a copy. Returns what to call when it has ended: the settings and hooks of the clone are put
   * back; it returns whether they had been changed, and by nobody else who worked at the time.
   */
  enter(): () => boolean {
    const visit = { alone: this.#inside.size === 0 };
    for (const other of this.#inside) other.alone = false;
    this.#inside.add(visit);
    return () => {
      this.#inside.delete(visit);
      return this.#restoreSettings() && visit.alone;
    };
  }

  /** Puts back its settings and hooks, which decide what git runs. Returns whether they had been changed. */
  #restoreSettings(): boolean {
    let changed = false;
    for (const [name, wanted] of this.#settings) {
      const file = join(this.folder, name);
      if (textOf(file) === wanted) continue;
      changed = true;
      removeAll(file);
      if (wanted !== null) writeFileSync(file, wanted);
    }
    const hooks = join(this.folder, 'hooks');
    if (existsSync(hooks)) {
      changed = true;
      removeAll(hooks);
    }
    return changed;
  }
}

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
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
