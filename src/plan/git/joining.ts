// Commits of several steps put on top of each other.
import { GitError } from '../../git.ts';
import type { PrivateClone, Worktree } from './private-clone.ts';

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

/** Where git works on it. */
interface Copies {
  add(name: string, base: string): Promise<Worktree>;
  remove(name: string): void;
}

export class Joining {
  readonly #clone: PrivateClone;
  readonly #copies: Copies;
  /** What came of it before: the same commits on the same base make the same commit. */
  readonly #results = new Map<string, string>();

  constructor(clone: PrivateClone, copies: Copies) {
    this.#clone = clone;
    this.#copies = copies;
  }

  /** Puts commits on top of `base`, in a worktree where git has to. */
  async put(
    name: string,
    base: string,
    commits: readonly StepCommit[],
  ): Promise<{ commit: string; worktree: Worktree | null } | Conflict> {
    const key = [base, ...commits.map(({ commit }) => commit)].join(' ');
    const known = this.#results.get(key);
    if (known) return { commit: known, worktree: null };
    const about = await this.#about(commits);
    const from = commits.findIndex(({ commit }, at) => {
      const below = at ? commits[at - 1]?.commit : base;
      return about.get(commit)?.parents !== below;
    });
    if (from === -1) {
      const commit = commits.at(-1)?.commit ?? base;
      this.#results.set(key, commit);
      return { commit, worktree: null };
    }
    const worktree = await this.#copies.add(name, from ? (commits[from - 1] as StepCommit).commit : base);
    for (const { step, commit } of commits.slice(from)) {
      const files = await this.#pick(worktree, commit, about.get(commit)?.date ?? '');
      if (!files) continue;
      this.#copies.remove(name);
      return { step, files };
    }
    const commit = await this.#clone.gitIn(worktree, ['rev-parse', 'HEAD']);
    this.#results.set(key, commit);
    return { commit, worktree };
  }

  /** Returns of each commit its parents and its date. */
  async #about(commits: readonly StepCommit[]): Promise<Map<string, { parents: string; date: string }>> {
    if (!commits.length) return new Map();
    const names = commits.map(({ commit }) => commit);
    const format = '--format=%H %cI %P';
    const shown = await this.#clone.git(['rev-list', '--no-walk=unsorted', format, ...names]);
    const lines = shown.split('\n').filter((line) => !line.startsWith('commit '));
    return new Map(
      lines.map((line) => {
        const [name = '', date = '', ...parents] = line.split(' ');
        return [name, { date, parents: parents.join(' ') }];
      }),
    );
  }

  /** Puts a commit on top of a worktree's, with its own date, so that the same commits in the same order make the same result. */
  async #pick(worktree: Worktree, commit: string, date: string): Promise<string[] | null> {
    try {
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
}
