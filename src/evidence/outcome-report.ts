// The object of `report --outcomes --json`: what real work came to, and what of the policy it speaks against.
import type { Effort, RungName, TierName } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import { inForce, NO_POLICY } from '../routing/in-force.ts';
import { insertRule } from '../routing/insert-rule.ts';
import { parsePolicy } from '../routing/parse.ts';
import type { Decision, Mode, Policy, Tiers } from '../routing/policy.ts';
import { ruleLine } from '../routing/policy-text.ts';
import { deriveFrom } from '../routing/words.ts';
import { exactInterval, type Interval } from '../stats/share.ts';
import { percent } from '../terminal/format.ts';
import type { Settled, WorkOutcome } from '../usage/work-outcome.ts';
import type { Reviewed } from './decisions.ts';
import { insertionDiff } from './insertions.ts';
import { type Proposal, proposalsFrom } from './proposals.ts';
import { type BulkRow, bulkRows, CONFIDENCE, FEW, type StepRow, stepRows } from './work.ts';

/** What people said of items that a tier had answered; of those that they looked at, which are no random sample. */
export interface ReviewedRow {
  /** Name of the scheme or recipe; null where it is not known any more. */
  task: string | null;
  hash: string;
  kind: Reviewed['kind'];
  tier: RungName;
  confirmed: Interval;
  few: boolean;
}

export interface Proposed {
  step: string;
  kind: string;
  from: { tier: TierName; effort: Effort | null };
  to: TierName;
  how: Proposal['how'];
  share: Interval;
  why: string;
  /** The line of the rule. */
  rule: string;
  /** `diff`: it is in the diff; `there`: the policy says so; `by hand`: it cannot be placed in the file as that is written. */
  place: 'diff' | 'there' | 'by hand';
}

export interface OutcomeReport {
  from: string | null;
  to: string;
  /** Percent. */
  confidence: number;
  steps: StepRow[];
  bulk: BulkRow[];
  reviewed: ReviewedRow[];
  proposals: Proposed[];
  advice: string[];
  mode: Mode;
  /** The user's policy file, and the change to it as a unified diff; null for none. */
  file: string;
  diff: string | null;
}

export interface OutcomeFacts {
  from: Date | null;
  to: Date;
  outcomes: readonly WorkOutcome[];
  settled: readonly Settled[];
  reviewed: readonly Reviewed[];
  /** Names of tasks by their hashes. */
  names: ReadonlyMap<string, string>;
  priceOf(tier: TierName): number | null;
  tiers: Tiers;
  /** The user's policy file: its path and text; a text of null: there is none. */
  file: string;
  text: string | null;
  /** Whether it can be read as a policy. */
  valid: boolean;
}

/** Returns the report. */
export function outcomeReport(facts: OutcomeFacts): OutcomeReport {
  const { from, to, names, file, text, tiers, priceOf, valid } = facts;
  const since = from?.toISOString() ?? '';
  const outcomes = facts.outcomes.filter(({ at }) => at >= since);
  const steps = stepRows(outcomes);
  const bulk = bulkRows(facts.settled.filter(({ at }) => at >= since));
  const reviewed = facts.reviewed.map((one) => reviewedRow(one, names));
  const proposals = proposalsFrom({ outcomes, rows: steps, priceOf });
  const placed = valid ? place(proposals, { file, text, tiers }) : unplaced(proposals);
  return {
    from: from?.toISOString() ?? null,
    to: to.toISOString(),
    confidence: 100 * CONFIDENCE,
    ...{ steps, bulk, reviewed, file, ...placed },
    advice: [...bulk.flatMap(adviceOnBulk), ...reviewed.flatMap(adviceOnReviewed)],
  };
}

function reviewedRow(
  { task, kind, tier, decided, confirmed }: Reviewed,
  names: ReadonlyMap<string, string>,
): ReviewedRow {
  const share = exactInterval({ hits: confirmed, n: decided, population: null }, CONFIDENCE);
  return {
    task: names.get(task) ?? null,
    hash: task,
    kind,
    tier,
    confirmed: share,
    few: decided < FEW,
  };
}

type Placed = Pick<OutcomeReport, 'proposals' | 'mode' | 'diff'>;

const shown = ({ rule, ...rest }: Proposal, where: Proposed['place']): Proposed => ({
  ...rest,
  rule: ruleLine(rule),
  place: where,
});

const unplaced = (proposals: readonly Proposal[]): Placed => ({
  proposals: proposals.map((one) => shown(one, 'by hand')),
  mode: 'observe',
  diff: null,
});

interface PolicyText {
  file: string;
  text: string | null;
  tiers: Tiers;
}

/** Puts each proposal into the text of the policy, as long as that then says what is proposed. */
function place(proposals: readonly Proposal[], { file, text, tiers }: PolicyText): Placed {
  const { mode } = policyIn(text, file, tiers);
  let now = text;
  const proposed = proposals.map((proposal): Proposed => {
    const decided = decidedFor(proposal, policyIn(now, file, tiers));
    if (decided.rule !== 'none' && decided.tier === proposal.to) return shown(proposal, 'there');
    const changed = placed(now, proposal, decided, { file, tiers });
    now = changed ?? now;
    return shown(proposal, changed === null ? 'by hand' : 'diff');
  });
  const diff = now === text || now === null ? null : insertionDiff('tierwise.md', text, now);
  return { proposals: proposed, mode, diff };
}

function placed(
  text: string | null,
  proposal: Proposal,
  { rule }: Decision,
  { file, tiers }: Omit<PolicyText, 'text'>,
): string | null {
  try {
    const changed = insertRule(text, proposal.rule, rule === 'none' ? null : rule);
    if (changed === null) return null;
    const then = decidedFor(proposal, policyIn(changed, file, tiers));
    return then.rule === proposal.rule.name && then.tier === proposal.to ? changed : null;
  } catch {
    return null; // a rule of that name is there, and another one decides
  }
}

const policyIn = (text: string | null, file: string, tiers: Tiers): Policy =>
  inForce(text === null ? NO_POLICY : parsePolicy(text, file), NO_POLICY, tiers).policy;

/** What a policy decides about a usual piece of work of that kind. */
const decidedFor = ({ kind, from }: Proposal, policy: Policy): Decision =>
  decide({ ...deriveFrom('', { kind }), tier: from.tier }, { ...policy, otherwise: [] }, {});

function adviceOnBulk({ task, tier, settled, few }: BulkRow): string[] {
  if (few || settled.high >= 0.5) return [];
  return [
    `${tier} handed up most items of ${task} (it settles ${percent(settled.low)} to ${percent(settled.high)}), which pays for two answers each: find out where to start with tierwise calibrate <input> ${task}`,
  ];
}

function adviceOnReviewed({ task, tier, confirmed, few }: ReviewedRow): string[] {
  if (few || !task || confirmed.high >= 0.5) return [];
  return [
    `People decided otherwise than ${tier} on most items of ${task} that they looked at. They may have looked at the worst ones only; to know: tierwise calibrate <input> ${task}`,
  ];
}
