// What is said and told when a run of a plan has ended.
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import type { PlanReport } from '../plan/report/plan-report.ts';
import { graveOf } from '../plan/run/review-work.ts';
import type { RunResult } from '../plan/run/run-plan.ts';
import { counted } from '../terminal/format.ts';
import { notify } from '../terminal/notify.ts';

/** Tells a user who looks elsewhere that a run has ended; whoever interrupted it knows. */
export async function tellTheEnd(
  host: Host,
  { plan, state, halted }: RunResult,
  wanted: boolean | undefined,
): Promise<void> {
  if (halted?.why === 'interrupted') return;
  const steps = [...state.steps.values()];
  const done = steps.filter(({ status }) => status === 'done').length;
  const stopped = halted ? ', stopped' : '';
  const text = `plan ${plan.name}: ${done} of ${counted(steps.length, 'step')} done${stopped}`;
  const problem = await notify(host, text, wanted);
  if (problem) host.stderr.write(`${problem}.\n`);
}

/** Returns what to do about a plan that is not finished, a line each. */
export function whatNext(file: string, { halted, skipped }: RunResult): string[] {
  const resume = `tierwise plan resume ${file}`;
  if (halted?.why === 'ceiling')
    return [`Stopped: ${halted.message}; continue with: ${resume} --max-cost <amount>`];
  if (halted?.why === 'interrupted') return [`Interrupted. Continue with: ${resume}`];
  if (halted) return [`Stopped: ${halted.message}. Then continue with: ${resume}`];
  return skipped.length ? [`Skipped for now: ${skipped.join(', ')}. Continue with: ${resume}`] : [];
}

/** Returns how the command ends. */
export function exitCodeOf({ steps, done, proven, review }: PlanReport, { halted }: RunResult): ExitCode {
  if (halted?.why === 'ceiling') return EXIT.ceiling;
  if (halted?.why === 'interrupted') return EXIT.interrupted;
  if (halted && !done) return EXIT.usage;
  const isDoubted = graveOf(review?.findings ?? null).length > 0;
  return !halted && proven && !isDoubted && done === steps.length ? EXIT.ok : EXIT.incomplete;
}
