// What the policy is worth, from what was done: what it would have saved where it only observed, and what it saved where it decided.
import type { Catalog } from '../models/catalog.ts';
import { EFFORTS, type TierName } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import { USUAL_DAY } from '../routing/default-policy.ts';
import { type Mode, NO_RULE, type Policy } from '../routing/policy.ts';
import { deriveFrom } from '../routing/words.ts';
import type { Delegated } from './delegated.ts';
import type { DelegationRecord } from './delegations.ts';
import { type PricedCall, usageOf } from './priced-call.ts';
import { price } from './savings.ts';

/** Delegations that ran on a tier, and what they would have cost on another. */
export interface Moved {
  delegations: number;
  actualUsd: number;
  otherwiseUsd: number;
}

export interface RoutingReport {
  mode: Mode;
  /** Dollars per day with any calls, beside what is meant to be spent. */
  perDay: { days: number; averageUsd: number; lowUsd: number; highUsd: number };
  /** What the policy would have done to the delegations that it did not decide. */
  observed: { delegations: number; moved: number; savedUsd: number; byRule: Record<string, Moved> };
  /** What it did to those it decided, net: one that did not end by itself saved nothing and cost what it cost. */
  enforced: { delegations: number; failed: number; savedUsd: number; byRule: Record<string, Moved> };
  assumption: string;
}

/** A delegation with the price of what it called in the period. */
export interface PricedDelegation extends Delegated {
  calls: readonly PricedCall[];
}

export interface RoutingFacts<One extends Delegated = Delegated> {
  policy: Policy;
  delegated: readonly One[];
  records: readonly DelegationRecord[];
}

const ASSUMPTION =
  'the same tokens at the other tier’s price; models differ in how many they need, and a cheaper one that fails costs twice';

/** Returns what the policy would have saved and has saved. `calls` are those of the period, priced. */
export function routingReport(
  calls: readonly PricedCall[],
  { policy, delegated, records }: RoutingFacts<PricedDelegation>,
  catalog: Catalog,
): RoutingReport {
  const open = records.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((record) => ({ record, used: false }));
  const observed = { delegations: 0, moved: 0, savedUsd: 0, byRule: {} as Record<string, Moved> };
  const enforced = { delegations: 0, failed: 0, savedUsd: 0, byRule: {} as Record<string, Moved> };
  for (const one of delegated.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const made = one.calls;
    if (!made.length) continue;
    const decided = recordOf(one, made, open);
    if (decided) addEnforced(enforced, decided, { one, made, catalog });
    else addObserved(observed, policy, { one, made, catalog });
  }
  return { mode: policy.mode, perDay: perDay(calls, policy), observed, enforced, assumption: ASSUMPTION };
}

interface Made {
  one: Delegated;
  made: readonly PricedCall[];
  catalog: Catalog;
}

/** The record of the hook that stands for a delegation: of its session and agent, on its tier, the latest before its first call. */
function recordOf(
  { session, agent, at }: Delegated,
  [first]: readonly PricedCall[],
  open: { record: DelegationRecord; used: boolean }[],
): DelegationRecord | null {
  const found = open.findLast(
    ({ record, used }) =>
      !used &&
      record.session === session &&
      record.agent === agent &&
      record.at <= at &&
      record.tier === first?.tier,
  );
  if (!found) return null;
  found.used = true;
  return found.record;
}

function addEnforced(sum: RoutingReport['enforced'], { rule, from }: DelegationRecord, work: Made): void {
  sum.delegations++;
  if (!work.one.ended) sum.failed++;
  if (!from) return; // what it would have run on is not known
  const actualUsd = actual(work.made);
  const otherwiseUsd = work.one.ended ? onTier(work, from) : 0;
  sum.savedUsd += otherwiseUsd - actualUsd;
  add(sum.byRule, rule, { delegations: 1, actualUsd, otherwiseUsd });
}

function addObserved(sum: RoutingReport['observed'], policy: Policy, work: Made): void {
  sum.delegations++;
  const move = moveUnder(policy, work);
  if (!move) return;
  const { rule, actualUsd, otherwiseUsd } = move;
  sum.moved++;
  sum.savedUsd += actualUsd - otherwiseUsd;
  add(sum.byRule, rule, { delegations: 1, actualUsd, otherwiseUsd });
}

/** A delegation that a policy would have put on another tier, by which rule, and what it would have cost there. */
export interface Move {
  at: string;
  rule: string;
  actualUsd: number;
  otherwiseUsd: number;
}

/** Returns what a policy would have moved of some delegations. */
export const movesUnder = (
  policy: Policy,
  delegated: readonly PricedDelegation[],
  catalog: Catalog,
): Move[] => delegated.flatMap((one) => moveUnder(policy, { one, made: one.calls, catalog }) ?? []);

function moveUnder(policy: Policy, work: Made): Move | null {
  const { one, made } = work;
  const tier = made[0]?.tier;
  if (!tier) return null;
  const at = new Date(one.at);
  const request = {
    ...deriveFrom(one.text, { agent: one.agent }),
    text: one.text,
    agent: one.agent,
    failures: 0,
    tier,
    effort: EFFORTS.find((effort) => effort === made[0]?.effort),
  };
  const state = { minuteOfDay: at.getHours() * 60 + at.getMinutes() };
  const decision = decide(request, { ...policy, otherwise: [] }, state);
  if (decision.rule === NO_RULE || decision.tier === tier) return null;
  const { rule } = decision;
  return { at: one.at, rule, actualUsd: actual(made), otherwiseUsd: onTier(work, decision.tier) };
}

const actual = (calls: readonly PricedCall[]): number =>
  calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);

/** What the calls would have cost on a tier; what they cost where that has no known price. */
function onTier({ made, catalog }: Made, tier: TierName): number {
  const { model } = catalog.tiers[tier];
  return made.reduce(
    (sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0),
    0,
  );
}

function add(byRule: Record<string, Moved>, rule: string, more: Moved): void {
  const sum = byRule[rule] ?? { delegations: 0, actualUsd: 0, otherwiseUsd: 0 };
  sum.delegations += more.delegations;
  sum.actualUsd += more.actualUsd;
  sum.otherwiseUsd += more.otherwiseUsd;
  byRule[rule] = sum;
}

function perDay(calls: readonly PricedCall[], { budgets: { target } }: Policy): RoutingReport['perDay'] {
  const days = new Set(calls.map(({ at }) => at.slice(0, 10))).size;
  const { lowUsd, highUsd } = USUAL_DAY;
  return {
    days,
    averageUsd: days ? actual(calls) / days : 0,
    lowUsd: target ?? lowUsd,
    highUsd: target ?? highUsd,
  };
}
