// A policy file as text → what it says, or the line of the first mistake. The same file holds the user's settings (tiers,
// models, trust, judges, inSession, ledger), which models/settings.ts checks; of them only what decides is read here.
import { UsageError } from '../errors.ts';
import { parseLocated } from '../front-matter.ts';
import { EFFORTS, RUNG_NAMES, type RungName, TIER_NAMES } from '../models/table.ts';
import {
  type Field,
  flagOf,
  inside,
  keysOf,
  listOf,
  numberOf,
  oneOf,
  type Source,
  shown,
  textOf,
  wrong,
} from './fields.ts';
import { parseRules } from './parse-rule.ts';
import {
  type Budgets,
  LADDERS,
  type Ladders,
  type Limits,
  MODES,
  type PlanSettings,
  type PolicyFile,
  REVISE_WAYS,
} from './policy.ts';

/** The keys of `tierwise.md`: first what a policy says, then the settings. */
const POLICY_KEYS = ['mode', 'cap', 'rules', 'ladders', 'plans', 'budgets', 'limits', 'backends'] as const;
const SETTINGS_KEYS = ['v', 'tiers', 'models', 'trust', 'judges', 'inSession', 'ledger'];

/** Returns what a policy says. `file` is its name in messages. Throws UsageError: `tierwise.md:4: what, what was expected`. */
export function parsePolicy(text: string, file: string): PolicyFile {
  const { header, lineOf } = located(text, file);
  const field: Field = { value: header, path: [], source: { file, lineOf } };
  const keys = keysOf(field, [...POLICY_KEYS, ...SETTINGS_KEYS]);
  const at = <Value>(key: string, read: (one: Field) => Value): Record<string, Value> =>
    keys.includes(key) ? { [key]: read(inside(field, key)) } : {};
  return {
    file,
    ...at('mode', (one) => oneOf(one, MODES)),
    ...at('cap', (one) => oneOf(one, TIER_NAMES)),
    ...at('tiers', parseTiers),
    ...at('rules', parseRules),
    ...at('ladders', parseLadders),
    ...at('plans', parsePlans),
    ...at('budgets', parseBudgets),
    ...at('limits', parseLimits),
    ...at('backends', (one) => listOf(one, parseBackend)),
  };
}

/** The header; what is wrong with its YAML is told in the same form as everything else. */
function located(text: string, file: string): { header: unknown; lineOf: Source['lineOf'] } {
  try {
    return parseLocated(text, file);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const what = error.message.slice(file.length);
    const [, line = '1', rest = what.replace(/^: /, '')] = /^ line (\d+): (.*)$/s.exec(what) ?? [];
    throw new UsageError(`${file}:${line}: ${rest}`);
  }
}

function parseTiers(field: Field): NonNullable<PolicyFile['tiers']> {
  const tiers: NonNullable<PolicyFile['tiers']> = {};
  for (const name of RUNG_NAMES.filter((tier) => keysOf(field, RUNG_NAMES).includes(tier))) {
    const tier = inside(field, name);
    const keys = keysOf(tier, ['model', 'effort', 'concurrency']);
    tiers[name] = {
      ...(keys.includes('model') && { model: textOf(inside(tier, 'model'), 'the id of a model') }),
      ...(keys.includes('effort') && { effort: oneOf(inside(tier, 'effort'), EFFORTS) }),
    };
  }
  return tiers;
}

function parseLadders(field: Field): Ladders {
  const keys = keysOf(field, LADDERS);
  return {
    ...(keys.includes('bulk') && { bulk: parseLadder(inside(field, 'bulk'), RUNG_NAMES) }),
    ...(keys.includes('plan') && { plan: parseLadder(inside(field, 'plan'), TIER_NAMES) }),
  };
}

function parsePlans(field: Field): PlanSettings {
  const keys = keysOf(field, ['revise', 'learn']);
  return {
    ...(keys.includes('revise') && { revise: oneOf(inside(field, 'revise'), REVISE_WAYS) }),
    ...(keys.includes('learn') && { learn: flagOf(inside(field, 'learn')) }),
  };
}

function parseLadder<Name extends RungName>(ladder: Field, names: readonly Name[]): Name[] {
  const tiers = listOf(ladder, (one) => oneOf(one, names));
  const places = tiers.map((tier) => names.indexOf(tier));
  if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0)))
    wrong(ladder, `is ${shown(tiers)}`, 'tiers from the cheapest up, each once');
  return tiers;
}

const BACKEND = /^(?:api|claude|live|bedrock|vertex|foundry|openai:.+)$/;

/** The name of a backend, as a list of them has it. */
function parseBackend(field: Field): string {
  const name = textOf(field, 'the name of a backend, such as api');
  if (BACKEND.test(name)) return name;
  return wrong(
    field,
    `is ${shown(name)}`,
    'one of: api, claude, live, bedrock, vertex, foundry, openai:local, openai:<model>@<url>',
  );
}

const MOST_USD = 1_000_000;
const usdOf = (field: Field): number =>
  numberOf(field, [0, MOST_USD], 'an amount in US dollars without a sign, such as 5 or 0.50');
const percentOf = (field: Field): number =>
  numberOf(field, [1, 100], 'a percentage from 1 to 100, such as 80');

const AMOUNTS = ['session', 'day', 'month', 'project', 'run', 'target'] as const;
const SHARES = ['warnAt', 'lowerAt'] as const;

function parseBudgets(field: Field): Budgets {
  const keys = keysOf(field, [...AMOUNTS, 'agents', ...SHARES]);
  return {
    ...Object.fromEntries(
      AMOUNTS.filter((key) => keys.includes(key)).map((key) => [key, usdOf(inside(field, key))]),
    ),
    ...(keys.includes('agents') && { agents: parseAgents(inside(field, 'agents')) }),
    ...parseShares(field, keys),
  };
}

function parseAgents(field: Field): Record<string, number> {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong(field, `is ${shown(value)}`, 'dollars by agent, such as { "tierwise:debugger": 2 }');
  return Object.fromEntries(Object.keys(value).map((agent) => [agent, usdOf(inside(field, agent))]));
}

function parseLimits(field: Field): Limits {
  const keys = keysOf(field, [...SHARES, 'denyAt']);
  return {
    ...parseShares(field, keys),
    ...(keys.includes('denyAt') && { denyAt: percentOf(inside(field, 'denyAt')) }),
  };
}

function parseShares(field: Field, keys: readonly string[]): Limits {
  const shares: Limits = Object.fromEntries(
    SHARES.filter((key) => keys.includes(key)).map((key) => [key, percentOf(inside(field, key))]),
  );
  const { warnAt = 0, lowerAt = 100 } = shares;
  if (warnAt > lowerAt)
    wrong(inside(field, 'lowerAt'), `is ${lowerAt}`, `at least warnAt, which is ${warnAt}`);
  return shares;
}
