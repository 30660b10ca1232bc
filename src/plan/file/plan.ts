// What a plan and its steps are, once read.
import type { Effort, TierName } from '../../models/table.ts';
import type { ExecutorName } from '../executors.ts';

/** What a step is, as routing learns from it. */
export const KINDS = ['code', 'test', 'refactor', 'docs', 'config', 'mechanical'] as const;
export type Kind = (typeof KINDS)[number];

/** Who reviews: a tier of Claude Code, or another CLI (tier null) with its model (null: its default). */
export interface Reviewer {
  executor: ExecutorName;
  tier: TierName | null;
  model: string | null;
  /** Only where the work changes one of these files, which judge it; missing: in any case. */
  onlyFor?: readonly string[];
}

export interface Step {
  id: string;
  title: string;
  kind: Kind;
  /** What it may change: paths and patterns relative to the repository. Empty: nothing, it only checks. */
  files: readonly string[];
  /** Ids of the steps whose work it builds on. */
  needs: readonly string[];
  /** Null when another CLI than Claude Code carries it out. */
  tier: TierName | null;
  executor: ExecutorName;
  /** The other CLI's model; null for its default. */
  model: string | null;
  effort: Effort | null;
  /** Why it starts on this tier and not as the plan says; null where the plan decides. */
  moved: string | null;
  /** Who looks at its work when its check has passed; null for nobody. */
  review: Reviewer | null;
  /** The highest tier it may escalate to; null for the plan's. */
  top: TierName | null;
  /** The shell command whose success proves the step done. */
  verify: string;
  /** Whether the check may pass before the work, as one that guards what is there already. */
  green: boolean;
  /** For all its tries together; null for a limit per try only. */
  budgetUsd: number | null;
  timeoutMinutes: number;
  specification: string;
  /** Line of the file where it is declared. */
  line: number;
}

export interface Plan {
  file: string;
  name: string;
  title: string;
  /** In the order of the file, which is the order of the commits. */
  steps: readonly Step[];
  /** Run in every fresh worktree before anything else, such as `npm ci`; null for nothing. */
  setup: string | null;
  /** What happens to a step that changed files outside its list: `refuse` them, or `ask` the user. */
  outside: 'refuse' | 'ask';
  /** Who looks at the finished branch when all checks have passed there; null for nobody. */
  review: Reviewer | null;
  /** The highest tier a failing step may escalate to. */
  top: TierName;
  budgetUsd: number | null;
  /** Whether every executor reads the project's own rules (CLAUDE.md, AGENTS.md). */
  rules: boolean;
  /** All sections that are not a step's: what every step gets to read. */
  shared: string;
  /** Changes with any byte of the file: what the user approved. */
  hash: string;
}

export interface Problem {
  line: number;
  message: string;
}
