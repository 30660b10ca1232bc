// Where steps work: a private clone that borrows the user's objects, and one worktree of it for each step. Nothing an executor does
// there, to the files or to git, reaches the user's repository.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
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
export interface Piece {
  step: string;
  commit: string;
}

export interface Conflict {
  /** The step whose work does not fit on what was there before it. */
  step: string;
  /** Empty: it stands on the work of one that does not fit. */
  files: string[];
}

export interface Copy {
  folder: string;
  gitDir: string;
  /** The commit it starts from: the base with the work of the steps before. */
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
const SEALED = ['config', 'config.worktree', 'info/exclude', 'info/attributes'];

export class Workshop {
  readonly #clone: string;
  readonly #copies: string;
  readonly #repository: Repository;
  readonly #mark: string;
  /** The clone's settings as they were made; null for a file that is not there. */
  readonly #sealed = new Map<string, string | null>();
  /** Git's administration of worktrees knows no two at once. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, repository: Repository, mark: string) {
    this.#clone = join(folder, 'repository.git');
    // Not in the data home: Claude Code refuses to edit anything below a folder called .claude.
    const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
    const id = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    this.#copies = resolve(cache, 'tierwise', id);
    this.#repository = repository;
    this.#mark = mark;
  }

  /** Opens the workshop of a plan whose state is in `folder`; everything it starts carries `mark`. */
  static async open(folder: string, repository: Repository, mark: string): Promise<Workshop> {
    const workshop = new Workshop(folder, repository, mark);
    await workshop.#prepare(folder);
    for (const name of SEALED) workshop.#sealed.set(name, textOf(join(workshop.#clone, name)));
    return workshop;
  }

