// A call of the Agent tool, as the client tells a hook of it.

/** What the hook is told of a call of the Agent tool. */
export interface Delegation {
  /** Of the tool call. */
  id: string;
  session: string;
  transcript: string;
  /** Whether an agent makes the call. */
  nested: boolean;
  cwd: string;
  /** The tool's input, to be given back whole. */
  input: Record<string, unknown>;
  description: string;
  prompt: string;
  agent: string;
}

/**
 * Returns the delegation in a hook's input; null for what cannot be routed: a fork keeps its parent's model, an agent that goes
 * on its own. Throws what JSON.parse throws.
 */
export function readDelegation(text: string): Delegation | null {
  const { session_id, transcript_path, agent_id, cwd, tool_name, tool_use_id, tool_input } = JSON.parse(text);
  if (!['Agent', 'Task'].includes(tool_name) || !isRecord(tool_input)) return null;
  const agent = tool_input.subagent_type ?? 'general-purpose';
  if (typeof agent !== 'string' || agent === 'fork' || tool_input.resume !== undefined) return null;
  return {
    id: textOf(tool_use_id),
    session: textOf(session_id),
    transcript: textOf(transcript_path),
    nested: typeof agent_id === 'string',
    cwd: textOf(cwd),
    input: tool_input,
    description: textOf(tool_input.description),
    prompt: textOf(tool_input.prompt),
    agent,
  };
}

/** A text as it is; anything else as JSON, as what it holds may not even turn into a text. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
