// What a report is made from: the calls of a period, added up, and the sessions that the client counted itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode, systemReason } from '../../errors.ts';
import { type PassedOver, readRecord } from '../../records.ts';
import { COST_STATES, type CostState, ledgerFolder } from '../ledger-entry.ts';
import type { Books, Thread } from '../report-input.ts';
import { CostStateSchema, EntrySchema } from '../schemas.ts';
import { groupOf } from './group.ts';
import type { LastCall, Month } from './month.ts';
import { monthFile } from './month-files.ts';
import { LedgerMonths } from './months.ts';
import type { Row } from './rows.ts';

export interface BooksRead extends Books {
  /** What could not be read. */
  passedOver: PassedOver[];
}

/** Returns the books of the ledger in a data home since the quarter of an hour in which `from` lies (null: all). Throws nothing of the file system's. */
export function readBooks(home: string, from: Date | null): BooksRead {
  const months = new LedgerMonths(home);
  const first = from?.toISOString().slice(0, 7) ?? '';
  const fromMs = from?.getTime() ?? 0;
  const inPeriod = months.names.filter((name) => name >= first).map((name) => months.month(name));
  const rows = inPeriod.flatMap((month) => month.rows.filter(({ at }) => at >= fromMs));
  const sessions = new Set(rows.flatMap(({ facts: { session } }) => session ?? []));
  for (const { copies } of inPeriod)
    for (const [session, list] of copies) if (list.some(({ at }) => at >= fromMs)) sessions.add(session);
  for (const parent of parentsOf(months, sessions)) sessions.add(parent);
  const passedOver: PassedOver[] = [];
  const costStates = readCostStates(home, sessions, (one) => passedOver.push(one));
  const threads = threadsOf(months, new Set(costStates.keys()));
  return {
    calls: rows.map(groupOf),
    threads,
    costStates,
    passedOver: [...oddIn(months, home), ...passedOver],
  };
}

/** The sessions from which some are forked. */
const parentsOf = (months: LedgerMonths, sessions: ReadonlySet<string>): string[] =>
  namesWith(months, sessions).flatMap((name) =>
    [...months.month(name).copies].flatMap(([session, rows]) =>
      sessions.has(session) ? rows.flatMap(({ facts }) => facts.session ?? []) : [],
    ),
  );

function oddIn(months: LedgerMonths, home: string): PassedOver[] {
  const odd = months.names.flatMap((name): PassedOver[] => {
    const { count, first } = months.odd(name);
    if (!first) return [];
    const reading = readRecord(EntrySchema, first.text);
    const problem = 'problem' in reading ? reading.problem : 'not an entry';
    const file = first.file ? join(ledgerFolder(home), first.file) : monthFile(home, name);
    return [{ file, line: first.line, problem, more: count - 1 }];
  });
  return [...months.unreadable, ...odd];
}

/** The client's own totals of some sessions, as last written. Lines of others are passed by without being parsed. */
function readCostStates(
  home: string,
  sessions: ReadonlySet<string>,
  onPassedOver: (one: PassedOver) => void,
): Map<string, CostState> {
  const file = join(ledgerFolder(home), COST_STATES);
  const states = new Map<string, CostState>();
  for (const [index, line] of textOf(file, onPassedOver).split('\n').entries()) {
    const [, session] = /^\{"session":"([^"\\]+)",/.exec(line) ?? [];
    if (!line || (session !== undefined && !sessions.has(session))) continue;
    const reading = readRecord(CostStateSchema, line);
    if ('problem' in reading) onPassedOver({ file, line: index + 1, problem: reading.problem });
    else if (sessions.has(reading.record.session)) states.set(reading.record.session, reading.record);
  }
  return states;
}

function textOf(file: string, onPassedOver: (one: PassedOver) => void): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') onPassedOver({ file, problem: systemReason(error) });
    return '';
  }
}

/** The transcripts of some sessions, whenever their calls were made. */
function threadsOf(months: LedgerMonths, sessions: ReadonlySet<string>): Map<string, Thread> {
  const parts = new Map([...sessions].map((session) => [session, emptyPart()]));
  for (const name of namesWith(months, sessions)) addTo(parts, months.month(name));
  const parents = new Set(
    [...parts.values()].flatMap(({ copies }) => copies.map(({ facts }) => facts.session ?? '')),
  );
  const agents = namesWith(months, parents).flatMap((name) =>
    months
      .month(name)
      .rows.filter(({ facts }) => facts.source === 'subagent' && parents.has(facts.session ?? '')),
  );
  return new Map([...parts].map(([session, part]) => [session, threadOf(part, agents)]));
}

interface Part {
  own: Row[];
  copies: Row[];
  last: Thread['last'];
}

const emptyPart = (): Part => ({ own: [], copies: [], last: null });

const isInTranscript = ({ facts }: Row): boolean => facts.source === 'session' || facts.source === 'subagent';

function addTo(parts: Map<string, Part>, { rows, copies, threads, lastCopies }: Month): void {
  for (const row of rows) if (isInTranscript(row)) parts.get(row.facts.session ?? '')?.own.push(row);
  for (const [session, list] of copies) parts.get(session)?.copies.push(...list.filter(isInTranscript));
  for (const [session, part] of parts)
    part.last = lastIn(threads.get(session)) ?? part.last ?? lastIn(lastCopies.get(session));
}

const lastIn = (call: LastCall | undefined): Thread['last'] =>
  call
    ? { id: Buffer.from(call.id, 'latin1').toString('utf8'), at: new Date(call.use.at).toISOString() }
    : null;

function threadOf({ own, copies, last }: Part, agents: readonly Row[]): Thread {
  const parents = new Set(copies.map(({ facts }) => facts.session));
  // One that made no call of its own has none of its parent's agents.
  const forkedAt = own.length ? Math.min(...own.map(({ at }) => at)) : Number.NEGATIVE_INFINITY;
  const inherited = agents.filter(({ facts, until }) => parents.has(facts.session) && until < forkedAt);
  return {
    calls: [...copies, ...own].map(groupOf),
    inherited: inherited.map(groupOf),
    last,
  };
}

function namesWith(months: LedgerMonths, sessions: ReadonlySet<string>): string[] {
  if (!sessions.size) return [];
  return months.names.filter((name) => months.sessions(name).some((session) => sessions.has(session)));
}
