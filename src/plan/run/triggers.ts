// What a failed try says beyond having failed: that the rung will not do it, or that no rung will.
import { isLiteral } from '../file/glob.ts';
import type { Step } from '../file/plan.ts';
import { type StepRung, sameRung } from './escalation.ts';

/** What is looked at of a failed try. */
export interface FailedLook {
  rung: StepRung;
  why: string | null;
  output: string;
  /** The files it left; null when that is not known. */
  tree: string | null;
  /** Taken in and written; what was read again from a cache at each request is no need for more. */
  newTokens: number;
  /** It took back what the try before it had made, and nothing more. */
  undone: boolean;
}

const MOST_TOKENS = 200_000;
const SEVERAL_FILES = 3;
const BROKEN_CODE =
  /\b(?:Syntax|Indentation|Type|Parse)Error\b|\berror TS\d{4}\b|\berror\[E\d{4}\]|\b(?:syntax|parse) error\b|\btype ?check(?:ing)? failed\b/i;

/** Returns why the rung of the last failed try is left after it, in words; null when it may try again. */
export function leavesRung(step: Pick<Step, 'files'>, failed: readonly FailedLook[]): string | null {
  const last = failed.at(-1);
  if (!last) return null;
  if (goesInCircles(failed, failed.length - 1)) return 'it goes in circles';
  if (last.newTokens > MOST_TOKENS) return 'it needs more than 200,000 tokens';
  if (last.why !== 'check') return null;
  if (BROKEN_CODE.test(last.output)) return 'syntax or type errors';
  const isWide = step.files.length >= SEVERAL_FILES || step.files.some((file) => !isLiteral(file));
  return last.rung.tier === 'haiku' && isWide ? 'it touches several files' : null;
}

/** Whether going up would not help: two rungs in a row ended in circles, or an edit was only taken back. */
export function climbIsOver(failed: readonly FailedLook[]): boolean {
  const last = failed.at(-1);
  if (!last) return false;
  if (last.undone) return true;
  const before = failed.findLastIndex(({ rung }) => !sameRung(rung, last.rung));
  return before >= 0 && goesInCircles(failed, failed.length - 1) && goesInCircles(failed, before);
}

/** Whether a try left the files of an earlier one, and its check said the same. */
function goesInCircles(failed: readonly FailedLook[], at: number): boolean {
  const own = failed[at];
  if (own?.why !== 'check' || own.tree === null) return false;
  return failed
    .slice(0, at)
    .some(({ why, tree, output }) => why === 'check' && tree === own.tree && sameOutput(output, own.output));
}

/** Whether two outputs say the same: times and process numbers change without anything else having changed. */
export const sameOutput = (a: string, b: string): boolean =>
  a.replace(/\d+/g, '0') === b.replace(/\d+/g, '0');
