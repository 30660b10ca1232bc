// Calls as the report sees them. Prices are written out by each test, worked out by hand.
import type { PricedCall } from '../../src/usage/priced-call.ts';

let serial = 0;

/** Returns a call of the main thread on Opus 5.5 in session s1 that cost a dollar; `facts` say what differs. */
export function pricedCall(facts: Partial<PricedCall> = {}): PricedCall {
  return {
    id: `call-${++serial}`,
    at: '2026-11-20T10:00:00.000Z',
    source: 'session',
    session: 's1',
    project: '/p',
    agent: null,
    skill: null,
    requested: 'claude-opus-5-5',
    served: 'claude-opus-5-5',
    tier: 'opus',
    effort: null,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    thinking: 0,
    costUsd: 1,
    stop: 'end_turn',
    who: 'main',
    ...facts,
  };
}

/** Returns a call of an agent on Opus 5.5. */
export const agentCall = (who: string, facts: Partial<PricedCall> = {}): PricedCall =>
  pricedCall({ source: 'subagent', agent: who, who, ...facts });

export const HAIKU = { served: 'claude-haiku-5-5', requested: 'claude-haiku-5-5', tier: 'haiku' } as const;
export const SONNET = {
  served: 'claude-sonnet-5-5',
  requested: 'claude-sonnet-5-5',
  tier: 'sonnet',
} as const;
export const FABLE = { served: 'claude-fable-5-2', requested: 'claude-fable-5-2', tier: 'fable' } as const;
