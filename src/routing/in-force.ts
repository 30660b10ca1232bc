// What is in force: the default, the user's policy over it, and what a project's tightens. A repository lowers, the user decides.
import { type Model, shippedModel, TIER_NAMES, TIERS, type Tier, type TierName } from '../models/table.ts';
import { DEFAULT_LIMITS, DEFAULT_RULES } from './default-policy.ts';
import { type Budgets, type Limits, MODES, type Policy, type PolicyFile, type Tiers } from './policy.ts';

export const NO_POLICY: PolicyFile = { file: null };

/** A project's wish that was not followed, with the reason. */
export interface Ignored {
  field: string;
  why: string;
}

/** Returns the policy in force, and what of the project's was ignored because it would not tighten. */
export function inForce(
  user: PolicyFile,
  project: PolicyFile,
  tiers: Tiers = tiersOf(user),
): { policy: Policy; ignored: Ignored[] } {
  const ignored: Ignored[] = [];
  const own = policyOf(user, tiers);
  const ignore = (field: string, why: string): void => {
    ignored.push({ field, why });
  };
  const mode = stricterMode(own.mode, project, ignore);
  const policy: Policy = {
    ...own,
    mode,
    modeFrom: mode === own.mode ? 'user' : 'project',
    cap: lowerCap(own.cap, project, ignore),
    lowering: loweringRules(project, ignore),
    budgets: lowerBudgets(own.budgets, project.budgets ?? {}, ignore),
    limits: lowerShares('limits', own.limits, project.limits ?? {}, ignore),
  };
  for (const field of ['ladders', 'plans', 'backends'] as const)
    if (project[field]) ignore(field, 'only the user chooses them');
  return { policy, ignored };
}

/** The user's policy over the default. */
function policyOf(user: PolicyFile, tiers: Tiers): Policy {
  const named = new Set(user.rules?.map(({ name }) => name));
  return {
    mode: user.mode ?? 'observe',
    modeFrom: 'user',
    cap: user.cap ?? null,
    tiers,
    rules: user.rules ?? DEFAULT_RULES,
    otherwise: user.rules ? DEFAULT_RULES.filter(({ name }) => !named.has(name)) : [],
    lowering: [],
    ladders: user.ladders ?? {},
    plans: { revise: 'ask', learn: true, ...user.plans },
    budgets: user.budgets ?? {},
    limits: user.limits ?? DEFAULT_LIMITS,
    backends: user.backends ?? [],
  };
}

type Ignore = (field: string, why: string) => void;

/** Observing, suggesting, enforcing: each asks more of the session than the one before. */
function stricterMode(mode: Policy['mode'], project: PolicyFile, ignore: Ignore): Policy['mode'] {
  if (!project.mode || project.mode === mode) return mode;
  if (MODES.indexOf(project.mode) > MODES.indexOf(mode)) return project.mode;
  ignore('mode', `${mode} is not switched off by a project`);
  return mode;
}

function lowerCap(cap: TierName | null, project: PolicyFile, ignore: Ignore): TierName | null {
  if (!project.cap) return cap;
  if (!cap || TIER_NAMES.indexOf(project.cap) <= TIER_NAMES.indexOf(cap)) return project.cap;
  ignore('cap', `above ${cap}`);
  return cap;
}

/** A project that asks for a mode without rules of its own asks for the default's, as far as they lower. */
function loweringRules({ rules, mode }: PolicyFile, ignore: Ignore): Policy['lowering'] {
  if (!rules)
    return mode && mode !== 'observe' ? DEFAULT_RULES.filter(({ use }) => !use.raise && !use.batch) : [];
  return rules.filter(({ name, use }) => {
    if (!use.raise && !use.batch) return true;
    ignore(`rules.${name}`, use.raise ? 'it raises a tier' : 'it submits batches');
    return false;
  });
}

function lowerBudgets(own: Budgets, wanted: Budgets, ignore: Ignore): Budgets {
  const { agents, target, warnAt, lowerAt, ...amounts } = wanted;
  if (target !== undefined) ignore('budgets.target', 'only the user chooses it');
  const lowered: Record<string, number> = {};
  for (const [name, usd] of Object.entries(amounts)) {
    const limit = own[name as keyof typeof amounts];
    if (limit === undefined || usd <= limit) lowered[name] = usd;
    else ignore(`budgets.${name}`, `above $${limit}`);
  }
  const agentsNow = { ...own.agents };
  for (const [agent, usd] of Object.entries(agents ?? {})) {
    const limit = own.agents?.[agent];
    if (limit === undefined || usd <= limit) agentsNow[agent] = usd;
    else ignore(`budgets.agents.${agent}`, `above $${limit}`);
  }
  return {
    ...own,
    ...lowered,
    ...lowerShares('budgets', own, { ...(warnAt && { warnAt }), ...(lowerAt && { lowerAt }) }, ignore),
    ...(Object.keys(agentsNow).length && { agents: agentsNow }),
  };
}

function lowerShares(field: string, own: Limits, wanted: Limits, ignore: Ignore): Limits {
  const lowered: Limits = {
    ...(own.warnAt && { warnAt: own.warnAt }),
    ...(own.lowerAt && { lowerAt: own.lowerAt }),
    ...(own.denyAt && { denyAt: own.denyAt }),
  };
  for (const key of ['warnAt', 'lowerAt', 'denyAt'] as const) {
    const [ours, theirs] = [own[key], wanted[key]];
    if (theirs === undefined) continue;
    if (ours === undefined || theirs <= ours) lowered[key] = theirs;
    else ignore(`${field}.${key}`, `above ${ours}`);
  }
  return lowered;
}

/** Returns the tiers that ship with a file's changes, and what their models can do. */
export const tiersOf = (user: PolicyFile): Tiers =>
  tiersWith(
    Object.fromEntries(TIER_NAMES.map((name) => [name, { ...TIERS[name], ...user.tiers?.[name] }])) as Record<
      TierName,
      Tier
    >,
    shippedModel,
  );

/** Returns tiers with what their models can do; a model that is not known can do what every model can. */
export function tiersWith(
  tiers: Readonly<Record<TierName, Tier>>,
  modelOf: (id: string) => Model | undefined,
): Tiers {
  const uses = TIER_NAMES.map((name) => {
    const { model, effort } = tiers[name];
    const facts = modelOf(model);
    const { efforts = [], images = false, contextTokens = 0 } = facts ?? {};
    return [name, { model, effort, efforts, images, contextTokens }];
  });
  return Object.fromEntries(uses) as Tiers;
}
