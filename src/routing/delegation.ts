// What a policy decides about an agent that is to be started: one function for the hook and for tierwise-live. Pure.
import { EFFORTS, TIER_NAMES, type TierName } from '../models/table.ts';
import { decide } from './decide.ts';
import { type Decision, NO_RULE, type Policy, type RoutingRequest, type RoutingState } from './policy.ts';
import { deriveFrom } from './words.ts';

export interface DelegationFacts {
  /** Full name. */
  agent: string;
  description: string;
  prompt: string;
  /** What the call asks for, whatever it is. */
  effort: unknown;
  /** The tier that it would run on without a policy; undefined where that is not known. */
  without: TierName | undefined;
}

/** Returns the decision about an agent that is to be started. */
export function decideDelegation(
  { agent, description, prompt, effort, without }: DelegationFacts,
  policy: Policy,
  state: RoutingState,
): Decision {
  const text = `${description}\n${prompt}`;
  const request: RoutingRequest = {
    ...deriveFrom(text, { agent }),
    text,
    agent,
    failures: 0,
    tier: without,
    effort: EFFORTS.find((one) => one === effort),
  };
  if (policy.modeFrom === 'user') return decide(request, { ...policy, otherwise: [] }, state);
  // Only the project asks for it: its wishes lower what the call would have run on, and nothing of the user's raises it.
  return decide({ ...request, tier: without ?? 'fable' }, { ...policy, rules: [], otherwise: [] }, state);
}

/** Whether a decision about an agent is to be followed: a rule chose it, and what it changes is known or cannot be raised. */
export const isToBeFollowed = (
  { rule, tier }: Decision,
  { modeFrom }: Policy,
  without: TierName | undefined,
): boolean => rule !== NO_RULE && (modeFrom !== 'project' || without !== undefined || tier === TIER_NAMES[0]);

/** What the model is told of an agent that was refused. `file`: where the budget stands. */
export const refusalOf = (denied: string, file: string | null): string =>
  `Tierwise did not start this agent: ${denied}. Start no other agent that counts toward it; finish the work yourself in as few steps as you can, or stop and tell the user, who can raise the budget in ${file}.`;
