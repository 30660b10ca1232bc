// Records as Claude Code writes them into a transcript.

let serial = 0;

export interface CallFacts {
  id?: string;
  session?: string;
  model?: string;
  requested?: string;
  at?: string;
  agent?: string;
  effort?: string;
  usage?: Record<string, unknown>;
  /** The tools it uses; by default it only writes. */
  tools?: string[];
  branch?: string;
  cwd?: string;
}

/** An assistant record; what is not given is ordinary. */
export function assistant(facts: CallFacts = {}): string {
  const {
    id = `msg_${++serial}`,
    session = 's1',
    model = 'claude-opus-5-5',
    at = '2026-11-20T10:00:00.000Z',
    agent,
  } = facts;
  return JSON.stringify({
    parentUuid: null,
    isSidechain: agent !== undefined,
    message: {
      id,
      type: 'message',
      role: 'assistant',
      model,
      content: facts.tools?.map((name) => ({ type: 'tool_use', name, input: {} })) ?? [
        { type: 'text', text: 'a "type":"assistant" in the text \n is no record' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, output_tokens: 5, ...facts.usage },
    },
    requestId: `req_${id}`,
    requestedModel: facts.requested ?? model,
    ...(agent && { attributionAgent: agent, attributionPlugin: agent.split(':')[0] }),
    type: 'assistant',
    uuid: `uuid-${id}`,
    timestamp: at,
    effort: facts.effort ?? 'medium',
    cwd: facts.cwd ?? '/home/me/project',
    ...(facts.branch && { gitBranch: facts.branch }),
    sessionId: session,
  });
}

export const user = (text: string): string =>
  JSON.stringify({ type: 'user', message: { role: 'user', content: text } });

export const costState = (session: string, totalCostUSD: number): string =>
  JSON.stringify({ type: 'cost-state', sessionId: session, totalCostUSD, modelUsage: {} });

export const file = (...records: string[]): string => records.map((record) => `${record}\n`).join('');
