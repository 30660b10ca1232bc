// Nothing of a plan runs before its user has approved it, with all that decides what runs.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { TIER_NAMES } from '../models/table.ts';
import type { ExecutorName } from '../plan/executors.ts';
import type { Plan } from '../plan/file/plan.ts';
import { warningsIn } from '../plan/file/warnings.ts';
import { formatOutline, payersOf } from '../plan/report/outline.ts';
import { appendEvent } from '../plan/run/events.ts';
import type { PlanState } from '../plan/run/state.ts';
import type { OpenedPlan } from './plan-open.ts';

/** Who is to carry out every step, whatever it says. */
export interface ChosenExecutor {
  name: ExecutorName;
  model: string | null;
}

/** Whether the user has approved this plan, now or before. Throws UsageError when it cannot be asked about. */
export async function approved(
  host: Host,
  opened: OpenedPlan,
  state: PlanState,
  { executor: chosen, yes }: { executor?: ChosenExecutor; yes?: boolean },
): Promise<boolean> {
  const { plan } = opened;
  const key = approvalKey(opened, chosen);
  if (state.approved.has(key)) return true;
  if (!yes) {
    if (!host.stdin.isTTY || !host.stderr.isTTY) {
      throw new UsageError(
        `${plan.file} ${whyNotApproved(plan, state)}. Read it, then: tierwise plan run ${plan.file} --yes (in a terminal it asks).`,
      );
    }
    if (!(await askToRun(host, opened))) return false;
  }
  approve(opened, chosen);
  return true;
}

/** Notes that the user has approved this plan. */
export const approve = (opened: OpenedPlan, chosen: ChosenExecutor | undefined): void => {
  appendEvent(opened.folder, { type: 'approved', key: approvalKey(opened, chosen) });
};

/** What an approval is for: the file with its setup and checks, who carries it out, and on which models at which prices. */
function approvalKey({ plan, catalog }: OpenedPlan, chosen: ChosenExecutor | undefined): string {
  const models = TIER_NAMES.map((name) => [
    name,
    catalog.tiers[name],
    catalog.model(catalog.tiers[name].model),
  ]);
  const others = plan.steps.map(({ model }) => model && catalog.model(model));
  const runsOn = JSON.stringify([chosen ?? null, models, others]);
  return `${plan.hash} ${createHash('sha256').update(runsOn).digest('hex')}`;
}

function whyNotApproved({ hash }: Plan, { approved }: PlanState): string {
  if (!approved.size) return 'is not approved';
  const sameFile = [...approved].some((key) => key.startsWith(hash));
  return sameFile
    ? 'would run on other models, prices or executors: that has changed since it was approved'
    : 'has changed since it was approved';
}

async function askToRun({ env, stdin, stderr }: Host, { plan, catalog }: OpenedPlan): Promise<boolean> {
  stderr.write(
    `${formatOutline(plan, catalog, { payers: await payersOf(plan, env), warnings: warningsIn(plan) })}\n\n`,
  );
  stderr.write('Run it? [y/N] ');
  const lines = createInterface({ input: stdin });
  const { value } = await lines[Symbol.asyncIterator]().next();
  lines.close();
  return /^y(es)?$/i.test((value ?? '').trim());
}