  async #prepare(folder: string): Promise<void> {
    makePrivateFolder(folder);
    makePrivateFolder(this.#copies);
    if (existsSync(this.#clone)) return;
    const half = `${this.#clone}.half`;
    rmSync(half, { recursive: true, force: true });
    const settings = await fileSettings(this.#repository.root);
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
   * A fresh copy for `name`: the commit `base` with the pieces on top, in their order. Gives the conflict instead when a piece does
   * not fit.
   */
  fresh(name: string, base: string, pieces: readonly Piece[]): Promise<Copy | Conflict> {
    return this.#inTurn(async () => {
      const folder = join(this.#copies, name);
      this.#remove(name);
      await this.#git(['worktree', 'prune'], { cwd: this.#clone });
      await this.#git(['worktree', 'add', '--detach', '--force', '--quiet', folder, base], {
        cwd: this.#clone,
      });
      const gitDir = await this.#git(['rev-parse', '--absolute-git-dir'], { cwd: folder });
      const copy = { folder, gitDir, from: base };
      for (const { step, commit } of pieces) {
        try {
          // With its own date, so that the same pieces make the same commits again.
          const date = await this.#git(['show', '-s', '--format=%cI', commit], { cwd: this.#clone });
          const pick = ['cherry-pick', '--ff', '--keep-redundant-commits', commit];
          await this.#in(copy, pick, { env: { GIT_COMMITTER_DATE: date } });
        } catch (error) {
          if (!(error instanceof GitError)) throw error;
          const unmerged = await this.#in(copy, ['diff', '--name-only', '-z', '--diff-filter=U']);
          this.#remove(name);
          const files = unmerged.split('\0').filter(Boolean);
          if (!files.length) throw error;
          return { step, files };
        }
      }
      copy.from = await this.#in(copy, ['rev-parse', 'HEAD']);
      return copy;
    });
  }

  /**
   * The commit of `base` with all pieces that fit, in their order, and those that do not; `standsOn` tells the steps that a step
   * needs, as it cannot be there without them.
   */
  async integrate(
    base: string,
    pieces: readonly Piece[],
    standsOn: (step: string) => ReadonlySet<string>,
  ): Promise<{ commit: string; conflicts: Conflict[] }> {
    const conflicts: Conflict[] = [];
    for (;;) {
      const left = new Set(conflicts.map(({ step }) => step));
      const result = await this.fresh(
        INTEGRATION,
        base,
        pieces.filter(({ step }) => !left.has(step)),
      );
      if ('from' in result) {
        this.#remove(INTEGRATION);
        return { commit: result.from, conflicts };
      }
      const without = pieces.filter(({ step }) => !left.has(step) && standsOn(step).has(result.step));
      conflicts.push(result, ...without.map(({ step }) => ({ step, files: [] })));
    }
  }

  /** Makes the files of a copy those of `tree`, and the rest those of its start; what git ignores stays. */
  async restore(copy: Copy, tree: string | null): Promise<void> {
    // The executor may have moved the head of its copy.
    await this.#in(copy, ['update-ref', '--no-deref', 'HEAD', copy.from]);
    rmSync(join(copy.gitDir, 'index.lock'), { force: true });
    await this.#in(copy, ['read-tree', '--reset', '-u', tree ?? copy.from]);
    await this.#in(copy, ['clean', '-ffdq']);
  }

  /** Everything that differs from the copy's start, new, deleted and changed files and their modes, whatever a CLI says it did. */
  async inspect(copy: Copy): Promise<Inspection> {
    rmSync(join(copy.gitDir, 'index.lock'), { force: true });
    await this.#in(copy, ['add', '--all', '--', '.']);
    const tree = await this.#in(copy, ['write-tree']);
    const changes = await changesBetween(copy.from, tree, { cwd: this.#clone, mark: this.#mark });
    const forbidden: Inspection['forbidden'] = [];
    const filters = await this.#filtersOf(copy, changes);
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
  async #filtersOf(copy: Copy, changes: readonly Change[]): Promise<Map<string, string>> {
    const set = changes.length ? await filtersSet(this.#repository.root) : new Set();
    if (!set.size) return new Map();
    const input = `${changes.map(({ path }) => path).join('\0')}\0`;
    const answer = await this.#in(copy, ['check-attr', '-z', '--stdin', '--cached', 'filter'], { input });
    const parts = answer.split('\0');
    const filters = new Map<string, string>();
    for (let at = 0; at + 2 < parts.length; at += 3) {
      const [path = '', , value = ''] = parts.slice(at, at + 3);
      if (set.has(value)) filters.set(path, value);
    }
    return filters;
  }

  /** The tree with some of its changes taken back. */
  async without(copy: Copy, changes: readonly Change[]): Promise<string> {
    // Mode 0 takes a file out of the index.
    const lines = changes.map(
      ({ path, oldMode, oldObject }) => `${/^0+$/.test(oldMode) ? '0' : oldMode} ${oldObject}\t${path}\0`,
    );
    await this.#in(copy, ['update-index', '-z', '--index-info'], { input: lines.join('') });
    return this.#in(copy, ['write-tree']);
  }

  /** A commit of `tree` on `from`. No hook runs: the step's own check has decided. */
  commit(from: string, tree: string, message: string): Promise<string> {
    return this.#git(['commit-tree', tree, '-p', from, '-F', '-'], { cwd: this.#clone, input: message });
  }

  /** The same, or null when `tree` is what `from` has already. */
  async commitIfChanged(from: string, tree: string, message: string): Promise<string | null> {
    const before = await this.#git(['rev-parse', `${from}^{tree}`], { cwd: this.#clone });
    return before === tree ? null : this.commit(from, tree, message);
  }

  /** The work between two commits of the user's as one piece. */
  async squash(base: string, commit: string, message: string): Promise<string | null> {
    const from = await this.#git(['merge-base', base, commit], { cwd: this.#clone });
    if (from === commit) return null;
    const tree = await this.#git(['rev-parse', `${commit}^{tree}`], { cwd: this.#clone });
    return this.commit(from, tree, message);
  }

  /**
   * Brings a commit into the user's repository as a branch, which must be new, or where `last` left it, or behind. Gives the branch's
   * name, with a number behind it when that name is taken.
   */
  async export(branch: string, commit: string, last: string | null): Promise<string> {
    const ref = `refs/tierwise/${branch}`;
    await this.#git(['update-ref', ref, commit], { cwd: this.#clone });
    const { root } = this.#repository;
    for (let number = 1; ; number++) {
      const name = number === 1 ? branch : `${branch}-${number}`;
      const now = await git(['rev-parse', '--verify', '--quiet', `refs/heads/${name}`], { cwd: root }).catch(
        () => null,
      );
      if (now === commit) return name;
      const ours = now === null || now === last || (await this.#isBehind(now, commit));
      if (!ours) continue;
      try {
        const fetch = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
        await git([...fetch, this.#clone, `+${ref}:refs/heads/${name}`], { cwd: root });
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
   * Puts back the settings and hooks of the clone, which decide what git runs. Says whether they had been changed, which an executor
   * has no business to do.
   */
  seal(): boolean {
    let changed = false;
    for (const [name, wanted] of this.#sealed) {
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

  /** Removes a step's copy. */
  discard(name: string): void {
    this.#remove(name);
  }

  #remove(name: string): void {
    rmSync(join(this.#copies, name), { recursive: true, force: true });
    rmSync(join(this.#clone, 'worktrees', name), { recursive: true, force: true });
  }

  #git(args: readonly string[], options: GitOptions): Promise<string> {
    return git(args, { mark: this.#mark, env: this.#repository.identity, ...options });
  }

  // Told where everything is, not found from the folder: what an executor did to the copy's .git file decides nothing.
  #in(
    { folder, gitDir }: Copy,
    args: readonly string[],
    { env, input }: Partial<Pick<GitOptions, 'env' | 'input'>> = {},
  ): Promise<string> {
    return this.#git(args, {
      cwd: folder,
      env: { ...this.#repository.identity, GIT_DIR: gitDir, GIT_WORK_TREE: folder, ...env },
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
