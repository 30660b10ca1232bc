// What a call did, by the tools it used. Kept as a few words without any content, so that a session can be told apart by its work.
import { type Json, list, object } from './json-fields.ts';

export const ACTS = ['edit', 'read', 'run', 'plan', 'web', 'agent'] as const;
export type Act = (typeof ACTS)[number];

const TOOLS: Readonly<Record<string, Act>> = {
  ...{ Edit: 'edit', MultiEdit: 'edit', Write: 'edit', NotebookEdit: 'edit' },
  ...{ Read: 'read', Grep: 'read', Glob: 'read', LS: 'read', NotebookRead: 'read', LSP: 'read' },
  ...{ Bash: 'run', PowerShell: 'run' },
  ...{ EnterPlanMode: 'plan', ExitPlanMode: 'plan' },
  ...{ WebFetch: 'web', WebSearch: 'web' },
  ...{ Agent: 'agent', Task: 'agent', Workflow: 'agent' },
};

/** Returns what the blocks of a message do, each act once, as the ledger keeps it. A tool that is not the client's own says nothing. */
export function actsIn(message: Json): string {
  const names = list(message.content)
    .map(object)
    .flatMap(({ type, name }) => (type === 'tool_use' && typeof name === 'string' ? [name] : []));
  return written(names.map(actOf));
}

/** Returns what is done by a tool of the client's own; undefined for any other. */
export const actOf = (tool: string): Act | undefined =>
  Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : undefined;

/** Returns the acts of two records of one call, as the ledger keeps them. */
export const together = (one: string, other: string): string => written(`${one} ${other}`.split(' '));

/** Whether a call is known to have done that. */
export const hasDone = (did: string | undefined, act: Act): boolean => did?.split(' ').includes(act) === true;

/** Returns the acts whose bits are set, in the order of `ACTS`, as the ledger keeps them. */
export const actsOf = (bits: number): string => ACTS.filter((_, index) => (bits >> index) & 1).join(' ');

const written = (acts: readonly unknown[]): string => ACTS.filter((act) => acts.includes(act)).join(' ');
