// `bulk-tag --explain`: what decided one item. Nothing is asked and nothing is written.
import { closeJob, prepareJob } from '../bulk/job.ts';
import { type CostOf, explain, formatExplanation } from '../bulk/result/explain.ts';
import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { visibleJson } from '../terminal/visible.ts';
import { readLedger } from '../usage/ledger.ts';
import type { BulkOptions } from './bulk-options.ts';
import { settingsFor } from './bulk-settings.ts';

/** Prints what decided the item that `options.explain` means. Returns the exit code. Throws UsageError. */
export async function explainItem(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: BulkOptions & { explain: string },
): Promise<ExitCode> {
  const { settings } = settingsFor(host, inputPath, task, { ...options, backend: 'rules', dryRun: true });
  const silent: JobEvents = { note() {}, progress() {} };
  const job = await prepareJob(settings, silent);
  try {
    const found = await explain(job, options.explain, costsIn(dataHome(host.env)));
    const { answer } = task;
    host.stdout.write(
      `${options.json ? visibleJson(found) : formatExplanation(found, answer, host.stdout.columns ?? 0)}\n`,
    );
    return EXIT.ok;
  } finally {
    await closeJob(job);
  }
}

/** The ledger has a reply under its id, followed by that of the request. Read when it is first needed. */
function costsIn(home: string): CostOf {
  let costs: Map<string, number | null> | undefined;
  return (request) => {
    costs ??= new Map(readLedger(home).calls.map(({ id, costUsd }) => [id.split('|')[0] ?? id, costUsd]));
    return costs.get(request) ?? null;
  };
}
