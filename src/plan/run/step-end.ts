// How a step or one of its tries ends without success.
import type { Worktree } from '../git/worktrees.ts';
import type { RunContext } from './context.ts';
import { nextRung, rungName, type StepRung, sameRung, TRIES_PER_RUNG } from './escalation.ts';
import type { TryFailure, Verdict } from './events.ts';
import { firstError, VERDICT_WORDS } from './messages.ts';
import { failedRungs, failedTries, type StepState } from './state.ts';
import { tail } from './step-prompt.ts';

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
  run: Pick<RunContext, 'catalog' | 'plan' | 'history' | 'ledger' | 'note'>,
  state: StepState,
  rung: StepRung,
  { why, output, tree }: { why: TryFailure; output: string; tree: string | null },
): void {
  const { step, fingerprint } = state;
  const next = rungAfter(run, state, [...failedRungs(state), rung]);
  const leaves = !next || !sameRung(next, rung);
  if (leaves) run.ledger.recordOutcome(state, rung, false);
  const kept = tail(output, KEPT_OUTPUT);
  run.history.append({ type: 'failed', why, output: kept, tree, step: step.id, fingerprint });
  const escalates = next && leaves ? `; escalates to ${rungName(next, step.executor)}` : '';
  run.note(`${step.id}: ${firstError(why, output)}${escalates}`);
}

/** Returns the rung for the next try of a step after failures on `failed`; null when it is the user's turn. */
export const rungAfter = (
  { catalog, plan }: Pick<RunContext, 'catalog' | 'plan'>,
  { step }: StepState,
  failed: readonly StepRung[],
): StepRung | null => nextRung(step, failed, { catalog, top: plan.top, at: new Date() });

/** Returns why the last try of a step failed. */
export function lastFailure(state: StepState): string {
  const last = failedTries(state).at(-1);
  return last?.why ? firstError(last.why, last.output) : 'no try succeeded';
}

/**
 * Returns what to do about files that a step cannot do without, else null: when two rungs in a row needed files that are not on
 * its list, that says something about the plan, not about the tier.
 */
export function filesMissing(state: StepState): string | null {
  const last = failedTries(state).slice(-2 * TRIES_PER_RUNG);
  const refused = last.filter(({ why }) => why === 'files');
  if (refused.length < 2 * TRIES_PER_RUNG) return null;
  return `${firstError('files', refused.at(-1)?.output ?? '')}; if it needs that, add it to its files`;
}
