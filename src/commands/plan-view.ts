import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { block } from '../json-block.ts';
import { planPage } from '../plan/report/plan-page.ts';
import { needsUser, reportOn } from '../plan/report/plan-report.ts';
import { historyOf, type StepHistory } from '../plan/report/step-history.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { PLAN_MARK } from '../view/plan-data.ts';
import { circumstancesOf, openPlan, readState } from './plan-open.ts';
import { diffsOf } from './plan-show.ts';
import { costsSoFar } from './plan-spent.ts';

const TITLE = '<title>tierwise plan view';

/** Writes the page of a plan, private to the user: it holds diffs. */
export async function viewPlan(host: Host, file: string, out: string | undefined): Promise<ExitCode> {
  const opened = await openPlan(host, file);
  const { plan, folder } = opened;
  const state = readState(host, opened);
  const report = reportOn(plan, state, await circumstancesOf(opened, state));
  const diffs = await diffsOf(opened, state);
  const histories = new Map<string, StepHistory>();
  for (const step of report.steps) {
    const own = state.steps.get(step.id);
    if (own) histories.set(step.id, historyOf(step, own, diffs.get(step.id) ?? null));
  }
  const data = planPage(plan, report, costsSoFar(opened, plan, state), histories);
  const template = readFileSync(join(PLUGIN_ROOT, 'dist', 'plan.html'), 'utf8');
  const html = template.replace(PLAN_MARK, () => block('plan', data));
  if (out === '-') host.results.write(html);
  else {
    if (out === undefined && !existsSync(folder))
      throw new UsageError(`${file} was never started. Run it with: tierwise plan run ${file}`);
    const path = out ?? join(folder, 'view.html');
    write(host, path, html);
    host.stdout.write(`${path}: open it in a browser: ${pathToFileURL(resolve(host.cwd, path))}\n`);
  }
  return report.steps.some(needsUser) ? EXIT.incomplete : EXIT.ok;
}

/** Whole or not at all, and over nothing but a page of ours. */
function write({ access, cwd }: Host, path: string, html: string): void {
  const file = resolve(cwd, path);
  access.checkWrite(file, 'page');
  try {
    if (existsSync(file) && !readFileSync(file, 'utf8').slice(0, 4096).includes(TITLE))
      throw new UsageError(
        `${path} is there already, and is not a page of "tierwise plan view". Name another file.`,
      );
    writeFileSync(`${file}.part`, html, { mode: 0o600 });
    chmodSync(`${file}.part`, 0o600);
    renameSync(`${file}.part`, file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: cannot be written: ${systemReason(error)}.`);
  }
}
