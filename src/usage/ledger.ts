// The ledger read back: every record checked, and what cannot be read named instead of counted.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { systemCode, systemReason } from '../errors.ts';
import { type PassedOver, readRecord } from '../records.ts';
import { DELEGATIONS, type DelegationRecord } from './delegations.ts';
import { COST_STATES, type CostState, type LedgerEntry, ledgerFolder } from './ledger-entry.ts';
import { EachOnce, isLive } from './request-key.ts';
import { CostStateSchema, DelegationSchema, EntrySchema } from './schemas.ts';

export type OnPassedOver = (one: PassedOver) => void;

export interface Ledger {
  /** Every call once, in the order of the file; a repeated id keeps its first session and its last counts. */
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
  const calls = new EachOnce<LedgerEntry>();
  const placesOfSession = new Map<string, Set<string>>();
  const costStates = new Map<string, CostState>();
  const passedOver: PassedOver[] = [];
  const onPassedOver: OnPassedOver = (one) => passedOver.push(one);
  const months = filesIn(folder).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name));
  for (const name of months.sort()) {
    for (const entry of readRecords(join(folder, name), EntrySchema, onPassedOver)) {
      const place = calls.add(entry.id, entry, both);
      if (entry.session === null) continue;
      const places = placesOfSession.get(entry.session) ?? new Set();
      places.add(place);
      placesOfSession.set(entry.session, places);
    }
  }
  for (const state of readRecords(join(folder, COST_STATES), CostStateSchema, onPassedOver))
    costStates.set(state.session, state);
  const idsOfSession = new Map(
    [...placesOfSession].map(([session, places]) => [
      session,
      new Set([...places].flatMap((place) => calls.at(place)?.id ?? [])),
    ]),
  );
  return { calls: calls.all(), idsOfSession, costStates, passedOver };
}

/** Two lines about one request: the first session and moment, the last counts; what only one of them knows stays. */
function both(known: LedgerEntry, entry: LedgerEntry): LedgerEntry {
  const { session, at } = known;
  if (!isLive(known.id) && !isLive(entry.id)) return { ...entry, session, at };
  const [live, transcript] = isLive(entry.id) ? [entry, known] : [known, entry];
  if (isLive(transcript.id)) return { ...entry, session, at };
  const { step, costUsd } = live; // the client's own figure
  return {
    ...transcript,
    session,
    at,
    costUsd,
    ...(step && { step }),
    agent: transcript.agent ?? live.agent,
  };
}

/** Returns what enforcing a policy changed. `onPassedOver` is called with each record that cannot be read. */
export const readDelegations = (home: string, onPassedOver: OnPassedOver): DelegationRecord[] => [
  ...readRecords(join(ledgerFolder(home), DELEGATIONS), DelegationSchema, onPassedOver),
];

/** Reads the records of a file of JSON lines, which may be missing. `onPassedOver` is called with each one that cannot be read. */
export function* readRecords<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  onPassedOver: OnPassedOver,
): Generator<z.output<Schema>> {
  const text = textOf(file, onPassedOver);
  let line = 0;
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

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
