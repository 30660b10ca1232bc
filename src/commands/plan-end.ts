// How a run of a plan ended: the report, what to do next, and the exit code.
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { mergeBranch } from '../plan/git/merge-branch.ts';
import { type PlanReport, reportOn } from '../plan/report/plan-report.ts';
import { formatReport } from '../plan/report/plan-report-text.ts';
import { graveOf } from '../plan/run/review-work.ts';
import type { RunResult } from '../plan/run/run-plan.ts';
import { visibleJson } from '../terminal/visible.ts';
import { circumstancesOf, type OpenedPlan } from './plan-open.ts';
import { costsSoFar } from './plan-spent.ts';

/** Prints how a run ended, and merges what it made where that is wanted. Returns the exit code. */
export async function reportEnd(
  { stdout }: Host,
  opened: OpenedPlan,
  result: RunResult,
  options: { merge?: boolean; json?: boolean },
): Promise<ExitCode> {
  const { plan, repository } = opened;
  const { halted, skipped } = result;
  const print = (text: string): unknown => stdout.write(`${text}\n`);
  const known = await circumstancesOf(opened, result.state);
  const made = reportOn(plan, result.state, { ...known, running: false });
  const merged = options.merge ? await mergeBranch(repository, made) : null;
  const costs = costsSoFar(opened, plan, result.state);
  const stopped = halted && { why: halted.why, message: halted.message };
  if (options.json) print(visibleJson({ ...made, ...costs, stopped, setAside: skipped, merged }));
  else {
    print(formatReport(merged?.done ? { ...made, takeOver: null } : made, costs));
    if (merged) print(merged.message);
    for (const line of whatNext(plan.file, result)) print(line);
  }
  const code = exitCodeOf(made, result);
  return code === EXIT.ok && merged?.done === false ? EXIT.incomplete : code;
}

function whatNext(file: string, { halted, skipped }: RunResult): string[] {
  const resume = `tierwise plan resume ${file}`;
  if (halted?.why === 'ceiling')
    return [`Stopped: ${halted.message}; continue with: ${resume} --max-cost <amount>`];
  if (halted?.why === 'interrupted') return [`Interrupted. Continue with: ${resume}`];
  if (halted) return [`Stopped: ${halted.message}. Then continue with: ${resume}`];
  return skipped.length ? [`Skipped for now: ${skipped.join(', ')}. Continue with: ${resume}`] : [];
}

function exitCodeOf({ steps, done, proven, review }: PlanReport, { halted }: RunResult): ExitCode {
  if (halted?.why === 'ceiling') return EXIT.ceiling;
  if (halted?.why === 'interrupted') return EXIT.interrupted;
  if (halted && !done) return EXIT.usage;
  const isDoubted = graveOf(review?.findings ?? null).length > 0;
  return !halted && proven && !isDoubted && done === steps.length ? EXIT.ok : EXIT.incomplete;
}
