import { Command, InvalidArgumentError, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { decide, explain } from '../routing/decide.ts';
import {
  type BudgetState,
  type Budgets,
  type Decision,
  type RoutingRequest,
  type RoutingState,
  URGENCIES,
  type Urgency,
} from '../routing/policy.ts';
import { type Derived, deriveFrom } from '../routing/words.ts';
import { columns, usd } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import { visibleJson } from '../terminal/visible.ts';
import { limitsLeft } from '../usage/limits.ts';
import { budgetStates } from '../usage/spend.ts';
import { withinBudgets } from './by-policy.ts';
import { type Classified, classify } from './classify.ts';
import { openPolicy } from './open-policy.ts';
import { dollars } from './options.ts';

interface Options {
  agent?: string;
  failures?: number;
  inputTokens?: number;
  urgency?: Urgency;
  budgetLeft?: BudgetState;
  limitsLeft?: number;
  at: Date;
  ask?: boolean;
  maxCost?: number;
  explain?: boolean;
  json?: boolean;
}

const HELP_AFTER = `
Examples:
  tierwise route "Find out why the worker deadlocks"
  tierwise route "Tag the tickets" --input-tokens 60000 --at 23:00 --urgency low --explain

What is not said is derived: kind, complexity and cost of an error from the words of the task, what is left of
budgets from the ledger, of limits from the status line. Words are weak evidence; --ask has Haiku judge complexity and cost of an error instead.`;

/** Returns the `route` subcommand; `done` is called with its exit code. */
export function routeCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('route')
    .description('Say which tier and effort the policy chooses for a task, and by which rule.')
    .argument('<task>', 'the task, in words')
    .option('--agent <name>', 'the agent that would do it, by its full name')
    .option('--failures <n>', 'how often it has failed already', wholeNumber)
    .option('--input-tokens <n>', 'how much there is to read (default: the length of the task)', wholeNumber)
    .addOption(new Option('--urgency <how>', 'how soon it is wanted').choices(URGENCIES))
    .option(
      '--budget-left <usd>',
      'what may still be spent, in dollars or as 20% (default: by the ledger)',
      budgetLeft,
    )
    .option(
      '--limits-left <percent>',
      "what is left of a plan's limits, such as 20% (default: by the status line)",
      percentage,
    )
    .addOption(
      new Option('--at <time>', 'when it would start: 22:30, or a date and time')
        .argParser(moment)
        .default(new Date(), 'now'),
    )
    .option('--ask', 'have Haiku classify complexity and cost of an error')
    .option('--max-cost <usd>', 'with --ask: never spend more than this', dollars)
    .option('--explain', 'list every rule, and why it did or did not match')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (task: string, options: Options) => done(await route(host, task, options)));
}

async function route(host: Host, task: string, options: Options): Promise<ExitCode> {
  if (!task.trim()) throw new UsageError('The task is empty. Say in words what is to be done.');
  const { policy, notes } = openPolicy(host);
  for (const note of notes) host.stderr.write(`${note}\n`);
  const derived = deriveFrom(task, options);
  const asked = options.ask ? await classify(task, host, askCeiling(host, options)) : null;
  const request: RoutingRequest = {
    ...derived,
    ...asked?.classes,
    text: task,
    agent: options.agent,
    failures: options.failures ?? 0,
    urgency: options.urgency ?? derived.urgency,
  };
  const state = stateOf(host, options, policy.budgets);
  const decision = decide(request, policy, state);
  const rules = options.explain ? explain(request, policy, state) : null;
  const found = { ...derived, ...asked?.classes };
  const text = options.json
    ? visibleJson(resultOf(task, found, decision, { asked, rules }))
    : [...decisionText(decision, found, asked), ...(rules ? rulesText(rules) : [])].join('\n');
  host.stdout.write(`${text}\n`);
  return decision.denied ? EXIT.incomplete : EXIT.ok;
}

/** What asking Haiku may cost; nothing where a budget is spent, so that the words decide. */
function askCeiling(host: Host, { maxCost }: Options): number | null {
  try {
    return withinBudgets(host, maxCost ?? null);
  } catch (error) {
    if (error instanceof UsageError) return 0;
    throw error;
  }
}

function stateOf(
  { env, cwd }: Host,
  { at, agent, budgetLeft: left, limitsLeft: limits }: Options,
  budgets: Budgets,
): RoutingState {
  const home = dataHome(env);
  const spender = { session: env.CLAUDE_CODE_SESSION_ID ?? null, project: cwd, agent: agent ?? null, at };
  return {
    minuteOfDay: at.getHours() * 60 + at.getMinutes(),
    budgets: left ? [left] : budgetStates(home, budgets, spender),
    limitsLeft: limits ?? limitsLeft(home, at),
  };
}

interface Extras {
  asked: Classified | null;
  rules: ReturnType<typeof explain> | null;
}

function resultOf(
  task: string,
  { kind, complexity, errorCost, needs }: Derived,
  decision: Decision,
  { asked, rules }: Extras,
) {
  const { tier, model, effort, rule, reason, ...more } = decision;
  return {
    ...{ task, kind, complexity, errorCost, needs, tier, model, effort, rule, reason, ...more },
    ...(asked && { asked: { used: asked.classes !== null, costUsd: asked.costUsd, why: asked.why } }),
    ...(rules && { rules }),
  };
}

function decisionText(
  { tier, effort, model, reason, batch, warnings = [], denied }: Decision,
  { kind, complexity, errorCost, needs }: Derived,
  asked: Classified | null,
): string[] {
  const how = [tier, effort && `at effort ${effort}`, batch && 'in a batch'].filter(Boolean).join(' ');
  const what = [kind, complexity, `an error costs ${errorCost === 'low' ? 'little' : 'much'}`, ...needs];
  return [
    `${bold(how)}  (${model})`,
    `by ${reason}`,
    dim(`Taken for: ${what.join(', ')}.`),
    ...(asked ? [dim(`${asked.why} (${asked.costUsd === null ? 'unpriced' : usd(asked.costUsd)}).`)] : []),
    ...warnings.map((warning) => `Warning: ${warning}.`),
    ...(denied ? [`Not to be started: ${denied}.`] : []),
  ];
}

function rulesText(rules: ReturnType<typeof explain>): string[] {
  const rows = rules.map(({ name, matched, why }) => [matched ? 'yes' : 'no', name, why]);
  return ['', ...columns(rows, ['left', 'left', 'left'])];
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number, such as 2.');
}

/** A share stands for itself, as of a budget of $100: rules ask for dollars or for percent. */
function budgetLeft(text: string): BudgetState {
  if (/%$/.test(text)) return { name: 'given', limitUsd: 100, spentUsd: 100 - percentage(text) };
  return { name: 'given', limitUsd: dollars(text), spentUsd: 0 };
}

function percentage(text: string): number {
  const value = /^\d+(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('Expected a percentage from 0 to 100, such as 20%.');
}

function moment(text: string): Date {
  const [, hour, minute = '0'] = /^(\d{1,2})(?::(\d\d))?$/.exec(text) ?? [];
  const date = hour === undefined ? new Date(text) : new Date();
  if (hour !== undefined && Number(hour) < 24 && Number(minute) < 60)
    date.setHours(Number(hour), Number(minute), 0, 0);
  else if (hour !== undefined || !/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(date.getTime()))
    throw new InvalidArgumentError(
      'Expected a time such as 22:30, or a date and time such as 2026-11-21T22:30.',
    );
  return date;
}
