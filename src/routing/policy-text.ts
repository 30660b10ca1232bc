// Rules and policies as text: as they stand in a file, and as `tierwise policy` shows them.
import { clock } from './match.ts';
import {
  type Bound,
  type Budgets,
  type Policy,
  type PolicyFile,
  type Rule,
  type Use,
  WHEN_KEYS,
  type When,
} from './policy.ts';

/** Returns a rule as one line of a policy file. */
export const ruleLine = ({ name, when, use }: Rule): string =>
  `- { name: ${name}${Object.keys(when).length ? `, when: ${whenText(when)}` : ''}, use: ${useText(use)} }`;

/** Returns the conditions of a rule as they stand in a file. */
export const whenText = (when: When): string =>
  flow(
    WHEN_KEYS.flatMap((key): [string, string][] =>
      when[key] === undefined ? [] : [[key, valueText(when, key)]],
    ),
  );

/** Returns what a rule uses as it stands in a file. */
export const useText = (use: Use): string =>
  flow(Object.entries(use).map(([key, value]): [string, string] => [key, String(value)]));

const flow = (pairs: readonly [string, string][]): string =>
  pairs.length ? `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }` : '{}';

function valueText(when: When, key: keyof When): string {
  const { hours } = when;
  if (key === 'hours' && hours) return `"${hourText(hours.from)}-${hourText(hours.to)}"`;
  const value = when[key];
  if (Array.isArray(value))
    return value.length === 1 ? scalar(value[0]) : `[${value.map(scalar).join(', ')}]`;
  return `"${boundText(value as Bound, key)}"`;
}

const hourText = (minutes: number): string => clock(minutes).replace(/:00$/, '');

const boundText = ({ is, than, percent }: Bound, key: keyof When): string =>
  `${is}${than}${percent || key === 'limitsLeft' ? '%' : ''}`;

/** A word as YAML; in quotes where it could be read as something else. */
const scalar = (text: string): string =>
  /^[\p{L}][\p{L}\p{N}_-]*$/u.test(text) ? text : JSON.stringify(text);

/** Returns a policy as lines, each part with the file that it is from. */
export function policyLines(policy: Policy, user: PolicyFile, project: PolicyFile): string[] {
  const from = (key: keyof PolicyFile): string =>
    user[key] === undefined ? 'default' : (user.file ?? 'default');
  const modeFrom = policy.modeFrom === 'project' ? project.file : from('mode');
  return [
    `mode: ${policy.mode}  (${modeFrom})`,
    ...(policy.cap ? [`cap: ${policy.cap}  (${user.cap === policy.cap ? user.file : project.file})`] : []),
    `tiers:`,
    ...Object.entries(policy.tiers).map(
      ([name, { model, effort }]) => `  ${name}: ${model}, effort ${effort}`,
    ),
    `rules:  (${from('rules')})`,
    ...policy.rules.map((rule) => `  ${ruleLine(rule)}`),
    ...listed('where none of them matches:  (default)', policy.otherwise),
    ...listed(`lowered by the project:  (${project.file})`, policy.lowering),
    ...Object.entries(policy.ladders).map(
      ([name, tiers]) => `ladder of ${name}: ${tiers?.join(' → ')}  (${user.file})`,
    ),
    ...(user.plans
      ? [`plans: revise ${policy.plans.revise}, learn ${policy.plans.learn}  (${user.file})`]
      : []),
    `budgets: ${budgetsText(policy.budgets)}${project.budgets ? `  (lowered by ${project.file})` : ''}`,
    `limits: warned of at ${policy.limits.warnAt ?? 100}%, one tier lower at ${policy.limits.lowerAt ?? 100}%  (${from('limits')})`,
    ...(policy.backends.length ? [`backends: ${policy.backends.join(', ')}  (${user.file})`] : []),
  ];
}

const listed = (title: string, rules: readonly Rule[]): string[] =>
  rules.length ? [title, ...rules.map((rule) => `  ${ruleLine(rule)}`)] : [];

function budgetsText({ agents = {}, ...rest }: Budgets): string {
  const all = [...Object.entries(rest), ...Object.entries(agents)];
  const isShare = (name: string): boolean => name === 'warnAt' || name === 'lowerAt';
  return (
    all.map(([name, value]) => `${name} ${isShare(name) ? `${value}%` : `$${value}`}`).join(', ') || 'none'
  );
}
