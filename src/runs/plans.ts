// Plans among the runs: their own folders tell where they stand, whoever started them.
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { holderOf } from '../lock.ts';
import type { Plan } from '../plan/file/plan.ts';
import { readEvents, type StoredEvent } from '../plan/run/events.ts';
import type { KeptPlan } from '../plan/run/plan-folder.ts';
import { type PlanState, stateOf } from '../plan/run/state.ts';
import { commandLine, type Listed, type RunState } from './listed.ts';

/** Returns a plan as it is listed; null when it was never started. `read` returns the plan of a file, or throws UsageError. */
export function listedPlan({ folder, about }: KeptPlan, read: (file: string) => Plan): Listed | null {
  if (!about) return null;
  const { events } = readEvents(folder);
  if (!events.some(({ type }) => type === 'started')) return null;
  const pid = holderOf(folder);
  const args = ['plan', 'resume', about.file];
  const base = {
    ...{ run: `plan-${basename(folder).slice(0, 8)}`, kind: 'plan' as const, cwd: about.root, args, pid },
    ...{ command: commandLine(args), what: about.file, at: startOf(events), result: null },
  };
  const last = events.at(-1)?.at ?? lastChange(folder);
  const plan = planIn(about.file, read);
  if (plan === null || plan === 'gone')
    return { ...base, state: plan ? 'lost' : 'unknown', endedAt: last, costUsd: null };
  const state = stateOf(plan, events);
  const steps = stepsOf(state);
  return {
    ...base,
    state: standing(steps, pid !== null),
    endedAt: pid === null ? last : null,
    costUsd: state.spentUsd,
    steps,
  };
}

/** Null when it cannot be read, or not from here. */
function planIn(file: string, read: (file: string) => Plan): Plan | 'gone' | null {
  if (!existsSync(file)) return 'gone';
  try {
    return read(file);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

function stepsOf({ steps }: PlanState): NonNullable<Listed['steps']> {
  const all = [...steps.values()].map(({ status }) => status);
  const done = all.filter((status) => status === 'done').length;
  const open = all.filter((status) => status === 'open').length;
  return { done, total: all.length, needYou: all.length - done - open };
}

function standing({ done, total, needYou }: NonNullable<Listed['steps']>, runs: boolean): RunState {
  if (runs) return 'running';
  if (done === total) return 'finished';
  return needYou ? 'open' : 'stopped';
}

const startOf = (events: readonly StoredEvent[]): string =>
  (events.findLast(({ type }) => type === 'started') ?? events[0])?.at ?? '';

const lastChange = (folder: string): string =>
  (statSync(join(folder, 'plan.json'), { throwIfNoEntry: false })?.mtime ?? new Date(0)).toISOString();
