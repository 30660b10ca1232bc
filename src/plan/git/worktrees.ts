// One worktree for each step of a plan, in the plan's private clone, and the commits that come of them.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GitError } from '../../git.ts';
import { branchStanding, type Standing } from './branch-standing.ts';
import { exportBranch } from './export-branch.ts';
import type { Change, Repository } from './git.ts';
import { type Inspection, inspect, treeWithout } from './inspect.ts';
import { leftoversIn, orOpened, removeAll, removeLocks, removeNew } from './leftovers.ts';
import { PrivateClone, type Worktree } from './private-clone.ts';

export type { Inspection, Worktree };

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

/** No step can have this name. */
const INTEGRATION = '_branch';

export class Worktrees {
  readonly #clone: PrivateClone;
  /** Git adds worktrees one at a time only. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(clone: PrivateClone) {
    this.#clone = clone;
  }

  /** The folder of the clone that they belong to. */
  get folder(): string {
    return this.#clone.folder;
  }

  /** Opens the clone of a plan whose state is in `folder`, and makes it if need be; every git it starts carries `mark`. */
  static async open(folder: string, repository: Repository, mark: string): Promise<Worktrees> {
    return new Worktrees(await PrivateClone.open(folder, repository, mark));
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
      if (commits.length) worktree.from = await this.#clone.gitIn(worktree, ['rev-parse', 'HEAD']);
      return worktree;
    });
  }

  async #add(name: string, base: string): Promise<Worktree> {
    this.remove(name);
    let folder = join(this.#clone.worktrees, name);
    for (let number = 2; existsSync(folder); number++)
      folder = join(this.#clone.worktrees, `${name}~${number}`);
    await this.#clone.git(['worktree', 'add', '--detach', '--force', '--quiet', folder, base]);
    const [, gitDir = ''] = /^gitdir: (.*)\n$/s.exec(readFileSync(join(folder, '.git'), 'utf8')) ?? [];
    return { folder, gitDir: resolve(folder, gitDir), from: base, fresh: true, made: new Map() };
  }

  /** Puts a commit on top of a worktree's. Returns the files it conflicts in, or null. */
  async #pick(worktree: Worktree, commit: string): Promise<string[] | null> {
    try {
      // With its own date, so that the same commits in the same order make the same result.
      const shown = await this.#clone.git(['rev-list', '--max-count=1', '--format=%cI', commit]);
      const [, date = ''] = shown.split('\n');
      const pick = ['cherry-pick', '--ff', '--keep-redundant-commits', commit];
      await this.#clone.gitIn(worktree, pick, { set: { GIT_COMMITTER_DATE: date } });
      return null;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const unmerged = await this.#clone.gitIn(worktree, ['diff', '--name-only', '-z', '--diff-filter=U']);
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
    const { fresh } = worktree;
    worktree.fresh = false;
    if (fresh && tree === null) return;
    removeLocks(worktree.gitDir);
    // The executor may have moved its head.
    await this.#clone.gitIn(worktree, ['update-ref', '--no-deref', 'HEAD', worktree.from]);
    await orOpened(worktree, async () => {
      await this.#clone.gitIn(worktree, ['read-tree', '--reset', '-u', tree ?? worktree.from]);
      await this.#clone.gitIn(worktree, ['clean', '-ffdq']);
    });
  }

  /** Remembers what lies beside a worktree's files now: what setup made. */
  async seal(worktree: Worktree): Promise<void> {
    worktree.made = leftoversIn(worktree.folder, await this.#tracked(worktree));
  }

  /**
   * Removes what lies beside a worktree's files and was not there when it was sealed. Returns whether all that was there is as it
   * was; if not, everything beside its files is removed.
   */
  async clean(worktree: Worktree): Promise<boolean> {
    const { folder, made } = worktree;
    const now = leftoversIn(folder, await this.#tracked(worktree));
    if (removeNew(folder, made, now)) return true;
    removeNew(folder, new Map(), now);
    return false;
  }

  async #tracked(worktree: Worktree): Promise<string[]> {
    return (await this.#clone.gitIn(worktree, ['ls-files', '-z'])).split('\0').filter(Boolean);
  }

  /** Returns everything that differs from a worktree's start: new, deleted and changed files and their modes. */
  inspect(worktree: Worktree): Promise<Inspection> {
    return inspect(this.#clone, worktree);
  }

  /** Returns the tree of a worktree's files without some of their changes. */
  without(worktree: Worktree, changes: readonly Change[]): Promise<string> {
    return treeWithout(this.#clone, worktree, changes);
  }

  /** Returns a new commit of `tree` on `from`. No hook runs: the step's own check has decided. */
  async commit(from: string, tree: string, message: string): Promise<string> {
    const made = await this.#clone.git(['commit-tree', tree, '-p', from, '-F', '-'], { input: message });
    await this.keep(made);
    return made;
  }

  /** Returns how two trees or commits differ, as a diff. */
  diff(from: string, to: string): Promise<string> {
    return this.#clone.git(['diff-tree', '-p', '-r', from, to]);
  }

  /** Returns the files of a commit, as a git tree. */
  treeOf(commit: string): Promise<string> {
    return this.#clone.git(['rev-parse', `${commit}^{tree}`]);
  }

  /** Whether two commits hold the same files. */
  async sameTree(one: string, other: string): Promise<boolean> {
    return one === other || (await this.treeOf(one)) === (await this.treeOf(other));
  }

  /** Returns the same, or null when `from` has that tree already. */
  async commitIfChanged(from: string, tree: string, message: string): Promise<string | null> {
    return (await this.treeOf(from)) === tree ? null : this.commit(from, tree, message);
  }

  /** Returns the work of the user's between two commits as one commit; null when there is none. */
  async squash(base: string, commit: string, message: string): Promise<string | null> {
    const from = await this.#clone.git(['merge-base', base, commit]);
    if (from === commit) return null;
    const tree = await this.#clone.git(['rev-parse', `${commit}^{tree}`]);
    return this.commit(from, tree, message);
  }

  /** Brings a commit into the user's repository, as `exportBranch` does. */
  export(branch: string, commit: string, last: string | null): Promise<string> {
    return exportBranch(this.#clone, branch, commit, last);
  }

  /** Returns where a branch stands that was brought there, as `branchStanding` does. */
  standing(exported: { branch: string; commit: string }): Promise<Standing> {
    return branchStanding(this.#clone.repository, exported);
  }

  /** Says that a program begins to work in a copy, as `PrivateClone.enter` does. */
  enter(): () => boolean {
    return this.#clone.enter();
  }

  /** Gives an object of the clone a ref, so that no git that an executor runs collects it. */
  async keep(object: string): Promise<void> {
    await this.#clone.git(['update-ref', `refs/tierwise/kept/${object}`, object]);
  }

  /** Removes a step's worktree, as far as that is possible. */
  remove(name: string): void {
    for (const folder of [join(this.#clone.worktrees, name), join(this.#clone.folder, 'worktrees', name)]) {
      try {
        removeAll(folder);
      } catch {
        // What cannot be removed is left; the next worktree gets another folder.
      }
    }
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act, act);
    this.#turn = result.catch(() => {});
    return result;
  }
}
