// By what calls can be added up, and under which name each stands.
import { type BranchFacts, factsOf } from './branches.ts';
import { dayOf, monthOf, weekOf } from './clock.ts';
import { NOT_IN_TRANSCRIPTS } from './not-in-transcripts.ts';
import type { PricedCall, Totals, TotalsByName } from './priced-call.ts';
import { sessionKinds } from './session-kinds.ts';
import { totalsBy } from './totals.ts';

export const GROUPINGS = [
  'tier',
  'model',
  'agent',
  'skill',
  'project',
  'session',
  'day',
  'source',
  'week',
  'month',
  'branch',
  'ticket',
  'kind',
  'machine',
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The totals of every grouping, under the names of `--json`. */
export type Grouped = Record<`by${Capitalize<Grouping>}`, TotalsByName>;

/** How a call's folder is named, by the machine that it is on. */
export type ProjectOf = (folder: string, machine: string | undefined) => string;

const THIS_MACHINE = 'this machine';
const NO_BRANCH = 'no branch';

type KeyOf = (call: PricedCall) => string | null;

/** Returns a function for each grouping that names what a call belongs to; null where it belongs to none. */
export function keysOf(calls: readonly PricedCall[], projectOf: ProjectOf): Record<Grouping, KeyOf> {
  const kindOf = sessionKinds(calls);
  const project: KeyOf = (call) => (call.project === null ? null : projectOf(call.project, call.machine));
  const branch: KeyOf = (call) => (call.branch ? `${shortName(project(call))}:${call.branch}` : null);
  return {
    tier: ({ tier }) => tier ?? 'unknown',
    model: ({ served }) => served,
    agent: ({ who }) => who,
    skill: ({ skill }) => skill,
    project: (call) => project(call) ?? 'unknown',
    session: ({ session }) => session ?? 'outside a session',
    day: ({ at }) => dayOf(at),
    source: ({ source, isRest }) => (isRest ? NOT_IN_TRANSCRIPTS : source),
    week: ({ at }) => weekOf(at),
    month: ({ at }) => monthOf(at),
    branch: (call) => branch(call) ?? NO_BRANCH,
    ticket: (call) => (call.branch ? (factsOf(call.branch).ticket ?? null) : null),
    kind: kindOf,
    machine: ({ machine }) => machine ?? THIS_MACHINE,
  };
}

const shortName = (project: string | null): string => project?.split(/[\\/]/).findLast(Boolean) ?? 'unknown';

/** Returns the totals of every grouping. */
export function grouped(calls: readonly PricedCall[], keys: Record<Grouping, KeyOf>): Grouped {
  const by = (name: Grouping): TotalsByName => totalsBy(calls, keys[name]);
  return {
    ...{ byTier: by('tier'), byModel: by('model'), byAgent: by('agent'), bySkill: by('skill') },
    ...{ byProject: by('project'), bySession: by('session'), byDay: by('day'), bySource: by('source') },
    ...{ byWeek: by('week'), byMonth: by('month'), byBranch: by('branch'), byTicket: by('ticket') },
    ...{ byKind: by('kind'), byMachine: by('machine') },
  };
}

const CELL = [
  'day',
  'tier',
  'model',
  'agent',
  'skill',
  'source',
  'project',
  'branch',
  'session',
  'kind',
  'machine',
] as const;

/** What some calls of one day come to that are alike in all of these. */
export type Cell = Record<(typeof CELL)[number], string | null> & Totals;

/** Returns the smallest totals that can be told apart, in the order of days: every other total is a sum of them. */
export function cellsOf(calls: readonly PricedCall[], keys: Record<Grouping, KeyOf>): Cell[] {
  const names = new Map<string, Record<(typeof CELL)[number], string | null>>();
  const sums = totalsBy(calls, (call) => {
    const values = CELL.map((name) => keys[name](call));
    const key = JSON.stringify(values);
    if (!names.has(key))
      names.set(key, Object.fromEntries(CELL.map((name, index) => [name, values[index] ?? null])) as never);
    return key;
  });
  const cells = Object.entries(sums).map(([key, sum]) => ({ ...names.get(key), ...sum }) as Cell);
  return cells.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : Number((a.day ?? '') > (b.day ?? ''))));
}

/** Returns the totals of one grouping, by name. */
export const totalsOfGrouping = (report: Grouped, grouping: Grouping): TotalsByName =>
  report[`by${(grouping.charAt(0).toUpperCase() + grouping.slice(1)) as Capitalize<Grouping>}`];

/** Returns what the names of branches tell, by the names under which they are added up; those that tell nothing are left out. */
export function branchFacts(
  calls: readonly PricedCall[],
  keys: Record<Grouping, KeyOf>,
): Record<string, BranchFacts> {
  const facts = new Map<string, BranchFacts>();
  for (const call of calls) {
    const key = call.branch && keys.branch(call);
    if (!key || facts.has(key)) continue;
    facts.set(key, factsOf(call.branch ?? ''));
  }
  return Object.fromEntries([...facts].filter(([, one]) => one.ticket || one.pullRequest));
}
