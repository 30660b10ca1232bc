// The tables of the page that no filter changes: bulk runs, plans and opinions with what came of them.
import type { Kept } from '../opinion/kept.ts';
import { count, percent, usd } from '../terminal/format.ts';
import { dayOf } from '../usage/clock.ts';
import type { PricedCall } from '../usage/priced-call.ts';
import {
  type Settled,
  UNSETTLED,
  type Unsettled,
  type UnsettledCounts,
  type WorkOutcome,
} from '../usage/work-outcome.ts';
import type { Cells, Named } from '../view/report/data.ts';

const LONGEST_QUESTION = 120;

/** Returns bulk runs, the newest first: a row per task, tier and run. */
export const bulkRuns = (settled: readonly Settled[]): Cells => ({
  head: ['Day', 'Task', 'Tier', 'Effort', 'Asked', 'Settled', 'Share', 'Cost', 'Not settled'],
  rows: newestFirst(settled).map(({ at, task, tier, effort, asked, settled: done, costUsd, unsettled }) => [
    ...[dayOf(at), task, tier, effort, asked, done],
    ...[asked ? percent(done / asked) : null, usd(costUsd), inWords(unsettled)],
  ]),
});

/** Returns what was not settled in all of these runs, by kind, the most frequent first. */
export function notSettled(settled: readonly Settled[]): Named[] {
  const sums = UNSETTLED.map((kind) => ({
    name: WORDS[kind],
    count: settled.reduce((sum, { unsettled }) => sum + (unsettled?.[kind] ?? 0), 0),
  }));
  return sums.filter(({ count }) => count).sort((a, b) => b.count - a.count);
}

const WORDS: Readonly<Record<Unsettled, string>> = {
  abstained: 'no answer fits',
  disagreed: 'readings disagree',
  refused: 'refused',
  invalid: 'invalid reply',
  tooLong: 'too long',
  unreadable: 'cannot be asked',
  noAnswer: 'no reply',
  ceiling: 'left at the ceiling',
  interrupted: 'left when interrupted',
  stopped: 'left when it stopped',
};

/** `3 refused, 2 too long`; null where nothing is known. */
function inWords(counts: UnsettledCounts = {}): string | null {
  const kinds = UNSETTLED.flatMap((kind) => (counts[kind] ? `${count(counts[kind])} ${WORDS[kind]}` : []));
  return kinds.join(', ') || null;
}

/** Returns the outcomes of checked work, the newest first. */
export const outcomes = (list: readonly WorkOutcome[]): Cells => ({
  head: ['Day', 'Kind', 'By', 'Tier', 'Tries', 'Outcome', 'Cost', 'Project'],
  rows: newestFirst(list).map(({ at, kind, executor, tier, tries, passed, costUsd, project }) => [
    ...[dayOf(at), kind, executor, tier ?? '–', tries, passed ? 'passed' : 'failed'],
    ...[costUsd === null ? null : usd(costUsd), project],
  ]),
});

/** Returns what second opinions cost by day and project, with the questions that were kept. */
export function opinions(calls: readonly PricedCall[], kept: readonly Kept[]): Cells {
  const asked = calls.filter(({ source }) => source === 'opinion');
  const groups = groupBy(asked, ({ at, project }) => keyOf(at, project));
  const questions = groupBy(kept, ({ at, folder }) => keyOf(at, folder));
  const rows = newestFirst([...groups].map(([key, own]) => ({ key, own, at: own[0]?.at ?? '' })));
  return {
    head: ['Day', 'Asked', 'Models', 'Calls', 'Cost', 'Project'],
    rows: rows.map(({ key, own, at }) => [
      dayOf(at),
      (questions.get(key) ?? []).map(questionOf).join('; ') || null,
      [...new Set(own.map(({ served }) => served))].join(', '),
      own.reduce((sum, { calls: number = 1 }) => sum + number, 0),
      usd(own.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)),
      own[0]?.project ?? '',
    ]),
  };
}

function groupBy<One>(list: readonly One[], key: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

const keyOf = (at: string, folder: string | null): string => `${dayOf(at)}\0${folder ?? ''}`;

function questionOf({ voices }: Kept): string {
  const [line = ''] = voices[0]?.turns[0]?.question.trim().split('\n') ?? [];
  return line.length > LONGEST_QUESTION ? `${line.slice(0, LONGEST_QUESTION)}…` : line;
}

const newestFirst = <One extends { at: string }>(list: readonly One[]): One[] =>
  list.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
