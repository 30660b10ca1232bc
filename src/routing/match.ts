// Whether a rule matches, and why: one test per key of `when`, in words that a reader can check.
import { count, usd } from '../terminal/format.ts';
import type { Bound, BudgetState, RoutingRequest, RoutingState, Rule, When } from './policy.ts';

export interface Match {
  matched: boolean;
  /** The first condition that fails, or all that hold. */
  why: string;
}

type Test = (request: RoutingRequest, state: RoutingState) => Match;

/** Returns whether `rule` matches, with the reason. Pure and total. */
export function matchRule({ when }: Rule, request: RoutingRequest, state: RoutingState): Match {
  const results = testsOf(when).map((test) => test(request, state));
  const failed = results.find(({ matched }) => !matched);
  if (failed) return failed;
  return { matched: true, why: results.map(({ why }) => why).join('; ') || 'it matches everything' };
}

/** Returns the first rule that matches; undefined when none does. */
export const firstMatch = (
  rules: readonly Rule[],
  request: RoutingRequest,
  state: RoutingState,
): Rule | undefined => rules.find((rule) => matchRule(rule, request, state).matched);

function testsOf(when: When): Test[] {
  const { inputTokens, needs, hours, budgetLeft, limitsLeft, failures, words, agent } = when;
  return [
    ...listed('kind', when.kind),
    ...(agent ? [anAgent(agent)] : []),
    ...listed('step', when.step),
    ...listed('complexity', when.complexity),
    ...listed('errorCost', when.errorCost),
    ...(inputTokens ? [bounded('input tokens', inputTokens, (request) => request.inputTokens)] : []),
    ...(needs ? [needed(needs)] : []),
    ...(hours ? [within(hours)] : []),
    ...listed('urgency', when.urgency),
    ...(budgetLeft ? [budgetIsLeft(budgetLeft)] : []),
    ...(limitsLeft
      ? [bounded('percent of the limits left', limitsLeft, (_, state) => state.limitsLeft)]
      : []),
    ...(failures ? [bounded('failures', failures, (request) => request.failures)] : []),
    ...(words ? [saying(words)] : []),
  ];
}

function listed(
  key: 'kind' | 'step' | 'complexity' | 'errorCost' | 'urgency',
  wanted: readonly string[] | undefined,
): Test[] {
  if (!wanted) return [];
  return [
    (request) => {
      const value = request[key];
      if (value === undefined) return no(`${key} is not known`);
      const why = `${key} is ${value}`;
      return wanted.includes(value) ? yes(why) : no(`${why}, not ${wanted.join(' or ')}`);
    },
  ];
}

const anAgent =
  (patterns: readonly string[]): Test =>
  ({ agent }) => {
    if (agent === undefined) return no('no agent is named');
    const found = patterns.find((pattern) => fitsPattern(pattern, agent));
    return found === undefined
      ? no(`agent ${agent} is not ${patterns.join(' or ')}`)
      : yes(found === agent ? `agent is ${agent}` : `agent ${agent} is like ${found}`);
  };

/** Whether a name fits a pattern in which `*` is anything; case does not count. */
export function fitsPattern(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

const needed =
  (needs: When['needs'] & object): Test =>
  (request) => {
    const missing = needs.find((need) => !request.needs?.includes(need));
    return missing === undefined
      ? yes(`it needs ${needs.join(' and ')}`)
      : no(`it is not known to need ${missing}`);
  };

const within =
  ({ from, to }: { from: number; to: number }): Test =>
  (_, { minuteOfDay }) => {
    if (minuteOfDay === undefined) return no('the time is not known');
    const inside =
      from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
    const why = `${clock(minuteOfDay)} is ${inside ? '' : 'not '}between ${clock(from)} and ${clock(to)}`;
    return inside ? yes(why) : no(why);
  };

/** Minutes since midnight as `22:30`. */
export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function bounded(
  what: string,
  bound: Bound,
  read: (request: RoutingRequest, state: RoutingState) => number | undefined,
): Test {
  return (request, state) => {
    const value = read(request, state);
    if (value === undefined) return no(`${what}: not known`);
    const why = `${what}: ${count(value)}`;
    return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${count(bound.than)}`);
  };
}

const budgetIsLeft =
  (bound: Bound): Test =>
  (_, { budgets = [] }) => {
    const tightest = nearestToItsEnd(budgets);
    if (!tightest) return no('no budget is set');
    const { name, limitUsd, spentUsd } = tightest;
    const left = Math.max(0, limitUsd - spentUsd);
    const value = bound.percent ? 100 * leftOf(tightest) : left;
    const why = `${usd(left)} of ${usd(limitUsd)} is left of the budget "${name}"`;
    return holds(bound, value)
      ? yes(why)
      : no(`${why}, not ${bound.is} ${bound.percent ? `${bound.than}%` : usd(bound.than)}`);
  };

/** The share of a budget that is left, from 0 to 1. */
export const leftOf = ({ limitUsd, spentUsd }: BudgetState): number =>
  limitUsd > 0 ? Math.min(1, Math.max(0, (limitUsd - spentUsd) / limitUsd)) : 0;

/** Returns the budget of which the smallest share is left; undefined without any. */
export const nearestToItsEnd = (budgets: readonly BudgetState[]): BudgetState | undefined =>
  budgets.reduce<BudgetState | undefined>(
    (found, budget) => (found && leftOf(found) <= leftOf(budget) ? found : budget),
    undefined,
  );

function holds({ is, than }: Bound, value: number): boolean {
  if (is === '<') return value < than;
  if (is === '<=') return value <= than;
  return is === '>' ? value > than : value >= than;
}

const saying =
  (words: readonly string[]): Test =>
  ({ text }) => {
    if (text === undefined) return no('the task has no text');
    const found = words.find((word) => saysWord(text, word));
    return found === undefined ? no(`it does not say ${words.join(' or ')}`) : yes(`it says "${found}"`);
  };

/** Whether a text has a word, or words, as whole ones; case does not count. */
function saysWord(text: string, word: string): boolean {
  const [haystack, needle] = [text.toLowerCase(), word.toLowerCase()];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack[at - 1] ?? ' ';
    const after = haystack[at + needle.length] ?? ' ';
    if (!LETTER.test(before) && !LETTER.test(after)) return true;
  }
  return false;
}

const LETTER = /[\p{L}\p{N}_]/u;

const yes = (why: string): Match => ({ matched: true, why });
const no = (why: string): Match => ({ matched: false, why });
