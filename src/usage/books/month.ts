// A month of the ledger added up: every call once. A repeated id keeps its first moment and has its last counts; a copy in the
// transcript of another session, as a fork makes them, counts for that session's comparison with the client only.
import { type CacheUse, NOT_WRITTEN, writtenAgain } from '../cache-rebuild.ts';
import { SUMS } from '../ledger-entry.ts';
import { repeatedParts } from '../repeated-call.ts';
import { CallNumbers, KnownCalls } from './call-ids.ts';
import type { Facts } from './entry-fields.ts';
import type { LedgerLine, LineTaker } from './read-lines.ts';
import { cacheUse, type Row, Rows } from './rows.ts';

/** What is known of a month. */
export interface Month {
  rows: Row[];
  /** Calls of other sessions in the transcripts of a session, by its id; their facts name the session that made them. */
  copies: Map<string, Row[]>;
  /** The last call of each session's main thread, and the last copy of another's in its transcript. */
  threads: Map<string, LastCall>;
  lastCopies: Map<string, LastCall>;
  /** The sessions, by their numbers in `known`. */
  sessions: string[];
  known: KnownCalls;
  odd: OddLines;
}

/** The last call of a main thread. */
export interface LastCall {
  id: string;
  use: CacheUse;
}

/** Lines that are no entries: how many, and the first. */
export interface OddLines {
  count: number;
  /** Of the ledger's file, by its name. */
  first: { file?: string; line: number; text: string } | null;
}

export const noMonth = (): Month => ({
  rows: [],
  copies: new Map(),
  threads: new Map(),
  lastCopies: new Map(),
  sessions: [],
  known: KnownCalls.none,
  odd: { count: 0, first: null },
});

/** Calls that other months have. */
export interface Elsewhere {
  /** The session of a call; null where it is not known. */
  sessionOf(id: string): string | null;
}

/** Adds lines to a month. */
export class MonthReader implements LineTaker {
  /** Whether a call that was added up before has other counts now: the month must be read from its start. */
  isRevised = false;
  readonly #before: Month;
  readonly #elsewhere: Elsewhere;
  readonly #numbers = new CallNumbers();
  /** By their numbers; null for those that were added up before. */
  readonly #calls: (LedgerLine | null)[] = [];
  readonly #lastCopies: Map<string, LastCall>;
  readonly #copyNumbers = new CallNumbers();
  readonly #copies = new Map<string, Map<string, LedgerLine>>();
  readonly #sessions: Map<string, number>;
  readonly #odd: OddLines;
  #file = '';
  #linesBefore = 0;

  constructor(before: Month, elsewhere: Elsewhere) {
    this.#before = before;
    this.#elsewhere = elsewhere;
    this.#sessions = new Map(before.sessions.map((name, number) => [name, number]));
    this.#lastCopies = new Map(before.lastCopies);
    this.#odd = { ...before.odd };
  }

  /** The lines that come next are those of a file, by its name, behind so many of it. */
  begin(file: string, linesBefore: number): void {
    this.#file = file;
    this.#linesBefore = linesBefore;
  }

  passOver(number: number, text: string): void {
    this.#odd.count++;
    const line = this.#linesBefore + number;
    this.#odd.first ??= { file: this.#file, line, text: text.slice(0, LONGEST_ODD) };
  }

  take(line: LedgerLine): void {
    const number = this.#numbers.of(line.id);
    const known = this.#calls[number];
    if (known) this.#repeat(number, known, line);
    else if (known === null) this.#knownBefore(line);
    else this.#calls[number] = this.#knownBefore(line) ? null : line;
  }

