// What running sessions do now: per agent its tier, calls and dollars, or its share of the plan's limit; and what budgets have left. Pure.
import { leftOf } from '../routing/match.ts';
import type { BudgetState } from '../routing/policy.ts';
import { columns, count, counted, percent, usd } from '../terminal/format.ts';
import { visibleInLine } from '../terminal/visible.ts';
import { type Limits, WINDOW_HOURS, type WindowName } from '../usage/limits.ts';
import { bySession, numberOf, type PricedCall } from '../usage/priced-call.ts';

const RUNNING_MINUTES = 15;
const MOST_AGENTS = 8;
const LONGEST_NAME = 44;
const NAMES: Record<WindowName, string> = { fiveHour: '5 hours', weekly: 'week' };

export interface RunningSession {
  session: string;
  /** The folder of its last call. */
  project: string | null;
  calls: number;
  usd: number;
  /** The last call, in milliseconds. */
  last: number;
  /** The one that called last comes first. */
  agents: RunningAgent[];
}

export interface RunningAgent {
  who: string;
  /** Of its last call. */
  tier: string;
  calls: number;
  usd: number;
  /** About how many percent of the five-hour limit it used; null where that limit is not known. */
  ofLimit: number | null;
  last: number;
}

/** Returns the sessions that called a model in the last quarter of an hour, the latest first, with all that `calls` has of them. */
export function runningSessions(calls: readonly PricedCall[], limits: Limits, now: Date): RunningSession[] {
  const limitOf = limitShares(calls, limits);
  return [...bySession(calls)]
    .map(([session, own]) => runningSession(session, own, limitOf))
    .filter(({ last }) => last >= now.getTime() - RUNNING_MINUTES * 60_000)
    .sort((a, b) => b.last - a.last);
}

const lastOf = ({ at, until = at }: PricedCall): number => Date.parse(until);
const costOf = (calls: readonly PricedCall[]): number =>
  calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);

type LimitOf = (calls: readonly PricedCall[]) => number | null;

function runningSession(session: string, own: readonly PricedCall[], limitOf: LimitOf): RunningSession {
  const byWho = new Map<string, PricedCall[]>();
  for (const call of own.toSorted((a, b) => lastOf(a) - lastOf(b)))
    byWho.set(call.who, [...(byWho.get(call.who) ?? []), call]);
  const agents = [...byWho].map(([who, calls]): RunningAgent => {
    const last = calls.at(-1);
    return {
      ...{ who, tier: last?.tier ?? 'unknown', calls: numberOf(calls), usd: costOf(calls) },
      ...{ ofLimit: limitOf(calls), last: last ? lastOf(last) : 0 },
    };
  });
  agents.sort((a, b) => b.last - a.last);
  const latest = own.reduce((a, b) => (lastOf(b) > lastOf(a) ? b : a));
  return {
    ...{ session, agents, project: latest.project, last: lastOf(latest) },
    ...{ calls: numberOf(own), usd: costOf(own) },
  };
}

/** What is used of the five-hour limit is split by list price, as the client tells no more than the whole. */
function limitShares(calls: readonly PricedCall[], { fiveHour }: Limits): LimitOf {
  if (!fiveHour) return () => null;
  const began = new Date(Date.parse(fiveHour.resetsAt) - WINDOW_HOURS.fiveHour * 3_600_000).toISOString();
  const counts = ({ at, source }: PricedCall): boolean =>
    at >= began && (source === 'session' || source === 'subagent');
  const all = costOf(calls.filter(counts));
  return (some) => (all ? (fiveHour.usedPercent * costOf(some.filter(counts))) / all : 0);
}

export interface LiveView {
  now: Date;
  limits: Limits;
  sessions: readonly RunningSession[];
  /** What budgets have left, by session. */
  budgets: ReadonlyMap<string, readonly BudgetState[]>;
}

/** Returns the view as lines of at most `width` characters. */
export function liveLines({ now, limits, sessions, budgets }: LiveView, width: number): string[] {
  const lines = [
    `${clock(now)} · ${counted(sessions.length, 'running session')}, what each did in the last 24 hours`,
    ...limitLine(limits),
    ...(sessions.length ? [] : ['', `No session called a model in the last ${RUNNING_MINUTES} minutes.`]),
    ...sessions.flatMap((one) => [
      '',
      ...sessionLines(one, now),
      ...(budgets.get(one.session) ?? []).map(budgetLine),
    ]),
  ];
  return lines.map((line) => line.slice(0, width));
}

function limitLine(limits: Limits): string[] {
  const parts = (Object.keys(WINDOW_HOURS) as WindowName[]).flatMap((name) => {
    const window = limits[name];
    if (!window) return [];
    return `${NAMES[name]}: ${percent(window.usedPercent / 100)} used, anew ${clock(new Date(window.resetsAt))}`;
  });
  return parts.length ? [parts.join(' · ')] : [];
}

function sessionLines({ session, project, calls, usd: cost, agents }: RunningSession, now: Date): string[] {
  const hasLimit = agents.some(({ ofLimit }) => ofLimit !== null);
  const rows = agents
    .slice(0, MOST_AGENTS)
    .map((agent) => [
      `  ${shortened(agent.who)}`,
      agent.tier,
      ...[counted(agent.calls, 'call'), usd(agent.usd)],
      hasLimit ? `about ${percent((agent.ofLimit ?? 0) / 100)} of 5 hours` : '',
      agoOf(now.getTime() - agent.last),
    ]);
  const others = agents.length - rows.length;
  return [
    `${shortened(project ?? 'outside a project')} · session ${visibleInLine(session).slice(0, 8)} · ${counted(calls, 'call')} · ${usd(cost)}`,
    ...columns(rows, ['left', 'left', 'right', 'right', 'right', 'right']),
    ...(others > 0 ? [`  and ${count(others)} more`] : []),
  ];
}

const budgetLine = (state: BudgetState): string =>
  `  budget ${visibleInLine(state.name)}: ${usd(state.spentUsd)} of ${usd(state.limitUsd)}, ${percent(Math.max(0, leftOf(state)))} left`;

function shortened(name: string): string {
  const text = visibleInLine(name);
  return text.length > LONGEST_NAME ? `…${text.slice(1 - LONGEST_NAME)}` : text;
}

function agoOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}

const clock = (date: Date): string =>
  [date.getHours(), date.getMinutes()].map((one) => String(one).padStart(2, '0')).join(':');
