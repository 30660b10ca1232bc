// One worktree for each step of a plan, in the plan's private clone, and the commits that come of them.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BroughtIn, branchStanding, type Standing } from './branch-standing.ts';
import { exportBranch } from './export-branch.ts';
import { type Change, changesBetween, namesIn, type Repository } from './git.ts';
import { type Inspection, inspect, treeWithout } from './inspect.ts';
import { type Conflict, Joining, type StepCommit } from './joining.ts';
import {
  leftoversIn,
  orOpened,
  removeIfPossible,
  removeLocks,
  removeNew,
  type Tracked,
} from './leftovers.ts';
import { PrivateClone, type Worktree } from './private-clone.ts';

export type { Conflict, Inspection, StepCommit, Worktree };

/** No step can have this name. */
const INTEGRATION = '_branch';

export class Worktrees {
  readonly #clone: PrivateClone;
  /** Commits are put together one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #joining: Joining;
  /** By commit. */
  readonly #trees = new Map<string, string>();

  private constructor(clone: PrivateClone) {
    this.#clone = clone;
    this.#joining = new Joining(clone, {
      add: (name, base) => this.#add(name, base),
      remove: (name) => this.remove(name),
    });
  }

  /** The folder of the clone that they belong to. */
  get folder(): string {
    return this.#clone.folder;
  }

  /** Opens a clone that is there for looking only, also while a run works in it. */
  static async openToRead(folder: string, repository: Repository): Promise<Worktrees> {
    return new Worktrees(await PrivateClone.openToRead(folder, repository));
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
      this.remove(name);
      const result = await this.#joining.put(name, base, commits);
      if ('files' in result) return result;
      const worktree = result.worktree ?? (await this.#add(name, result.commit));
      worktree.from = result.commit;
      worktree.own.make(result.commit, join(worktree.gitDir, 'index'));
      return worktree;
    });
  }

  async #add(name: string, base: string): Promise<Worktree> {
    let folder = join(this.#clone.worktrees, name);
    for (let number = 2; existsSync(folder); number++)
      folder = join(this.#clone.worktrees, `${name}~${number}`);
    const gitDir = join(this.#clone.folder, 'worktrees', basename(folder));
    // What `git worktree add` makes, in one start of git instead of four.
    mkdirSync(folder, { recursive: true });
    mkdirSync(gitDir, { recursive: true });
    writeFileSync(join(gitDir, 'HEAD'), `${base}\n`);
    writeFileSync(join(gitDir, 'commondir'), '../..\n');
    writeFileSync(join(gitDir, 'gitdir'), `${join(folder, '.git')}\n`);
    await this.#clone.gitIn({ folder, gitDir }, ['read-tree', '--reset', '-u', base]);
    const own = this.#clone.gitFor(folder);
    return { folder, gitDir, from: base, fresh: true, made: new Map(), own, tracked: null };
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
      const wanted = commits.filter(({ step }) => !left.has(step));
      const result = await this.#inTurn(() => this.#joining.put(INTEGRATION, base, wanted));
      this.remove(INTEGRATION);
      if ('commit' in result) return { commit: result.commit, conflicts };
      const without = wanted.filter(({ step }) => needs(step).has(result.step));
      conflicts.push(result, ...without.map(({ step }) => ({ step, files: [] })));
    }
  }

  /** Makes the files of a worktree those of `tree`, or of its start; what git ignores stays. */
  async restore(worktree: Worktree, tree: string | null): Promise<void> {
    const { fresh } = worktree;
    worktree.fresh = false;
    if (fresh && tree === null) return;
    await this.#checkOut(worktree, tree);
    await orOpened(worktree, () => this.#clone.gitIn(worktree, ['clean', '-ffdq']));
  }

  /**
   * The same, and of what git ignores only that stays which was there when the worktree was sealed. Returns whether all of that is as it
   * was; if not, everything beside its files is removed.
   */
  async reset(worktree: Worktree, tree: string | null): Promise<boolean> {
    const { folder, made } = worktree;
    if (!worktree.fresh || tree !== null) await this.#checkOut(worktree, tree);
    worktree.fresh = false;
    const now = leftoversIn(folder, await this.#tracked(worktree, tree));
    if (removeNew(folder, made, now)) return true;
    removeNew(folder, new Map(), now);
    worktree.own.make(worktree.from, join(worktree.gitDir, 'index'));
    return false;
  }

  async #checkOut(worktree: Worktree, tree: string | null): Promise<void> {
    const { gitDir, from, own } = worktree;
    removeLocks(gitDir);
    const read = ['read-tree', '--reset', '-u', tree ?? from];
    await orOpened(worktree, () => this.#clone.gitIn(worktree, read));
    own.reset(from, join(gitDir, 'index'));
  }

  /** Remembers what lies beside a worktree's files now, and the settings of its git: what setup made. */
  async seal(worktree: Worktree): Promise<void> {
    worktree.made = leftoversIn(worktree.folder, await this.#tracked(worktree, null));
    worktree.own.seal();
  }

  async #tracked(worktree: Worktree, tree: string | null): Promise<Tracked> {
    const wanted = tree ?? worktree.from;
    if (worktree.tracked?.tree === wanted) return worktree.tracked.names;
    const names = await namesIn(wanted, (args) => this.#clone.git(args));
    worktree.tracked = { tree: wanted, names };
    return names;
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
    this.#trees.set(made, tree);
    this.keep(made);
    return made;
  }

  /** Returns how two trees or commits differ, file by file. */
  changes(from: string, to: string): Promise<Change[]> {
    return changesBetween(from, to, (args) => this.#clone.git(args));
  }

  /** Returns how two trees or commits differ, as a diff. */
  diff(from: string, to: string): Promise<string> {
    return this.#clone.git(['diff-tree', '-p', '-r', from, to]);
  }

  /** Returns the files of a commit, as a git tree. */
  async treeOf(commit: string): Promise<string> {
    const known = this.#trees.get(commit) ?? (await this.#clone.git(['rev-parse', `${commit}^{tree}`]));
    this.#trees.set(commit, known);
    return known;
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
    return this.commit(from, await this.treeOf(commit), message);
  }

  /** Brings a commit into the user's repository, as `exportBranch` does. */
  export(branch: string, commit: string, last: string | null): Promise<string> {
    return exportBranch(this.#clone, branch, commit, last);
  }

  /** Returns where a branch stands that was brought there, as `branchStanding` does. */
  standing(work: BroughtIn): Promise<Standing> {
    return branchStanding(this.#clone.repository, work);
  }

  /** Gives an object of the clone a ref, so that no git that anybody runs there collects it. */
  keep(object: string): void {
    this.#clone.setRef(`refs/tierwise/kept/${object}`, object);
  }

  /** Removes a step's worktree, as far as that is possible. */
  remove(name: string): void {
    const { worktrees, folder, gits } = this.#clone;
    for (const parent of [worktrees, join(folder, 'worktrees'), gits]) {
      const names = existsSync(parent) ? readdirSync(parent) : [];
      for (const one of names)
        if (one === name || one.startsWith(`${name}~`)) removeIfPossible(join(parent, one));
    }
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(act, act);
    this.#turn = result.catch(() => {});
    return result;
  }
}
