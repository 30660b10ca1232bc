// What a try made of the files, whatever its executor says about it, and whether that may be checked.
import type { CliFailure } from '../../ask/coding-cli.ts';
import { GitError } from '../../git.ts';
import { covers } from '../file/glob.ts';
import type { Plan, Step } from '../file/plan.ts';
import type { Change } from '../git/git.ts';
import type { Inspection, Worktree } from '../git/worktrees.ts';
import type { RunContext } from './context.ts';
import type { TryFailure } from './events.ts';
import { limitReached } from './executor-failures.ts';

/** A try that failed; the next one starts from `tree`, if any. */
export interface FailedTry {
  result: 'failed';
  why: TryFailure;
  output: string;
  tree: string | null;
  /** The next try needs a new copy: what `setup` put there is spoiled. */
  anew?: boolean;
}

/** Work that is ready to be checked, as the event `built` describes it. */
export interface BuiltWork {
  result: 'built';
  tree: string;
  outside: string[];
  dropped: string[];
}

export interface TryEnd {
  failure: CliFailure | null;
  /** Git's own settings or hooks were changed. */
  tampered: boolean;
}

/** Returns what a try left in its worktree, without the changes that it was not allowed to make. */
export async function collectWork(
  { plan, worktrees }: Pick<RunContext, 'plan' | 'worktrees'>,
  step: Step,
  worktree: Worktree,
  end: TryEnd,
): Promise<BuiltWork | FailedTry> {
  try {
    const inspection = await worktrees.inspect(worktree);
    const { outside, refused, complaints } = judge(inspection, step, plan.outside, end.tampered);
    const litter = inspection.changes.filter(
      (change) => isLitter(change) && !covers(step.files, change.path),
    );
    const bad = [...new Set([...refused, ...litter, ...inspection.forbidden.map(({ change }) => change)])];
    const tree = bad.length ? await worktrees.without(worktree, bad) : inspection.tree;
    if (complaints.length) {
      const output = `${complaints.join('\n')}\nThese changes were put back.`;
      return { result: 'failed', why: 'files', output, tree, anew: inspection.spoiled };
    }
    const why = end.failure && limitReached(end.failure);
    if (end.failure && why) return { result: 'failed', why, output: end.failure.message, tree };
    const names = outside.map(({ path }) => path);
    const [kept, dropped] = refused.length ? [[], names] : [names, []];
    return { result: 'built', tree, outside: kept, dropped };
  } catch (error) {
    if (!(error instanceof GitError) || error.ofMachine) throw error;
    const output = `git cannot read what it left: ${error.message}`;
    return { result: 'failed', why: 'files', output, tree: null };
  }
}

interface Judgment {
  /** All changes to files that are not on the step's list. */
  outside: Change[];
  /** Those that are taken back. */
  refused: Change[];
  /** What the try did that no try may do. */
  complaints: string[];
}

function judge(
  { changes, forbidden }: Inspection,
  { files }: Step,
  policy: Plan['outside'],
  tampered: boolean,
): Judgment {
  const outside = changes.filter((change) => !covers(files, change.path) && !isLitter(change));
  const refused = policy === 'refuse' ? outside : [];
  // New files may be what a build leaves behind: the check decides without them. Who changes what was there before meant to.
  const isMeant = refused.some((change) => !isNew(change));
  const complaints = [
    ...(tampered ? ["git's own settings or hooks were changed"] : []),
    ...forbidden.map(({ change, why }) => `${change.path} is ${why}`),
    ...(isMeant ? refused : []).map(({ path }) => `${path} is not one of this step's files`),
  ];
  return { outside, refused, complaints };
}

/** What interpreters and test runners leave wherever they run: nobody made it, and nobody misses it. */
const LITTER =
  /(?:^|\/)(?:__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.nyc_output|node_modules)\/|(?:^|\/)\.(?:coverage|DS_Store|eslintcache)$|\.tsbuildinfo$/;
const isLitter = (change: Change): boolean => isNew(change) && LITTER.test(change.path);

const isNew = ({ oldMode }: Change): boolean => /^0+$/.test(oldMode);
