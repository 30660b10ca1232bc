// The words of a policy: what a request is, what a rule asks of it, and what is decided. Types and lists only.
import type { Effort, RungName, TierName } from '../models/table.ts';

/** The kinds of work that rules know, from a question about syntax to a job for the night. */
export const KINDS = [
  'question',
  'search',
  'formatting',
  'commit',
  'extraction',
  'classification',
  'summary',
  'translation',
  'documentation',
  'edit',
  'tests',
  'implementation',
  'refactoring',
  'debugging',
  'review',
  'analysis',
  'security',
  'plan',
  'architecture',
  'bulk',
] as const;
export type Kind = (typeof KINDS)[number];

export const COMPLEXITIES = ['mechanical', 'generative', 'reasoning-intensive'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

export const ERROR_COSTS = ['low', 'high'] as const;
export type ErrorCost = (typeof ERROR_COSTS)[number];

export const NEEDS = ['image input', 'over 200,000 tokens', 'runs unattended'] as const;
export type Need = (typeof NEEDS)[number];

export const URGENCIES = ['low', 'normal', 'high'] as const;
export type Urgency = (typeof URGENCIES)[number];

/**
 * A request of an agent or of the main conversation: the first of a turn, or one that answers what tools brought. What an agent says in the
 * end is its answer, whichever request brought it.
 */
export const STEPS = ['first', 'tool-results', 'answer'] as const;
export type Step = (typeof STEPS)[number];

/** How far a policy goes in a session: told afterwards, told at once, done. */
export const MODES = ['observe', 'suggest', 'enforce'] as const;
export type Mode = (typeof MODES)[number];

/** What is to be decided about. What is missing is not known, and no rule that asks for it matches. */
export interface RoutingRequest {
  kind?: Kind | undefined;
  /** Full name of the agent (`tierwise:explorer`, `Explore`). */
  agent?: string | undefined;
  complexity?: Complexity | undefined;
  errorCost?: ErrorCost | undefined;
  inputTokens?: number | undefined;
  needs?: readonly Need[] | undefined;
  urgency?: Urgency | undefined;
  /** A single request of it, where `tierwise-live` asks for each. */
  step?: Step | undefined;
  /** How often the same work has failed already. */
  failures?: number | undefined;
  /** The text of the task, which `words` are looked for in. */
  text?: string | undefined;
  /** The tier and effort that the work would run on without a policy. */
  tier?: TierName | undefined;
  effort?: Effort | undefined;
  /** The task is under way on this tier: it is never lowered below that. */
  underWay?: { tier: TierName; effort: Effort | null } | undefined;
  /** Never a tier above this one. */
  cap?: TierName | undefined;
}

/** What a budget limits, and what is spent of it, in US dollars. */
export interface BudgetState {
  /** As a reader knows it: `session`, `day`, `agent tierwise:debugger`. */
  name: string;
  limitUsd: number;
  spentUsd: number;
}

/** What a decision depends on beside the request. */
export interface RoutingState {
  /** Minutes since midnight, where the user is. */
  minuteOfDay?: number | undefined;
  budgets?: readonly BudgetState[] | undefined;
  /** Percent of the plan's limits that are left: the smaller of the five-hour and the weekly one. */
  limitsLeft?: number | undefined;
}

/** `>40000`, or `<20%` of a budget. */
export interface Bound {
  is: '<' | '<=' | '>' | '>=';
  than: number;
  percent: boolean;
}

export interface When {
  kind?: readonly Kind[];
  /** Names or patterns, in which `*` is anything. */
  agent?: readonly string[];
  /** A single request; a rule with it decides about nothing else. `main` is the agent of the main conversation. */
  step?: readonly Step[];
  complexity?: readonly Complexity[];
  errorCost?: readonly ErrorCost[];
  inputTokens?: Bound;
  /** All of them are needed. */
  needs?: readonly Need[];
  /** From and to, in minutes since midnight; `to` is not in it, and may be on the next day. */
  hours?: { from: number; to: number };
  urgency?: readonly Urgency[];
  /** Dollars, or percent, of the budget that is nearest to its end. */
  budgetLeft?: Bound;
  /** Percent. */
  limitsLeft?: Bound;
  failures?: Bound;
  /** Any of them stands in the task. */
  words?: readonly string[];
}
export const WHEN_KEYS = [
  'kind',
  'agent',
  'step',
  'complexity',
  'errorCost',
  'inputTokens',
  'needs',
  'hours',
  'urgency',
  'budgetLeft',
  'limitsLeft',
  'failures',
  'words',
] as const satisfies (keyof When)[];

/** A tier, or so many tiers below or above what would be used otherwise. */
export interface Use {
  tier?: TierName;
  lower?: number;
  raise?: number;
  effort?: Effort;
  batch?: boolean;
}

export interface Rule {
  name: string;
  when: When;
  use: Use;
  /** Of a rule of the default: its table, and how well it is founded. */
  group?: string;
  evidence?: { grade: string; source: string; date?: string };
}

/** Limits in US dollars. */
export interface Budgets {
  session?: number;
  day?: number;
  month?: number;
  /** Of the calls made in one project in a month. */
  project?: number;
  /** Of one run of the command. */
  run?: number;
  /** Of one agent in a day, by name or pattern. */
  agents?: Readonly<Record<string, number>>;
  /** What a developer is meant to spend in a day; for the report. */
  target?: number;
  /** Percent at which a budget is warned of, and at which the tier is lowered. */
  warnAt?: number;
  lowerAt?: number;
}

/** Percent of the plan's five-hour or weekly limit. */
export interface Limits {
  warnAt?: number;
  lowerAt?: number;
  /** Nothing is started any more. */
  denyAt?: number;
}

/** Which work climbs which tiers. */
export const LADDERS = ['bulk', 'plan'] as const;
export type LadderName = (typeof LADDERS)[number];
export interface Ladders {
  bulk?: readonly RungName[];
  plan?: readonly TierName[];
}

/** What one file says. */
/**
 * What a run of a plan does where the plan is wrong about a step:
 * - `ask`: the user is asked about the planner's proposal, on a terminal; elsewhere its step is left to the user
 * - `additions`: proposals that only add files or sharpen a check are taken
 * - `never`: the planner is not asked
 */
export const REVISE_WAYS = ['ask', 'additions', 'never'] as const;
export type ReviseWay = (typeof REVISE_WAYS)[number];

export interface PlanSettings {
  revise?: ReviseWay;
  /** Whether what came of steps of a kind moves where such steps start. */
  learn?: boolean;
}

export interface PolicyFile {
  /** Its path; null for what ships. */
  file: string | null;
  mode?: Mode;
  /** The highest tier there is. */
  cap?: TierName;
  tiers?: Partial<Record<RungName, { model?: string; effort?: Effort }>>;
  rules?: readonly Rule[];
  ladders?: Ladders;
  plans?: PlanSettings;
  budgets?: Budgets;
  limits?: Limits;
  backends?: readonly string[];
}

/** What a tier stands for, with what its model can do. */
export interface TierUse {
  model: string;
  effort: Effort;
  efforts: readonly Effort[];
  images: boolean;
  contextTokens: number;
}
export type Tiers = Readonly<Record<TierName, TierUse>>;

/** What is in force: the user's policy over the default, tightened by the project's. */
export interface Policy {
  mode: Mode;
  /** Who asks for that mode. */
  modeFrom: 'user' | 'project';
  cap: TierName | null;
  tiers: Tiers;
  /** The user's, or the default's where the user has none; the first match decides. */
  rules: readonly Rule[];
  /** The default's: what `lower` and `raise` start from, and what decides where no rule of the user's matches. */
  otherwise: readonly Rule[];
  /** What a project asks for, which can only lower what the others decide. */
  lowering: readonly Rule[];
  ladders: Ladders;
  plans: Required<PlanSettings>;
  budgets: Budgets;
  limits: Limits;
  backends: readonly string[];
}

export interface Decision {
  tier: TierName;
  /** Null where the tier's model takes none. */
  effort: Effort | null;
  model: string;
  /** The rule's name; `none` where no rule of the policy matched. */
  rule: string;
  /** In one line, the rule's name included. */
  reason: string;
  batch?: boolean;
  /** Budgets and limits that are nearly used up. */
  warnings?: readonly string[];
  /** Why it must not be started at all: the budget and the dollars. */
  denied?: string;
}

/** The name of the rule where none matched. */
export const NO_RULE = 'none';
