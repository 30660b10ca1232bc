// The report that was made last, so that one asked for again need not be worked out again. It is kept with all it was made from: the
// state of the ledger's files, and by value what else it depends on. Only a cache; whatever differs, the report is made anew.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../data-home.ts';
import { thisProgram } from '../../program.ts';
import type { PassedOver } from '../../records.ts';
import { COST_STATES, type LedgerEntry, ledgerFolder } from '../ledger-entry.ts';
import type { CallGroup } from '../priced-call.ts';
import type { Report, ReportOptions } from '../report.ts';
import { filesOfMonths, statOf } from './month-files.ts';

/** What a report depends on beside the ledger. */
export interface MadeFrom {
  facts: ReportOptions;
  /** Calls from elsewhere. */
  foreign: readonly LedgerEntry[];
  /** The ledger before it was read. */
  state: string;
}

interface Kept {
  v: 1;
  by: string;
  key: string;
  /** The period, and the first and the last call in it; milliseconds. */
  from: number | null;
  first: number;
  last: number;
  /** What names stood for: of models, and of folders. */
  models: [string, unknown][];
  folders: [string, string][];
  passedOver: PassedOver[];
  report: Report;
}

const folderOf = (home: string): string => join(ledgerFolder(home), 'books');
const fileOf = (home: string): string => join(folderOf(home), 'report.json');

/** Returns the state of the ledger's files, by names, sizes and times. */
export function ledgerState(home: string): string {
  const names = [...filesOfMonths(home).values()].flat().concat(COST_STATES);
  return names
    .map((name) => {
      const { ino, size, mtimeMs } = statOf(join(ledgerFolder(home), name)) ?? {};
      return `${name} ${ino} ${size} ${mtimeMs}`;
    })
    .join('\n');
}

/** Returns the report that was kept where it is the one that would be made, with what could not be read; null where it is not. */
export function keptReport(home: string, made: MadeFrom): Pick<Kept, 'report' | 'passedOver'> | null {
  const { facts } = made;
  try {
    const kept: Kept = JSON.parse(readFileSync(fileOf(home), 'utf8'));
    if (kept.v !== 1 || kept.by !== thisProgram() || kept.key !== keyOf(made)) return null;
    if (!isSamePeriod(kept, facts) || !standsFor(kept, facts)) return null;
    const report = { ...kept.report, from: facts.from?.toISOString() ?? null, to: facts.to.toISOString() };
    return { report, passedOver: kept.passedOver };
  } catch {
    return null;
  }
}

/** The same calls lie in it: time goes on, and what is not new may get too old. */
function isSamePeriod({ from, first, last }: Kept, asked: ReportOptions): boolean {
  const since = asked.from?.getTime() ?? null;
  const begins = since === from || (since !== null && from !== null && since > from && since <= first);
  return begins && asked.to.getTime() >= last;
}

function standsFor({ models, folders }: Kept, { catalog, projectOf }: ReportOptions): boolean {
  return (
    JSON.stringify(models.map(([name]) => [name, modelOf(name, catalog)])) === JSON.stringify(models) &&
    folders.every(([folder, name]) => (projectOf?.(folder, undefined) ?? folder) === name)
  );
}

const modelOf = (name: string, catalog: ReportOptions['catalog']): unknown => [
  catalog.model(name) ?? null,
  catalog.nameOf(name),
];

/** Keeps a report on some calls, as far as it can be written; one with calls of other machines, or later ones, is not. */
export function keepReport(
  home: string,
  made: MadeFrom,
  { calls, report, passedOver }: { calls: readonly CallGroup[]; report: Report; passedOver: PassedOver[] },
): void {
  const { facts } = made;
  const [first, last] = spanOf(calls);
  if (last > facts.to.getTime() || calls.some(({ machine }) => machine !== undefined)) return;
  const { catalog, projectOf } = facts;
  const ofTiers = Object.values(catalog.tiers).map(({ model }) => model);
  const names = new Set([...calls.flatMap(({ requested, served }) => [requested, served]), ...ofTiers]);
  const folders = new Set(calls.flatMap(({ project }) => project ?? []));
  const draft = `${fileOf(home)}.${process.pid}.tmp`;
  try {
    const kept: Kept = {
      ...{ v: 1, by: thisProgram(), key: keyOf(made), from: facts.from?.getTime() ?? null, first, last },
      models: [...names].map((name) => [name, modelOf(name, catalog)]),
      folders: [...folders].map((folder) => [folder, projectOf?.(folder, undefined) ?? folder]),
      ...{ passedOver, report },
    };
    makePrivateFolder(folderOf(home));
    writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 });
    renameSync(draft, fileOf(home));
  } catch {
    // Then it is made again.
  }
}

function spanOf(calls: readonly CallGroup[]): [number, number] {
  let [first, last] = [Number.MAX_SAFE_INTEGER, 0];
  for (const { at, until = at } of calls) {
    first = Math.min(first, Date.parse(at));
    last = Math.max(last, Date.parse(until));
  }
  return [first, last];
}

/** What a report is made from, by value. Lists with times of their own are taken as they are in the period. */
function keyOf({ facts, foreign, state }: MadeFrom): string {
  const { from, to, catalog, projectOf: _, declaredTiers, ...others } = facts;
  const isIn = ({ at }: { at: string }): boolean =>
    at >= (from?.toISOString() ?? '') && at <= to.toISOString();
  const { settled = [], unrecorded = [], routing } = others;
  const delegated = routing?.delegated.map((one) => ({ ...one, calls: one.calls.filter(isIn) }));
  const { tiers, rates } = catalog;
  const all = {
    ...{ ...others, routing: { ...routing, delegated }, tiers, rates, foreign, state },
    ...{
      declaredTiers: [...declaredTiers],
      settled: settled.filter(isIn),
      unrecorded: unrecorded.filter(isIn),
    },
  };
  const text = JSON.stringify(all);
  return text.length > LONGEST_KEY ? createHash('sha256').update(text).digest('hex') : text;
}

/** Characters; a longer one is hashed, which is not worth loading node:crypto for a short one. */
const LONGEST_KEY = 32 * 1024;
