// What a plan's tries leave in the ledger. Written before the event of the same thing: killed in between, a line is there already,
// and readers count it once. Books that cannot be written are told, and stop nothing.
import type { CliAnswer } from '../../ask/coding-cli.ts';
import { NO_USAGE } from '../../models/cost.ts';
import { appendEntries } from '../../usage/ledger-entry.ts';
import { appendOutcomes } from '../../usage/outcomes.ts';
import { directEntry } from '../../usage/own-calls.ts';
import type { Site } from './context.ts';
import { type Rung, rungName, sameRung } from './escalation.ts';
import type { StepState } from './state.ts';

export interface Spent {
  requested: string | null;
  served: string | null;
  usage: CliAnswer['usage'];
  costUsd: number | null;
  failed: boolean;
}

/** One line in the ledger for a try. */
export function recordTry(site: Site, { step, tries }: StepState, rung: Rung, spent: Spent): void {
  const served = spent.served ?? spent.requested ?? step.executor;
  const reply = {
    id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${tries.length + 1}|${Date.now()}`,
    requestId: null,
    served,
    usage: spent.usage ?? NO_USAGE,
    usOnly: false,
    fast: false,
    isSum: true,
    stop: spent.failed ? 'failed' : 'complete',
  };
  const { requested, costUsd } = spent;
  const call = { requested: requested ?? served, effort: rung.effort, costUsd, project: site.root, reply };
  keepBooks(site, () => appendEntries(site.home, [directEntry({ source: 'plan', ...call }, site.env)]));
}

/** What routing learns: this kind of work, on this rung, so many tries, passed or not. */
export function recordOutcome(site: Site, state: StepState, rung: Rung, passed: boolean): void {
  const { step, fingerprint } = state;
  const here = site
    .step(step.id)
    .tries.filter((one) => sameRung(one.rung, rung) && !['lost', 'trouble'].includes(one.outcome));
  const known = here.every(({ costUsd: cost }) => cost !== null);
  keepBooks(site, () =>
    appendOutcomes(site.home, [
      {
        id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${fingerprint}|${rungName(rung, step.executor)}`,
        at: new Date().toISOString(),
        source: 'plan',
        project: site.root,
        kind: step.kind,
        executor: step.executor,
        tier: rung.tier,
        effort: rung.effort,
        tries: here.length,
        passed,
        costUsd: known ? here.reduce((sum, { costUsd: cost }) => sum + (cost ?? 0), 0) : null,
      },
    ]),
  );
}

function keepBooks(site: Site, write: () => void): void {
  try {
    write();
  } catch (error) {
    site.onLedgerFailure(error);
  }
}
