// Where steps work: a private clone that borrows the user's objects, and one worktree of it for each step. Nothing an executor does
// there, to the files or to git, reaches the user's repository.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { makePrivateFolder, userHome } from '../../data-home.ts';
import { GitError, type GitOptions, git } from '../../git.ts';
import {
  type Change,
  changesBetween,
  fileSettings,
  filtersSet,
  privateExcludes,
  type Repository,
} from './git.ts';

/** The commit of a finished step. */
export interface StepCommit {
  step: string;
  commit: string;
}

export interface Conflict {
  /** The step whose work conflicts with that of earlier steps. */
  step: string;
  /** Empty: it builds on a step that conflicts. */
  files: string[];
}

export interface Worktree {
  folder: string;
  gitDir: string;
  /** The commit it starts from: the base with the work of the steps it needs. */
  from: string;
}

export interface Inspection {
  /** All files as they are now, as a git tree. */
  tree: string;
  changes: Change[];
  /** What no list of files can allow. */
  forbidden: { change: Change; why: string }[];
}

/** No step can have this name. */
const INTEGRATION = '_branch';
const SYMLINK = '120000';
const SUBMODULE = '160000';
const SETTINGS = ['config', 'config.worktree', 'info/exclude', 'info/attributes'];

export class Worktrees {
  readonly #clone: string;
  readonly #folder: string;
  readonly #repository: Repository;
  readonly #mark: string;
  /** The clone's settings as they were made; null for a file that is not there. */
  readonly #settings = new Map<string, string | null>();
  /** Git adds worktrees one at a time only. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, repository: Repository, mark: string) {
    this.#clone = join(folder, 'repository.git');
    // Not in the data home: Claude Code refuses to edit anything below a folder called .claude.
    const cache = repository.env.XDG_CACHE_HOME || join(userHome(repository.env), '.cache');
    const id = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    this.#folder = resolve(cache, 'tierwise', id);
    this.#repository = repository;
    this.#mark = mark;
  }

  /** Opens the clone of a plan whose state is in `folder`, and makes it if need be; every git it starts carries `mark`. */
  static async open(folder: string, repository: Repository, mark: string): Promise<Worktrees> {
    const worktrees = new Worktrees(folder, repository, mark);
    await worktrees.#prepare(folder);
    for (const name of SETTINGS) worktrees.#settings.set(name, textOf(join(worktrees.#clone, name)));
    return worktrees;
  }

