// Where the steps of a plan start by what came of steps like them before the plan was started: what it does itself does not move it.
import { startFor } from '../evidence/starts.ts';
import { stepRows } from '../evidence/work.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';
import type { Plan, Step } from '../plan/file/plan.ts';
import { nextRung } from '../plan/run/escalation.ts';
import { readEvents } from '../plan/run/events.ts';
import { readOutcomes } from '../usage/outcomes.ts';
import { routePlan } from './by-policy.ts';
import { openPolicy } from './open-policy.ts';

export interface StartPlace {
  catalog: Catalog;
  home: string;
  /** Where the plan's events are. */
  folder: string;
}

/** Returns a plan whose steps start where the policy puts them, else where the outcomes of such steps do. */
export function placePlan(host: Host, read: Plan, { catalog, home, folder }: StartPlace): Plan {
  const plan = routePlan(host, read);
  if (!openPolicy(host).policy.plans.learn) return plan;
  const started = readEvents(folder).events.findLast(({ type }) => type === 'started')?.at;
  const outcomes = readOutcomes(home).filter(({ at }) => !started || at < started);
  if (!outcomes.length) return plan;
  const at = new Date();
  const rows = stepRows(outcomes);
  const limits = { catalog, top: plan.top, at };
  const facts = {
    ...{ outcomes, rows, top: plan.top },
    priceOf: (tier: TierName) => {
      const model = catalog.model(catalog.tiers[tier].model);
      return (model && priceInForce(model, at)?.output) ?? null;
    },
    effortOf: (tier: TierName) =>
      nextRung({ ...(plan.steps[0] as Step), tier, effort: null }, [], limits)?.effort ?? null,
  };
  const place = (step: Step): Step => {
    const rung = nextRung(step, [], limits);
    if (!rung?.tier || !step.files.length || step.moved) return step;
    const start = startFor({ kind: step.kind, tier: rung.tier, effort: rung.effort }, facts);
    return start ? { ...step, tier: start.tier, effort: null, moved: start.why } : step;
  };
  return { ...plan, steps: plan.steps.map(place) };
}
