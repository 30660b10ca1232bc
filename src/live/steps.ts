// A single request of an agent, or of the main conversation, on another tier: what the policy's rules for steps say, and whether the
// cache that is lost by it is worth it. Pure.
import { costUsd, NO_USAGE } from '../models/cost.ts';
import { EFFORTS, shippedModel } from '../models/table.ts';
import { decide } from '../routing/decide.ts';
import {
  type Decision,
  NO_RULE,
  type Policy,
  type RoutingState,
  type Rule,
  type Step,
} from '../routing/policy.ts';

/** The name by which rules know the main conversation. */
export const MAIN = 'main';

export interface StepFacts {
  /** Full name of the agent; `main`. */
  agent: string;
  step: Step;
  model: string;
  effort: unknown;
  /** Tokens of the last prompt and answer of the same loop; 0 before the first. */
  prompt: number;
  output: number;
}

/** Returns the decision about a single request; null where no rule for steps asks for another model. */
export function decideStep(step: StepFacts, policy: Policy, state: RoutingState, at: Date): Decision | null {
  const about = (rules: readonly Rule[]): Rule[] => rules.filter((rule) => isAbout(rule, step));
  const [rules, lowering] = [about(policy.rules), about(policy.lowering)];
  // What a repository says concerns agents only.
  const asked = { ...policy, rules, otherwise: [], lowering: step.agent === MAIN ? [] : lowering };
  if (policy.mode !== 'enforce' || !(asked.rules.length + asked.lowering.length)) return null;
  const tier = shippedModel(step.model)?.tier;
  if (!tier) return null;
  const request = {
    agent: step.agent,
    step: step.step,
    inputTokens: step.prompt,
    tier,
    effort: EFFORTS.find((one) => one === step.effort),
  };
  const decision = decide(request, asked, state);
  if (decision.rule === NO_RULE || decision.model === step.model) return null;
  return step.agent !== MAIN || isWorthIt(step, decision.model, at) ? decision : null;
}

/** Whether a rule is one for such steps; of the main conversation only when it names it, and never of its answers, which are read as they come. */
const isAbout = ({ when }: Rule, { agent, step }: StepFacts): boolean =>
  when.step !== undefined && (agent !== MAIN || (step !== 'answer' && when.agent?.includes(MAIN) === true));

/** Whether a request is cheaper on another model, though that has to read the whole prompt anew, without a cache. */
export function isWorthIt({ model, prompt, output }: StepFacts, other: string, at: Date): boolean {
  const stays = costUsd(shippedModel(model), { ...NO_USAGE, cacheRead: prompt, output }, { at });
  // Both ways: the conversation goes on with the model it had, whose cache then lacks the answer.
  const goes = costUsd(shippedModel(other), { ...NO_USAGE, cacheWrite5m: prompt, output }, { at });
  const back = costUsd(shippedModel(model), { ...NO_USAGE, cacheWrite5m: output }, { at });
  return stays !== null && goes !== null && back !== null && goes + back < stays;
}
