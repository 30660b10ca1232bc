// What the page of a report says, beside its calls.
import type { Kept } from '../opinion/kept.ts';
import { inForce, NO_POLICY } from '../routing/in-force.ts';
import type { Policy } from '../routing/policy.ts';
import { type Limits, WINDOW_HOURS, type WindowName } from '../usage/limits.ts';
import type { PricedCall } from '../usage/priced-call.ts';
import { delegationsOfPeriod, type Report, type ReportOptions } from '../usage/report.ts';
import { auditLines, followedInWords } from '../usage/report-text.ts';
import { movesUnder, type RoutingFacts } from '../usage/routing-report.ts';
import type { WorkOutcome } from '../usage/work-outcome.ts';
import { type ReportHead, TIERS } from '../view/report/data.ts';
import { bulkRuns, notSettled, opinions, outcomes } from './sections.ts';

export interface PageFacts {
  report: Report;
  facts: ReportOptions & { routing: RoutingFacts };
  /** The calls that the page shows. */
  calls: readonly PricedCall[];
  isSingle: boolean;
  limits: Limits;
  kept: readonly Kept[];
}

const LIST_PRICE =
  'Dollars are list price: under a subscription they measure use, and are not a bill. Days are by the clock of whoever reads this.';
const GROUPED =
  'Where calls are too many for one page, or are not kept one by one, a line of a session is several that are alike in a quarter of an hour.';

/** Returns the head of the page, without the names of its calls. */
export function pageHead(page: PageFacts): Omit<ReportHead, 'names'> {
  const { report, facts, calls, isSingle, limits, kept } = page;
  const { from, to, savings } = report;
  const isInPeriod = ({ at }: { at: string }): boolean => at >= (from ?? '') && at <= to;
  const { byKind: _, ...waterfall } = savings;
  const settled = (facts.settled ?? []).filter(isInPeriod);
  const checked = (facts.outcomes ?? []).filter(isInPeriod);
  return {
    ...{ from, to, isSingle, waterfall },
    whatIf: whatIf(page, checked),
    limits: limitsIn(limits, calls),
    bulkRuns: bulkRuns(settled),
    notSettled: notSettled(settled),
    work: outcomes(checked),
    opinions: opinions(calls, kept.filter(isInPeriod)),
    advice: report.advice.map(({ text, savesUsd, setting, evidence }) => ({
      ...{ text, savesUsd, evidence },
      ...setting,
    })),
    followed: report.adviceFollowed.map((one) => ({ text: followedInWords(one), savedUsd: one.savedUsd })),
    notes: [LIST_PRICE, ...(isSingle ? [] : [GROUPED]), ...auditLines(report)],
  };
}

function whatIf({ report, facts }: PageFacts, checked: readonly WorkOutcome[]): ReportHead['whatIf'] {
  const { routing, catalog } = facts;
  const delegated = delegationsOfPeriod(routing, facts).filter(({ calls }) => calls.length);
  const policies = policiesFrom(routing.policy).map(([name, policy]) => ({
    name,
    delegations: delegated.length,
    moves: movesUnder(policy, delegated, catalog).map(({ at, ...move }) => ({
      at: Math.floor(Date.parse(at) / 60_000),
      ...move,
    })),
  }));
  const lowered = checked.filter(({ tier }) => tier === 'haiku' || tier === 'sonnet');
  const passed = lowered.filter((one) => one.passed).length;
  return {
    policies,
    held: lowered.length ? { passed, of: lowered.length } : null,
    assumption: report.routing?.assumption ?? '',
  };
}

/** The user's, the one that ships where that is another, and theirs with a lower ceiling. */
function policiesFrom(own: Policy): [name: string, policy: Policy][] {
  const shipped = inForce(NO_POLICY, NO_POLICY, own.tiers).policy;
  const isOwn = JSON.stringify(own.rules) !== JSON.stringify(shipped.rules);
  return [
    [isOwn ? 'your policy' : 'the default policy', own],
    ...(isOwn ? [['the default policy', shipped] as [string, Policy]] : []),
    ...(['sonnet', 'haiku'] as const)
      .filter((cap) => own.cap !== cap)
      .map((cap): [string, Policy] => [
        `nothing above ${cap}`,
        { ...own, rules: [{ name: `nothing above ${cap}`, when: {}, use: {} }], cap },
      ]),
  ];
}

const NAMES: Record<WindowName, string> = { fiveHour: 'Five hours', weekly: 'Week' };

function limitsIn(limits: Limits, calls: readonly PricedCall[]): ReportHead['limits'] {
  return (Object.keys(WINDOW_HOURS) as WindowName[]).flatMap((name) => {
    const window = limits[name];
    if (!window) return [];
    const began = new Date(Date.parse(window.resetsAt) - WINDOW_HOURS[name] * 3_600_000).toISOString();
    const usdByTier: number[] = TIERS.map(() => 0);
    for (const { at, tier, costUsd, source } of calls) {
      if (at < began || (source !== 'session' && source !== 'subagent')) continue;
      const place = TIERS.findIndex((one) => one === (tier ?? 'unknown'));
      usdByTier[place] = (usdByTier[place] ?? 0) + (costUsd ?? 0);
    }
    return [{ name: NAMES[name], ...window, usdByTier }];
  });
}
