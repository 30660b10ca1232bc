// Who can carry out a step: Claude Code itself and the other coding CLIs.
import { claudeCli } from '../ask/claude-cli.ts';
import { codex } from '../ask/codex.ts';
import type { CodingCli } from '../ask/coding-cli.ts';
import { copilot } from '../ask/copilot.ts';
import { gemini } from '../ask/gemini.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';

const EXECUTORS = { claude: claudeCli, codex, gemini, copilot } as const satisfies Record<string, CodingCli>;

export type ExecutorName = keyof typeof EXECUTORS;
export const EXECUTOR_NAMES = Object.keys(EXECUTORS) as ExecutorName[];

/** Returns the CLI of that name. */
export const executorOf = (name: ExecutorName): CodingCli => EXECUTORS[name];

/** Returns who reviews: `opus` is a tier of Claude Code, `codex:<model>` another CLI; null when there is no such reviewer. */
export function parseReviewer(text: string): Reviewer | null {
  const tier = TIER_NAMES.find((name) => name === text);
  if (tier) return { executor: 'claude', tier, model: null };
  const named = parseExecutor(text);
  return named && named.name !== 'claude' ? { executor: named.name, tier: null, model: named.model } : null;
}

interface Reviewer {
  executor: ExecutorName;
  tier: TierName | null;
  model: string | null;
}

/** Returns what `codex` or `codex:<model>` names; null when there is no such executor. */
export function parseExecutor(text: string): { name: ExecutorName; model: string | null } | null {
  const [, name = '', model] = /^([^:]*)(?::(.+))?$/.exec(text) ?? [];
  return Object.hasOwn(EXECUTORS, name) ? { name: name as ExecutorName, model: model ?? null } : null;
}
