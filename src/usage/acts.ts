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

/** Returns what the blocks of a message do, each once. A tool that is not one of the client's own says nothing. */
export function actsIn(message: Json): Act[] {
  const names = list(message.content)
    .map(object)
    .flatMap(({ type, name }) => (type === 'tool_use' && typeof name === 'string' ? [name] : []));
  return inOrder(new Set(names.flatMap((name) => (Object.hasOwn(TOOLS, name) ? [TOOLS[name]] : []))));
}

/** Returns all of several acts, each once. */
export const inOrder = (acts: ReadonlySet<Act | undefined>): Act[] => ACTS.filter((act) => acts.has(act));
