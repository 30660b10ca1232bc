// Who can carry out a step: Claude Code itself and the other coding CLIs.
import { claudeCli } from '../ask/claude-cli.ts';
import { codex } from '../ask/codex.ts';
import type { CodingCli } from '../ask/coding-cli.ts';
import { copilot } from '../ask/copilot.ts';
import { gemini } from '../ask/gemini.ts';

const EXECUTORS = { claude: claudeCli, codex, gemini, copilot } as const satisfies Record<string, CodingCli>;

export type ExecutorName = keyof typeof EXECUTORS;
export const EXECUTOR_NAMES = Object.keys(EXECUTORS) as ExecutorName[];

/** Returns the CLI of that name. */
export const executorOf = (name: ExecutorName): CodingCli => EXECUTORS[name];

/** Returns what `codex` or `codex:<model>` names; null when there is no such executor. */
export function parseExecutor(text: string): { name: ExecutorName; model: string | null } | null {
  const [, name = '', model] = /^([^:]*)(?::(.+))?$/.exec(text) ?? [];
  return Object.hasOwn(EXECUTORS, name) ? { name: name as ExecutorName, model: model ?? null } : null;
}
