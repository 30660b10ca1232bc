// Everything that goes on or has stopped, in one form, wherever it is kept: runs of this machine, and opinions that the user had kept.
import { livingProcess } from '../lock.ts';
import type { Kept } from '../opinion/kept.ts';
import type { RunKind, RunRecord, RunResult } from './record.ts';

/**
 * `running`; `stopped`: it was killed; `interrupted`; `ceiling`: it stopped at its ceiling; `open`: it ended with something left to do;
 * `failed`; `finished`; `kept`: an opinion that can be followed up. Of a batch: `waiting`; `ended`: its answers can be collected; `lost`:
 * it never arrived, or is deleted (of a plan: its file is gone); `elsewhere`: submitted with another key or address; `unknown`: nobody
 * to ask.
 */
export const RUN_STATES = [
  ...(['running', 'stopped', 'interrupted', 'ceiling', 'open', 'failed', 'finished', 'kept'] as const),
  ...(['waiting', 'ended', 'lost', 'elsewhere', 'unknown'] as const),
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface Listed {
  /** Its name. */
  run: string;
  kind: RunKind | 'batch';
  state: RunState;
  /** What it is about, in a few words. */
  what: string;
  /** When it started, and when it ended or something happened last; ISO 8601. */
  at: string;
  endedAt: string | null;
  cwd: string;
  /** What calls it again; an opinion's has no question. */
  command: string;
  /** List price in US dollars; null where it is not known. */
  costUsd: number | null;
  /** The process that carries it out. */
  pid: number | null;
  /** The words of `command`; and what is the same in all runs of a job. */
  args: readonly string[];
  /** Those of them that are no options. */
  inputs?: readonly string[];
  job?: string;
  result: RunResult | null;
  /** Of a plan. */
  steps?: { done: number; total: number; needYou: number };
  /** Of a batch. */
  batch?: string | null;
  /** Where the files of a job in a cloud are. */
  place?: string;
  task?: string;
  tier?: string;
  requests?: number;
  items?: number;
}

const DAY_MS = 86_400_000;

/** Returns a record of a run as it is listed. */
export function listedRun(record: RunRecord): Listed {
  const { id, kind, what, startedAt: at, endedAt, cwd, args, inputs, job } = record;
  const { costUsd, unpriced, result, owner } = record;
  const pid = endedAt === null ? livingProcess(owner) : null;
  return {
    ...{
      run: id,
      kind,
      state: stateOf(record, pid !== null),
      what,
      at,
      endedAt,
      cwd,
      pid,
      args,
      job,
      result,
    },
    ...(inputs && { inputs }),
    command: commandLine(args),
    costUsd: unpriced && !costUsd ? null : costUsd,
  };
}

/** Returns where a run stands. */
function stateOf({ endedAt, exitCode }: Pick<RunRecord, 'endedAt' | 'exitCode'>, lives: boolean): RunState {
  if (endedAt === null) return lives ? 'running' : 'stopped';
  return ENDS[exitCode ?? -1] ?? 'failed';
}

const ENDS: Readonly<Record<number, RunState>> = {
  0: 'finished',
  1: 'open',
  3: 'ceiling',
  130: 'interrupted',
};

/** Returns a kept opinion as it is listed. */
export function listedKept({ id, at, folder: cwd, voices }: Kept): Listed {
  const question = voices[0]?.turns.at(-1)?.question ?? '';
  const args = ['opinion', '--continue', id];
  return {
    ...{ run: id, kind: 'opinion', state: 'kept', at, endedAt: at, cwd, args, costUsd: null, pid: null },
    what: `${voices.map(({ name }) => name).join(', ')}: ${question}`,
    command: `${commandLine(args)} "<question>"`,
    result: { out: null, reviewFile: null, kept: id, counts: {} },
  };
}

/** Whether nothing is left to do about it. */
export const isOver = ({ state }: Pick<Listed, 'state'>): boolean => state === 'finished' || state === 'kept';

/** Returns what is listed of `all` by itself: one entry per job, what is open, and what was over within a day. The newest first. */
export function worthListing(all: readonly Listed[], now: number): Listed[] {
  return withoutDoubles(all).filter(
    (one) => !isOver(one) || now - Date.parse(one.endedAt ?? one.at) < DAY_MS,
  );
}

/** Returns `all` without runs of which another entry tells more: a later one of the same job, its batch, or the opinion that it kept. */
export function withoutDoubles(all: readonly Listed[]): Listed[] {
  const sorted = all.toSorted((a, b) => b.at.localeCompare(a.at));
  const kept = new Set(sorted.flatMap(({ state, run }) => (state === 'kept' ? [run] : [])));
  const seen = new Set(sorted.flatMap((one) => (one.kind === 'batch' ? [callOf(one)] : [])));
  return sorted.filter((one) => {
    if (one.kind === 'batch' || one.state === 'running' || one.state === 'kept') return true;
    if (one.result?.kept && kept.has(one.result.kept)) return false;
    if (one.kind === 'opinion') return true;
    const names = [callOf(one), one.job ?? callOf(one)];
    const isNew = !names.some((name) => seen.has(name));
    for (const name of names) seen.add(name);
    return isNew;
  });
}

const callOf = ({ cwd, args }: Listed): string => [cwd, ...args].join('\0');

/** Returns the command line of words. */
export const commandLine = (args: readonly string[]): string => `tierwise ${args.map(quoted).join(' ')}`;

const quoted = (arg: string): string =>
  /^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
