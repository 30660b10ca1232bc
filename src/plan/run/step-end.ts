// How a step or one of its tries ends without success.
import type { Worktree } from '../git/worktrees.ts';
import type { RunContext } from './context.ts';
import { defectOf } from './defects.ts';
import { nextRung, rungName, type StepRung, sameRung } from './escalation.ts';
import type { TryFailure, Verdict } from './events.ts';
import { firstError, VERDICT_WORDS } from './messages.ts';
import type { StepState } from './state.ts';
import { tail } from './step-prompt.ts';
import { failedRungs, failedTries } from './tries.ts';
import { climbIsOver, leavesRung } from './triggers.ts';

/** What is kept of a check's output, in characters from its end. */
const KEPT_OUTPUT = 16_000;

/** Ends a step that is not done. */
export function endStep(
  { history, note }: Pick<RunContext, 'history' | 'note'>,
  { step: { id }, fingerprint }: StepState,
  end: { verdict: Verdict; reason: string; commit: string | null },
): void {
  history.append({ type: 'ended', ...end, step: id, fingerprint });
  note(`${id}: ${VERDICT_WORDS[end.verdict]}: ${end.reason}`);
}

/** Leaves a step to the user, with what its last try made of the files. */
export async function giveUp(
  run: Pick<RunContext, 'history' | 'note' | 'worktrees'>,
  state: StepState,
  { from }: Worktree,
  reason: string,
): Promise<void> {
  const { step, carry } = state;
  const message = `${step.title} (not done)\n\nWhat the last try of step ${step.id} left. Its check fails.\n`;
  const commit = carry ? await run.worktrees.commitIfChanged(from, carry, message) : null;
  endStep(run, state, { verdict: 'person', reason, commit });
}

/** Ends a try that failed; the next one starts from `tree`, if any. */
export function failTry(
  run: Pick<RunContext, 'catalog' | 'plan' | 'history' | 'ledger' | 'note' | 'reviser'>,
  state: StepState,
  rung: StepRung,
  { why, output, tree, undone = false }: Failure,
): void {
  const { step, fingerprint } = state;
  const after = afterFailure(state, { why, output, tree, undone });
  const next = rungAfter(run, after);
  // What the plan is wrong about says nothing about the rung.
  const defect = defectOf(run, after);
  const leaves = !defect && (!next || !sameRung(next, rung));
  if (leaves) run.ledger.recordOutcome(state, rung, false);
  const kept = tail(output, KEPT_OUTPUT);
  run.history.append({ type: 'failed', why, output: kept, tree, undone, step: step.id, fingerprint });
  const cause = leavesRung(step, failedTries(after));
  const because = cause ? ` (${cause})` : '';
  const escalates = next && leaves ? `; escalates to ${rungName(next, step.executor)}${because}` : '';
  run.note(`${step.id}: ${firstError(why, output)}${escalates}`);
}

interface Failure {
  why: TryFailure;
  output: string;
  tree: string | null;
  undone?: boolean;
}

const afterFailure = (state: StepState, failure: Required<Failure>): StepState => {
  const last = state.tries.at(-1);
  const output = tail(failure.output, KEPT_OUTPUT);
  const failed = last && { ...last, ...failure, output, status: 'failed' as const };
  return { ...state, tries: failed ? [...state.tries.slice(0, -1), failed] : state.tries };
};

/** Returns the rung for the next try of a step; null when it is the user's turn. */
export function rungAfter(
  { catalog, plan }: Pick<RunContext, 'catalog' | 'plan'>,
  state: StepState,
): StepRung | null {
  const failed = failedTries(state);
  if (climbIsOver(failed)) return null;
  const limits = { catalog, top: plan.top, at: new Date() };
  return nextRung(state.step, failedRungs(state), limits, leavesRung(state.step, failed) !== null);
}

/** Returns why the last try of a step failed. */
export function lastFailure(state: StepState): string {
  const failed = failedTries(state);
  const last = failed.at(-1);
  if (!last?.why) return 'no try succeeded';
  return `${climbIsOver(failed) ? 'goes in circles: ' : ''}${firstError(last.why, last.output)}`;
}

/** Tries in a row that needed other files, on two rungs at least, say something about the plan, not about the tier. */
const MOST_REFUSED = 3;

/** Returns what to do about files that a step cannot do without, else null. */
export function filesMissing(state: StepState): string | null {
  const last = failedTries(state).slice(-MOST_REFUSED);
  const rungs = new Set(last.map(({ rung }) => rungName(rung, state.step.executor)));
  if (last.length < MOST_REFUSED || rungs.size < 2 || last.some(({ why }) => why !== 'files')) return null;
  return `${firstError('files', last.at(-1)?.output ?? '')}; if it needs that, add it to its files`;
}
