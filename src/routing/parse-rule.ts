// One rule of a policy: its name, what it asks, and what is used then.
import { EFFORTS, TIER_NAMES } from '../models/table.ts';
import {
  countOf,
  type Field,
  flagOf,
  inside,
  keysOf,
  listOf,
  oneOf,
  shown,
  textOf,
  wrong,
} from './fields.ts';
import {
  type Bound,
  COMPLEXITIES,
  ERROR_COSTS,
  KINDS,
  NEEDS,
  NO_RULE,
  type Rule,
  STEPS,
  URGENCIES,
  type Use,
  WHEN_KEYS,
  type When,
} from './policy.ts';

/** Returns the rules of a list. Throws UsageError with the line of a mistake. */
export function parseRules(field: Field): Rule[] {
  if (!Array.isArray(field.value))
    return wrong(field, `is ${shown(field.value)}`, 'a list of rules, each with name, when and use');
  const rules = field.value.map((_, index) => parseRule(inside(field, index)));
  const names = new Set<string>();
  for (const [index, { name }] of rules.entries()) {
    if (names.has(name))
      wrong(
        inside(inside(field, index), 'name'),
        `is ${shown(name)} again`,
        'a name of its own for each rule',
      );
    names.add(name);
  }
  return rules;
}

function parseRule(field: Field): Rule {
  keysOf(field, ['name', 'when', 'use']);
  const name = textOf(inside(field, 'name'), 'a name for the rule, such as exploring');
  if (!NAME.test(name) || name === NO_RULE)
    wrong(inside(field, 'name'), `is ${shown(name)}`, 'letters, digits, "-" and "_", at most 60, not "none"');
  const { value: when } = inside(field, 'when');
  return {
    name,
    when: when === undefined ? {} : parseWhen(inside(field, 'when')),
    use: parseUse(inside(field, 'use')),
  };
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;

const READ_WHEN: { [Key in keyof When]-?: (field: Field) => When[Key] & {} } = {
  kind: (field) => listOf(field, (one) => oneOf(one, KINDS)),
  agent: (field) =>
    listOf(field, (one) => textOf(one, 'the name of an agent, or a pattern such as *explorer*')),
  step: (field) => listOf(field, (one) => oneOf(one, STEPS)),
  complexity: (field) => listOf(field, (one) => oneOf(one, COMPLEXITIES)),
  errorCost: (field) => listOf(field, (one) => oneOf(one, ERROR_COSTS)),
  inputTokens: (field) => boundOf(field, '">40000"'),
  needs: (field) => listOf(field, (one) => oneOf(one, NEEDS)),
  hours: hoursOf,
  urgency: (field) => listOf(field, (one) => oneOf(one, URGENCIES)),
  budgetLeft: (field) => boundOf(field, '"<2" (dollars) or "<20%"', true),
  limitsLeft: (field) => boundOf(field, '"<20%"', true),
  failures: (field) => boundOf(field, '">=2"'),
  words: (field) => listOf(field, (one) => textOf(one, 'a word or words to look for')),
};

function parseWhen(field: Field): When {
  const when: Partial<Record<keyof When, unknown>> = {};
  for (const key of keysOf(field, WHEN_KEYS)) {
    const known = key as keyof When;
    when[known] = READ_WHEN[known](inside(field, key));
  }
  return when as When;
}

const BOUND = /^\s*(<=|>=|<|>)\s*\$?(\d+(?:[_,]\d{3})*(?:\.\d+)?)\s*(%?)\s*$/;

/** A comparison, such as `>40000`. Throws UsageError. */
function boundOf(field: Field, example: string, percents = false): Bound {
  const [, is, than, percent] = BOUND.exec(typeof field.value === 'string' ? field.value : '') ?? [];
  if (!is || than === undefined || (percent && !percents))
    return wrong(field, `is ${shown(field.value)}`, `a comparison in quotes, such as ${example}`);
  return { is: is as Bound['is'], than: Number(than.replace(/[_,]/g, '')), percent: percent === '%' };
}

const HOURS = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/;

/** `22-06` or `22:30-06:00`, in minutes since midnight. Throws UsageError. */
function hoursOf(field: Field): { from: number; to: number } {
  const [whole, fromHour, fromMinute, toHour, toMinute] =
    HOURS.exec(typeof field.value === 'string' ? field.value.replace(/\s/g, '') : '') ?? [];
  const from = minutes(fromHour, fromMinute);
  const to = minutes(toHour, toMinute);
  if (
    !whole ||
    from === to ||
    from >= DAY ||
    to > DAY ||
    [fromMinute, toMinute].some((one) => Number(one) > 59)
  )
    return wrong(
      field,
      `is ${shown(field.value)}`,
      'hours of the day in quotes, such as "22-06" or "22:30-06:00"',
    );
  return { from, to: to % DAY };
}

const DAY = 24 * 60;
const minutes = (hour = '0', minute = '0'): number => Number(hour) * 60 + Number(minute);

function parseUse(field: Field): Use {
  const { value } = field;
  if (value === undefined) wrong(field, 'is missing', 'what to use, such as { tier: haiku } or { lower: 1 }');
  const keys = keysOf(field, ['tier', 'lower', 'raise', 'effort', 'batch']);
  const moves = keys.filter((key) => ['tier', 'lower', 'raise'].includes(key));
  if (moves.length > 1)
    wrong(field, `has ${moves.join(' and ')}`, 'one of tier, lower and raise; remove the others');
  if (!keys.length) wrong(field, 'is empty', 'one of: tier, lower, raise, effort, batch');
  return {
    ...(keys.includes('tier') && { tier: oneOf(inside(field, 'tier'), TIER_NAMES) }),
    ...(keys.includes('lower') && { lower: countOf(inside(field, 'lower')) }),
    ...(keys.includes('raise') && { raise: countOf(inside(field, 'raise')) }),
    ...(keys.includes('effort') && { effort: oneOf(inside(field, 'effort'), EFFORTS) }),
    ...(keys.includes('batch') && { batch: flagOf(inside(field, 'batch')) }),
  };
}
