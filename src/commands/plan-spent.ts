// What a plan has cost, with what is known of such steps on opus.
import { opusCosts } from '../evidence/opus-costs.ts';
import type { Plan } from '../plan/file/plan.ts';
import { costsOf, type PlanCosts } from '../plan/report/plan-costs.ts';
import { readEvents } from '../plan/run/events.ts';
import type { PlanState } from '../plan/run/state.ts';
import { readOutcomes } from '../usage/outcomes.ts';
import type { OpenedPlan } from './plan-open.ts';

/** Returns what a plan has cost since it was started last. */
export function costsSoFar(
  { catalog, home, folder }: Pick<OpenedPlan, 'catalog' | 'home' | 'folder'>,
  plan: Plan,
  state: PlanState,
): PlanCosts {
  return costsOf(plan, state, readEvents(folder).events, { catalog, opus: opusCosts(readOutcomes(home)) });
}
