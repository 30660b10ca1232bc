// How a bulk run ends: its exit code, what is noted of it, a word to who looks elsewhere.
import { resolve } from 'node:path';
import type { Summary } from '../bulk/result/summary.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host, Invocation } from '../host.ts';
import { count, usd } from '../terminal/format.ts';
import { notify } from '../terminal/notify.ts';

/** Who waited for less still looks at the screen. */
const LONG_SECONDS = 60;

/**
 * Tells a user who looks elsewhere that a run has ended; whoever interrupted it knows. `wanted`: as in notify(); undefined tells of
 * long runs only.
 */
export async function tellTheEnd(
  host: Host,
  { name, summary }: { name: string; summary: Summary },
  wanted: boolean | undefined,
): Promise<void> {
  const { stopped, seconds, tagged, mapped, review, failed, costUsd } = summary;
  if (stopped === 'interrupted' || (wanted === undefined && seconds < LONG_SECONDS)) return;
  const said = [
    tagged === undefined ? `${count(mapped ?? 0)} mapped` : `${count(tagged)} tagged`,
    review && `${count(review)} for review`,
    failed && `${count(failed)} left`,
    usd(costUsd),
    stopped && `stopped: ${summary.reason}`,
  ];
  const problem = await notify(host, `${name}: ${said.filter(Boolean).join(', ')}`, wanted);
  if (problem) host.stderr.write(`${problem}.\n`);
}

/** What is noted of the run. */
export function resultOf(cwd: string, summary: Summary): Parameters<Invocation['going']['came']>[0] {
  const { items, tagged, mapped, review, failed, out, reviewFile } = summary;
  const at = (file: string | null): string | null => (file && file !== '-' ? resolve(cwd, file) : null);
  const answered: Record<string, number> = tagged === undefined ? { mapped: mapped ?? 0 } : { tagged };
  return { out: at(out), reviewFile: at(reviewFile), counts: { items, ...answered, review, failed } };
}

/** The exit code of a run. */
export function exitCodeOf(
  { stopped, review, failed }: Summary,
  isSample: boolean,
  reviewOk: boolean,
): ExitCode {
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (stopped === 'interrupted') return EXIT.interrupted;
  if (stopped) return EXIT.incomplete;
  // In a session any other code is shown as an error, and items in review are a result.
  const open = failed + (reviewOk ? 0 : review);
  return !isSample && open > 0 ? EXIT.incomplete : EXIT.ok;
}