  #repeat(number: number, known: LedgerLine, line: LedgerLine): void {
    const { session } = line.facts;
    const { at, facts } = known;
    if (session === facts.session) this.#calls[number] = repeatedLine(known, line);
    else if (session !== null) this.#copy(session, { ...line, at, facts });
  }

  /** Whether the call was added up before, here or in another month. */
  #knownBefore(line: LedgerLine): boolean {
    const { id, facts } = line;
    const here = this.#before.known.find(id);
    const owner = here ? (this.#before.sessions[here.session] ?? null) : this.#elsewhere.sessionOf(id);
    if (owner === null) return false;
    if (owner === (facts.session ?? '')) this.isRevised ||= here !== null && here.check !== checkOf(line);
    else if (facts.session !== null)
      this.#copy(facts.session, { ...line, facts: factsWith(facts, { session: owner }) });
    return true;
  }

  #copy(session: string, line: LedgerLine): void {
    const key = `${session}\n${line.id}`;
    if (this.#before.known.find(key)) return;
    this.#copyNumbers.of(key);
    this.#numberOf(session);
    const copies = this.#copies.get(session) ?? new Map<string, LedgerLine>();
    if (!copies.size) this.#copies.set(session, copies);
    copies.set(line.id, line);
    if (line.facts.source === 'session') {
      this.#lastCopies.set(session, { id: line.id, use: cacheUse(line) });
    }
  }

  /** Returns the month with what was added. */
  month(): Month {
    const { rows, threads } = this.#addedUp();
    const { known } = this.#before;
    const added = this.#numbers.table((number) => {
      const line = this.#calls[number];
      return line ? { session: this.#numberOf(line.facts.session ?? ''), check: checkOf(line) } : null;
    });
    return {
      rows: [...this.#before.rows, ...rows.list],
      copies: this.#allCopies(),
      threads,
      lastCopies: this.#lastCopies,
      known: known.with(added).with(this.#copyNumbers.table(() => ({ session: 0, check: 0 }))),
      sessions: [...this.#sessions.keys()],
      odd: this.#odd,
    };
  }

  #addedUp(): { rows: Rows; threads: Map<string, LastCall> } {
    const rows = new Rows();
    const threads = new Map(this.#before.threads);
    for (const line of this.#calls) {
      if (!line) continue;
      const { source, session } = line.facts;
      if (source !== 'session' || session === null) {
        rows.add(line, NOT_WRITTEN);
        continue;
      }
      const use = cacheUse(line);
      rows.add(line, writtenAgain(threads.get(session)?.use, use));
      threads.set(session, { id: line.id, use });
    }
    return { rows, threads };
  }

  #allCopies(): Map<string, Row[]> {
    const all = new Map(this.#before.copies);
    for (const [session, lines] of this.#copies) {
      const rows = new Rows();
      for (const line of lines.values()) rows.add(line, NOT_WRITTEN);
      all.set(session, [...(all.get(session) ?? []), ...rows.list]);
    }
    return all;
  }

  #numberOf(session: string): number {
    const known = this.#sessions.get(session);
    if (known !== undefined) return known;
    this.#sessions.set(session, this.#sessions.size);
    return this.#sessions.size - 1;
  }
}

/** What is shown of a line that is no entry needs no more. */
const LONGEST_ODD = 4096;

/** What of a call is checked. */
export interface Checked {
  sums: readonly number[];
  facts: { did?: string };
}

/** Returns 32 bits of what another record of a call may change. */
export function checkOf({ sums, facts: { did = '' } }: Checked): number {
  let check = did.length + 7;
  for (const sum of sums) check = Math.imul(check ^ sum ^ (sum / 2 ** 32), 2654435761);
  return check >>> 0;
}

const MS = SUMS.indexOf('ms');

/** A call of which another record was found. */
function repeatedLine(known: LedgerLine, again: LedgerLine): LedgerLine {
  const told = ({ sent, sums, facts: { did } }: LedgerLine) => ({ sent, ms: sums[MS], did });
  const { sent, ms, did } = repeatedParts(told(known), told(again));
  const facts = did === again.facts.did ? again.facts : factsWith(again.facts, { did });
  return { ...again, at: known.at, sent, sums: again.sums.with(MS, ms ?? 0), facts };
}

const changed = new WeakMap<Facts, Map<string, Facts>>();

/** The same facts with a change; one object for equal ones. */
function factsWith(facts: Facts, change: Partial<Pick<Facts, 'session' | 'did'>>): Facts {
  const key = JSON.stringify(change);
  const ofFacts = changed.get(facts) ?? new Map<string, Facts>();
  changed.set(facts, ofFacts);
  const known = ofFacts.get(key) ?? { ...facts, ...change };
  ofFacts.set(key, known);
  return known;
}
