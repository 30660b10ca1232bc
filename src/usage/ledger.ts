// The ledger read back: every record checked, and what cannot be read named instead of counted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { systemCode, systemReason } from '../errors.ts';
import { type PassedOver, readRecord } from '../records.ts';
import { droppedCalls } from './books/drop-calls.ts';
import { type ClosedPart, closedPart, monthFile, monthsIn } from './books/month-files.ts';
import { closedPieces, type Damaged, damagedInWords } from './books/month-pieces.ts';
import { DELEGATIONS, type DelegationRecord } from './delegations.ts';
import { COST_STATES, type CostState, type LedgerEntry, ledgerFolder } from './ledger-entry.ts';
import { repeated } from './repeated-call.ts';
import { CostStateSchema, DelegationSchema, EntrySchema, UnrecordedSchema } from './schemas.ts';
import { UNRECORDED, type Unrecorded } from './unrecorded.ts';

export type OnPassedOver = (one: PassedOver) => void;

export interface Ledger {
  /** Every call that is kept singly, once, in the order of the file; a repeated id has its last counts, a copy in another session none. */
  calls: LedgerEntry[];
  /** For each session all ids in its transcripts, copies of a forked parent's calls included, in order. */
  idsOfSession: Map<string, Set<string>>;
  costStates: Map<string, CostState>;
  /** What could not be read. */
  passedOver: PassedOver[];
}

/** Returns the whole ledger. A missing one is empty. */
export function readLedger(home: string): Ledger {
  const folder = ledgerFolder(home);
  const calls = new Map<string, LedgerEntry>();
  const idsOfSession = new Map<string, Set<string>>();
  const costStates = new Map<string, CostState>();
  const passedOver: PassedOver[] = [];
  const onPassedOver: OnPassedOver = (one) => passedOver.push(one);
  const isDropped = droppedCalls(home);
  for (const name of monthsIn(home)) {
    for (const entry of entriesOf(home, name, onPassedOver)) {
      if (isDropped?.(entry.id)) continue;
      const known = calls.get(entry.id);
      // A copy in the transcript of another session says nothing new.
      if (!known) calls.set(entry.id, entry);
      else if (known.session === entry.session) calls.set(entry.id, repeated(known, entry));
      if (entry.session === null) continue;
      const ids = idsOfSession.get(entry.session) ?? new Set();
      ids.add(entry.id);
      idsOfSession.set(entry.session, ids);
    }
  }
  for (const state of readRecords(join(folder, COST_STATES), CostStateSchema, onPassedOver))
    costStates.set(state.session, state);
  return { calls: [...calls.values()], idsOfSession, costStates, passedOver };
}

/** Returns what enforcing a policy changed. `onPassedOver` is called with each record that cannot be read. */
export const readDelegations = (home: string, onPassedOver: OnPassedOver): DelegationRecord[] => [
  ...readRecords(join(ledgerFolder(home), DELEGATIONS), DelegationSchema, onPassedOver),
];

/** Returns the sessions that ended without a transcript, each once. `onPassedOver` is called with each record that cannot be read. */
export function readUnrecorded(home: string, onPassedOver: OnPassedOver): Unrecorded[] {
  const records = readRecords(join(ledgerFolder(home), UNRECORDED), UnrecordedSchema, onPassedOver);
  return [...new Map([...records].map((one) => [one.session, one])).values()];
}

/** Another process may be closing the month; it does not do so more often. */
const MOST_TRIES = 5;

/** The entries of a month, in the order of its files; once more where another process closed it meanwhile, as an id counts once. */
function* entriesOf(home: string, name: string, onPassedOver: OnPassedOver): Generator<LedgerEntry> {
  for (let tries = 1; ; tries++) {
    const closed = closedPart(home, name);
    const passedOver: PassedOver[] = [];
    const onOne: OnPassedOver = (one) => passedOver.push(one);
    try {
      yield* closedEntries(closed, onOne);
    } catch (error) {
      if (!systemCode(error)) throw error;
      onOne({ file: closed.packed ?? monthFile(home, name), problem: systemReason(error) });
    }
    yield* readRecords(monthFile(home, name), EntrySchema, onOne);
    if (tries < MOST_TRIES && closedPart(home, name).state !== closed.state) continue;
    for (const one of passedOver) onPassedOver(one);
    return;
  }
}

/** The entries of what is closed of a month. Throws the file system's error. */
function* closedEntries(closed: ClosedPart, onPassedOver: OnPassedOver): Generator<LedgerEntry> {
  const onDamaged = (one: Damaged): void => onPassedOver({ file: one.file, problem: damagedInWords(one) });
  for (const { file, pieces } of closedPieces(closed, onDamaged)) {
    let lines = 0;
    for (const piece of pieces) {
      const text = piece.toString('utf8');
      yield* recordsIn({ text, file, linesBefore: lines }, EntrySchema, onPassedOver);
      lines += text.split('\n').length - 1;
    }
  }
}

/** Reads the records of a file of JSON lines, which may be missing. `onPassedOver` is called with each one that cannot be read. */
export const readRecords = <Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  onPassedOver: OnPassedOver,
): Generator<z.output<Schema>> =>
  recordsIn({ text: textOf(file, onPassedOver), file, linesBefore: 0 }, schema, onPassedOver);

function* recordsIn<Schema extends z.ZodType>(
  { text, file, linesBefore }: { text: string; file: string; linesBefore: number },
  schema: Schema,
  onPassedOver: OnPassedOver,
): Generator<z.output<Schema>> {
  let line = linesBefore;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    line++;
    if (to > from) {
      const reading = readRecord(schema, text.slice(from, to));
      if ('record' in reading) yield reading.record;
      else onPassedOver({ file, line, problem: reading.problem });
    }
    from = to + 1;
  }
}

function textOf(file: string, onPassedOver: OnPassedOver): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') onPassedOver({ file, problem: systemReason(error) });
    return '';
  }
}
