// A policy asks for it: the delegation gets its tier and effort before it starts, or is refused over budget, or a note says what the
// policy would have done.
import { join } from 'node:path';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { decideDelegation, isToBeFollowed, refusalOf } from '../routing/delegation.ts';
import { inForce } from '../routing/in-force.ts';
import type { Decision, Policy } from '../routing/policy.ts';
import { keepPolicies, keptPolicies, type PolicyFiles, policyTexts } from '../routing/policy-texts.ts';
import { visibleInLine } from '../terminal/visible.ts';
import { appendDelegation } from '../usage/delegations.ts';
import { limitsLeft } from '../usage/limits.ts';
import { budgetsOf, reserveFirst } from './hold-budgets.ts';
import { type Delegation, readDelegation } from './read-delegation.ts';
import { declaredTier, lastTier } from './tier-without.ts';
import { firstTime } from './told.ts';

interface Place {
  home: string;
  project: string;
  env: NodeJS.ProcessEnv;
}

interface Prepared extends Place {
  /** What the policies say. */
  files: PolicyFiles;
}

/** Returns what the hook answers; '' where it has nothing to say. `read` is called only when a policy asks for more than observing. */
export const routeDelegation = (place: Place, read: () => string): string =>
  answerTo({ ...place, files: policiesOf(place) }, read);

/** What reads YAML is a part of its own, as it is large. */
type Reader = typeof import('../routing/load.ts');

/** What the policies say; they are read only where they changed, or another version read them last. */
function policiesOf({ home, project }: Place): PolicyFiles {
  const texts = policyTexts(home, project);
  const kept = keptPolicies(home, texts);
  if (kept) return kept;
  const { readPolicies } = require(join(__dirname, 'read-policies.cjs')) as Reader;
  const said = readPolicies(texts);
  keepPolicies(home, texts, said);
  return said;
}

/** Returns what the hook answers, once all that it takes is there. */
export function answerTo(prepared: Prepared, read: () => string): string {
  const { files, home } = prepared;
  const { policy } = inForce(files.user, files.project);
  if (policy.mode === 'observe' && !files.problems.length) return '';
  const delegation = readDelegation(read());
  if (!delegation) return '';
  const notes = files.problems.filter((problem) => firstTime(home, delegation.session, problem));
  if (policy.mode === 'observe') return answer({}, notes);
  return answered(delegation, { policy, prepared, notes });
}

interface Circumstances {
  policy: Policy;
  prepared: Prepared;
  notes: string[];
}

function answered(delegation: Delegation, { policy, prepared, notes }: Circumstances): string {
  const { home, files } = prepared;
  const without = tierWithout(delegation, prepared.env);
  const decision = decideFor(delegation, policy, without, prepared);
  for (const warning of decision.denied ? [] : (decision.warnings ?? []))
    if (firstTime(home, delegation.session, budgetIn(warning))) notes.push(`${warning}.`);
  const changes = changesTo(delegation, policy, decision, without);
  if (policy.mode === 'suggest') return answer({}, [...notes, ...suggestion(delegation, decision, changes)]);
  const denied = decision.denied ?? reserveFirst(home, policy, delegation, decision);
  if (denied) return answer(refusal(denied, files), notes);
  if (!changes) return answer({}, notes);
  appendDelegation(home, {
    at: new Date().toISOString(),
    session: delegation.session,
    agent: delegation.agent,
    rule: decision.rule,
    from: without ?? null,
    tier: decision.tier,
  });
  return answer({ updatedInput: { ...delegation.input, ...changes } }, notes);
}

/** The name of the budget in a warning, as a warning is given once for each. */
const budgetIn = (warning: string): string => /"(.*)"/.exec(warning)?.[1] ?? 'limits';

/** The tier that the call would run on without a policy; undefined where that cannot be known here. */
function tierWithout(
  { input, agent, nested, transcript }: Delegation,
  env: NodeJS.ProcessEnv,
): TierName | undefined {
  const asked = TIER_NAMES.find((tier) => tier === input.model);
  return asked ?? declaredTier(agent, env) ?? (nested ? undefined : lastTier(agent, transcript));
}

function decideFor(
  delegation: Delegation,
  policy: Policy,
  tier: TierName | undefined,
  { home }: Prepared,
): Decision {
  const { input, description, prompt, agent } = delegation;
  const at = new Date();
  const budgets = budgetsOf(home, policy, delegation, at);
  const minuteOfDay = at.getHours() * 60 + at.getMinutes();
  const state = { minuteOfDay, budgets, limitsLeft: limitsLeft(home, at) };
  return decideDelegation({ agent, description, prompt, effort: input.effort, without: tier }, policy, state);
}

/** What a decision changes of the call; null for nothing. */
function changesTo(
  { input }: Delegation,
  policy: Policy,
  decision: Decision,
  without: TierName | undefined,
): { model: TierName; effort?: string } | null {
  if (!isToBeFollowed(decision, policy, without)) return null;
  const { tier, effort } = decision;
  if (input.model === tier && (!effort || input.effort === effort)) return null;
  return { model: tier, ...(effort && { effort }) };
}

function suggestion({ agent }: Delegation, decision: Decision, changes: object | null): string[] {
  const { tier, effort, reason, denied } = decision;
  if (denied) return [`The policy would not start ${agent}: ${denied}.`];
  const how = [tier, effort].filter(Boolean).join(' ');
  return changes ? [`The policy would run ${agent} on ${how}, by its rule ${reason}.`] : [];
}

function refusal(denied: string, { user, project }: PolicyFiles): object {
  const file = user.budgets ? user.file : project.file;
  return {
    permissionDecision: 'deny',
    permissionDecisionReason: visibleInLine(refusalOf(denied, file)),
  };
}

/** The hook's answer: what happens to the call, and what a person is told. */
function answer(output: object, notes: readonly string[]): string {
  const told = notes.length ? { systemMessage: `Tierwise: ${visibleInLine(notes.join(' '))}` } : {};
  const decided = Object.keys(output).length
    ? { hookSpecificOutput: { hookEventName: 'PreToolUse', ...output } }
    : {};
  const all = { ...told, ...decided };
  return Object.keys(all).length ? JSON.stringify(all) : '';
}
