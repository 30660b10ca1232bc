// What is said of runs: a table, one in full, and the next step of each.
import { columns, counted, duration, usd } from '../terminal/format.ts';
import { visibleInLine } from '../terminal/visible.ts';
import { commandLine, isOver, type Listed, type RunState } from './listed.ts';

const LONGEST_WHAT = 60;

/** Returns the lines of a table of runs, and below it where each was called. */
export function runsTable(runs: readonly Listed[], now: number): string[] {
  const head = ['run', 'state', 'since', 'cost', 'what'];
  const rows = runs.map((one) => [one.run, one.state, since(one, now), cost(one), short(whatOf(one))]);
  const commands = runs
    .filter((one) => !isOver(one))
    .map(({ run, cwd, command }) => `${run}: in ${cwd}: ${command}`);
  const table = columns([head, ...rows], ['left', 'left', 'left', 'right', 'left']);
  return commands.length ? [...table, '', ...commands] : table;
}

/** Returns the lines about one run: what, where, when, what it cost, what came of it, and what can be done next. */
export function runInFull(one: Listed, now: number): string[] {
  const ended =
    one.endedAt && one.state !== 'running' ? `, ${ENDED[one.state] ?? 'ended'} ${one.endedAt}` : '';
  const rows = [
    ['what', visibleInLine(whatOf(one))],
    ['where', one.cwd],
    ['command', one.command],
    ['started', `${one.at} (${since(one, now)} ago)${ended}`],
    ['cost', cost(one) || 'not known'],
    ...(one.pid === null ? [] : [['process', String(one.pid)]]),
  ];
  return [
    `${one.run}: ${one.kind}, ${one.state}`,
    ...columns(rows, ['left', 'left']),
    ...resultLines(one),
    nextStep(one),
  ];
}

const ENDED: Readonly<Partial<Record<RunState, string>>> = {
  stopped: 'last seen',
  open: 'ended',
  kept: 'kept',
};

/** Returns the lines that tell what came of a run: counts and files, never an item. */
export function resultLines({ result, steps }: Listed): string[] {
  const lines: string[] = [];
  if (steps) lines.push(`${steps.done} of ${counted(steps.total, 'step')} done.`);
  const counts = Object.entries(result?.counts ?? {}).map(([name, n]) => `${n} ${name}`);
  if (counts.length) lines.push(`Counted: ${counts.join(', ')}.`);
  if (result?.out) lines.push(`Result: ${result.out}`);
  if (result?.reviewFile) lines.push(`For review: ${result.reviewFile}`);
  return lines;
}

/** Returns the sentence that says what can be done about a run now. */
export function nextStep(one: Listed): string {
  const { run, kind, state, args, pid } = one;
  if (kind === 'batch') return BATCH[state]?.(run) ?? `Collect it with: tierwise runs resume ${run}`;
  if (state === 'running') return `It runs (process ${pid}). Stop it with: tierwise runs cancel ${run}`;
  if (state === 'kept') return `Follow up: tierwise opinion --continue ${run} "<question>"`;
  if (state === 'finished') return 'It has finished.';
  if (state === 'lost')
    return 'The file of the plan is gone. Remove what is kept of it with: tierwise plan clean --force';
  if (args[1] === 'make') return 'The goal of a plan is not kept: give it again to tierwise plan make.';
  if (state === 'ceiling')
    return `It stopped at its ceiling. Go on with a higher one: tierwise runs resume ${run} --max-cost <usd>`;
  if (kind === 'plan' && state === 'open')
    return `It needs you. See what with: tierwise plan status ${one.what}`;
  if (kind === 'bulk' && state === 'open' && !one.result?.counts.failed && one.result?.counts.review)
    return `Items wait for you: ${commandLine(['review', ...(one.inputs ?? one.what.split(' '))])}`;
  return `Go on with: tierwise runs resume ${run}`;
}

const BATCH: Readonly<Partial<Record<RunState, (run: string) => string>>> = {
  waiting: (run) => `It is waited for at the API. Collect it later, or stop it: tierwise runs cancel ${run}`,
  lost: (run) => `The API does not have it. Drop it with: tierwise runs forget ${run}`,
  elsewhere: () => 'It was submitted with another key or address: set that one to collect it.',
  unknown: () => 'Set ANTHROPIC_API_KEY to see its state.',
};

/** A killed run may have asked for more than it could still note. */
const cost = ({ costUsd, state }: Listed): string =>
  costUsd === null ? '' : `${state === 'stopped' ? '≥ ' : ''}${usd(costUsd)}`;

const whatOf = ({ what, steps }: Listed): string =>
  steps ? `${what}: ${steps.done} of ${counted(steps.total, 'step')}` : what;

const since = ({ at }: Listed, now: number): string => duration((now - Date.parse(at)) / 1000);

function short(text: string): string {
  const line = visibleInLine(text);
  return line.length > LONGEST_WHAT ? `${line.slice(0, LONGEST_WHAT - 1)}…` : line;
}