  async #prepare(folder: string): Promise<void> {
    makePrivateFolder(folder);
    makePrivateFolder(this.#folder);
    if (existsSync(this.#clone)) return;
    const half = `${this.#clone}.half`;
    rmSync(half, { recursive: true, force: true });
    const settings = await fileSettings(this.#repository);
    const clone = ['clone', '--bare', '--shared', '--quiet', '--template='];
    for (const [name, value] of settings) clone.push('--config', `${name}=${value}`);
    await this.#git([...clone, this.#repository.commonDir, half], { cwd: folder });
    // So that nothing can be pushed back.
    await this.#git(['remote', 'remove', 'origin'], { cwd: half });
    mkdirSync(join(half, 'info'), { recursive: true });
    writeFileSync(join(half, 'info', 'exclude'), privateExcludes(this.#repository.commonDir));
    renameSync(half, this.#clone);
  }

  /**
   * Returns a fresh worktree for `name`: the commit `base` with `commits` on top, in their order; or the first conflict, when they
   * do not fit together.
   */
  create(name: string, base: string, commits: readonly StepCommit[]): Promise<Worktree | Conflict> {
    return this.#inTurn(async () => {
      const worktree = await this.#add(name, base);
      for (const { step, commit } of commits) {
        const files = await this.#pick(worktree, commit);
        if (!files) continue;
        this.remove(name);
        return { step, files };
      }
      worktree.from = await this.#in(worktree, ['rev-parse', 'HEAD']);
      return worktree;
    });
  }

  async #add(name: string, base: string): Promise<Worktree> {
    const folder = join(this.#folder, name);
    this.remove(name);
    await this.#git(['worktree', 'prune'], { cwd: this.#clone });
    const add = ['worktree', 'add', '--detach', '--force', '--quiet', folder, base];
    await this.#git(add, { cwd: this.#clone });
    const gitDir = await this.#git(['rev-parse', '--absolute-git-dir'], { cwd: folder });
    return { folder, gitDir, from: base };
  }

  /** Puts a commit on top of a worktree's. Returns the files it conflicts in, or null. */
  async #pick(worktree: Worktree, commit: string): Promise<string[] | null> {
    try {
      // With its own date, so that the same commits in the same order make the same result.
      const date = await this.#git(['show', '-s', '--format=%cI', commit], { cwd: this.#clone });
      const pick = ['cherry-pick', '--ff', '--keep-redundant-commits', commit];
      await this.#in(worktree, pick, { set: { GIT_COMMITTER_DATE: date } });
      return null;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const unmerged = await this.#in(worktree, ['diff', '--name-only', '-z', '--diff-filter=U']);
      const files = unmerged.split('\0').filter(Boolean);
      if (!files.length) throw error;
      return files;
    }
  }

  /**
   * Returns the commit of `base` with all of `commits` that fit, in their order, and those that conflict; `needs` returns the steps
   * that a step builds on, without which it is left out, too.
   */
  async integrate(
    base: string,
    commits: readonly StepCommit[],
    needs: (step: string) => ReadonlySet<string>,
  ): Promise<{ commit: string; conflicts: Conflict[] }> {
    const conflicts: Conflict[] = [];
    for (;;) {
      const left = new Set(conflicts.map(({ step }) => step));
      const result = await this.create(
        INTEGRATION,
        base,
        commits.filter(({ step }) => !left.has(step)),
      );
      if ('from' in result) {
        this.remove(INTEGRATION);
        return { commit: result.from, conflicts };
      }
      const without = commits.filter(({ step }) => !left.has(step) && needs(step).has(result.step));
      conflicts.push(result, ...without.map(({ step }) => ({ step, files: [] })));
    }
  }

  /** Makes the files of a worktree those of `tree`, or of its start; what git ignores stays. */
  async restore(worktree: Worktree, tree: string | null): Promise<void> {
    // The executor may have moved its head.
    await this.#in(worktree, ['update-ref', '--no-deref', 'HEAD', worktree.from]);
    rmSync(join(worktree.gitDir, 'index.lock'), { force: true });
    await this.#in(worktree, ['read-tree', '--reset', '-u', tree ?? worktree.from]);
    await this.#in(worktree, ['clean', '-ffdq']);
  }

  /** Returns everything that differs from a worktree's start: new, deleted and changed files and their modes. */
  async inspect(worktree: Worktree): Promise<Inspection> {
    rmSync(join(worktree.gitDir, 'index.lock'), { force: true });
    await this.#in(worktree, ['add', '--all', '--', '.']);
    const tree = await this.#in(worktree, ['write-tree']);
    const changes = await changesBetween(worktree.from, tree, {
      cwd: this.#clone,
      env: this.#repository.env,
      mark: this.#mark,
    });
    const forbidden: Inspection['forbidden'] = [];
    const filters = await this.#filtersOf(worktree, changes);
    for (const change of changes) {
      const { path, newMode, newObject } = change;
      const filter = filters.get(path);
      if (filter && !isGone(change))
        forbidden.push({ change, why: `kept through the filter ${filter}, which does not run here` });
      if (newMode === SUBMODULE) forbidden.push({ change, why: 'a repository of its own' });
      if (newMode !== SYMLINK) continue;
      const target = await this.#git(['cat-file', 'blob', newObject], { cwd: this.#clone });
      if (leaves(path, target))
        forbidden.push({ change, why: `a link that leaves the repository: ${target}` });
    }
    return { tree, changes, forbidden };
  }

  /** The filters that files are to go through, by path: stored without them they would be what nobody meant to commit. */
  async #filtersOf(worktree: Worktree, changes: readonly Change[]): Promise<Map<string, string>> {
    const set = changes.length ? await filtersSet(this.#repository) : new Set();
    if (!set.size) return new Map();
    const input = `${changes.map(({ path }) => path).join('\0')}\0`;
    const answer = await this.#in(worktree, ['check-attr', '-z', '--stdin', '--cached', 'filter'], { input });
    const parts = answer.split('\0');
    const filters = new Map<string, string>();
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [path = '', , value = ''] = parts.slice(at, at + 3);
      if (set.has(value)) filters.set(path, value);
    }
    return filters;
  }

  /** Returns the tree of a worktree's files without some of their changes. */
  async without(worktree: Worktree, changes: readonly Change[]): Promise<string> {
    // Mode 0 takes a file out of the index.
    const lines = changes.map(
      ({ path, oldMode, oldObject }) => `${/^0+$/.test(oldMode) ? '0' : oldMode} ${oldObject}\t${path}\0`,
    );
    await this.#in(worktree, ['update-index', '-z', '--index-info'], { input: lines.join('') });
    return this.#in(worktree, ['write-tree']);
  }

  /** Returns a new commit of `tree` on `from`. No hook runs: the step's own check has decided. */
  commit(from: string, tree: string, message: string): Promise<string> {
    return this.#git(['commit-tree', tree, '-p', from, '-F', '-'], { cwd: this.#clone, input: message });
  }

  /** Returns the same, or null when `from` has that tree already. */
  async commitIfChanged(from: string, tree: string, message: string): Promise<string | null> {
    const before = await this.#git(['rev-parse', `${from}^{tree}`], { cwd: this.#clone });
    return before === tree ? null : this.commit(from, tree, message);
  }

  /** Returns the work of the user's between two commits as one commit; null when there is none. */
  async squash(base: string, commit: string, message: string): Promise<string | null> {
    const from = await this.#git(['merge-base', base, commit], { cwd: this.#clone });
    if (from === commit) return null;
    const tree = await this.#git(['rev-parse', `${commit}^{tree}`], { cwd: this.#clone });
    return this.commit(from, tree, message);
  }

  /**
   * Brings a commit into the user's repository as a branch, which must be new, or where `last` left it, or behind. Returns the
   * branch's name, with a number behind it when that name is taken.
   */
  async export(branch: string, commit: string, last: string | null): Promise<string> {
    const ref = `refs/tierwise/${branch}`;
    await this.#git(['update-ref', ref, commit], { cwd: this.#clone });
    const { root, env } = this.#repository;
    for (let number = 1; ; number++) {
      const name = number === 1 ? branch : `${branch}-${number}`;
      const now = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${name}`], {
        cwd: root,
        env,
      }).catch(() => null);
      if (now === commit) return name;
      const ours = now === null || now === last || (await this.#isBehind(now, commit));
      if (!ours) continue;
      try {
        const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
        await git([...fetch, this.#clone, `+${ref}:refs/heads/${name}`], { cwd: root, env });
        return name;
      } catch (error) {
        // Checked out by the user, which git rightly leaves alone.
        if (now === null || number > 9) throw error;
      }
    }
  }

  #isBehind(commit: string, other: string): Promise<boolean> {
    return this.#git(['merge-base', '--is-ancestor', commit, other], { cwd: this.#clone }).then(
      () => true,
      () => false,
    );
  }

  /**
   * Puts back the settings and hooks of the clone, which decide what git runs. Returns whether they had been changed, which no
   * executor may do.
   */
  restoreSettings(): boolean {
    let changed = false;
    for (const [name, wanted] of this.#settings) {
      const file = join(this.#clone, name);
      if (textOf(file) === wanted) continue;
      changed = true;
      rmSync(file, { recursive: true, force: true });
      if (wanted !== null) writeFileSync(file, wanted);
    }
    const hooks = join(this.#clone, 'hooks');
    if (existsSync(hooks)) {
      changed = true;
      rmSync(hooks, { recursive: true, force: true });
    }
    return changed;
  }

  /** Removes a step's worktree. */
  remove(name: string): void {
    rmSync(join(this.#folder, name), { recursive: true, force: true });
    rmSync(join(this.#clone, 'worktrees', name), { recursive: true, force: true });
  }

  #git(args: readonly string[], options: Omit<GitOptions, 'env'>): Promise<string> {
    const { env, identity } = this.#repository;
    return git(args, { mark: this.#mark, env, set: identity, ...options });
  }

  // Told where everything is, not found from the folder: what an executor did to the worktree's .git file decides nothing.
  #in(
    { folder, gitDir }: Worktree,
    args: readonly string[],
    { set, input }: Partial<Pick<GitOptions, 'set' | 'input'>> = {},
  ): Promise<string> {
    return this.#git(args, {
      cwd: folder,
      set: { ...this.#repository.identity, GIT_DIR: gitDir, GIT_WORK_TREE: folder, ...set },
      ...(input !== undefined && { input }),
    });
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act, act);
    this.#turn = result.catch(() => {});
    return result;
  }
}

const isGone = ({ newMode }: Change): boolean => /^0+$/.test(newMode);

function leaves(path: string, target: string): boolean {
  if (target.startsWith('/') || /^[A-Za-z]:/.test(target)) return true;
  const reached = posix.normalize(posix.join(dirname(path), target));
  return reached === '..' || reached.startsWith('../') || reached.split('/').includes('.git');
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
