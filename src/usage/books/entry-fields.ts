// Every field of a ledger entry, once: what it may hold, and what becomes of it when calls are added up. Whoever adds a field to the
// ledger adds its line here, and nothing else, for it to be read, kept and reported. The hook and the status line carry this file, so
// values are checked by hand; test/usage/books/entry-fields.test.ts holds the checks to the schema.
import { TIER_NAMES } from '../../models/table.ts';
import { type LedgerEntry, OPTIONAL_SUMS, SOURCES, SUMS, type SumName } from '../ledger-entry.ts';

/**
 * `apart`: calls that differ in it are never added up. `own`: its
 * sum is kept by other means (its moment, its price). `dropped`: no report asks for it.
 */
type Role = 'apart' | 'own' | 'dropped';

interface Field {
  role: Role;
  fits(value: unknown): boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => typeof value === 'string' || value === null;
const isFlag = (value: unknown): boolean => value === undefined || typeof value === 'boolean';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isOneOf =
  (names: readonly unknown[]) =>
  (value: unknown): boolean =>
    names.includes(value);
const or =
  (fits: Field['fits'], other: unknown): Field['fits'] =>
  (value) =>
    value === other || fits(value);
const PROMPT = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'];
const isPrompts = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'object' && one !== null && PROMPT.every((name) => isCount(one[name])));
const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && Number.isFinite(value);

/** A moment in UTC that exists, as `Date` writes it; fractions of a second may be shorter or missing. */
function isMoment(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return false;
  const ms = Date.parse(value);
  // What does not exist, such as the 30th of February, becomes another moment.
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 16) === value.slice(0, 16);
}

const FIELDS: Readonly<Record<Exclude<keyof LedgerEntry, SumName>, Field>> = {
  id: { role: 'own', fits: (value) => isText(value) && value !== '' },
  at: { role: 'own', fits: isMoment },
  costUsd: { role: 'own', fits: or(isAmount, null) },
  source: { role: 'apart', fits: isOneOf(SOURCES) },
  session: { role: 'apart', fits: isTextOrNull },
  project: { role: 'apart', fits: isTextOrNull },
  agent: { role: 'apart', fits: isTextOrNull },
  skill: { role: 'apart', fits: isTextOrNull },
  requested: { role: 'apart', fits: isText },
  served: { role: 'apart', fits: isText },
  tier: { role: 'apart', fits: or(isOneOf(TIER_NAMES), null) },
  effort: { role: 'apart', fits: isTextOrNull },
  isSum: { role: 'apart', fits: isFlag },
  fast: { role: 'apart', fits: isFlag },
  batch: { role: 'apart', fits: isFlag },
  usOnly: { role: 'apart', fits: isFlag },
  isBilled: { role: 'apart', fits: isFlag },
  noUsage: { role: 'apart', fits: isFlag },
  step: { role: 'apart', fits: or(isText, undefined) },
  client: { role: 'apart', fits: or(isText, undefined) },
  branch: { role: 'apart', fits: or(isText, undefined) },
  did: { role: 'apart', fits: or(isText, undefined) },
  sent: { role: 'own', fits: or(Number.isSafeInteger, undefined) },
  samplings: { role: 'apart', fits: or(isPrompts, undefined) },
  stop: { role: 'dropped', fits: isTextOrNull },
};

const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

/** The fields by which calls are told apart. */
export const FACTS = NAMES.filter((name) => FIELDS[name].role === 'apart') as Exclude<
  keyof Facts,
  'id' | 'stop'
>[];

/** What an entry says beside its counts, as far as a report tells calls apart by it. */
export type Facts = Omit<LedgerEntry, 'id' | 'at' | 'stop' | 'sent' | 'costUsd' | SumName> &
  Partial<Pick<LedgerEntry, 'id' | 'stop'>>;

/** Returns the facts of an entry, in one order; those of one that stands alone but for its id. */
export const factsOf = (entry: LedgerEntry): Facts =>
  Object.fromEntries(
    [...FACTS, ...(standsAlone(entry) ? (['stop'] as const) : [])].flatMap((name) => {
      const value = entry[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ) as unknown as Facts;

/**
 * Whether calls are never added up, and keep their id and how they ended: each sampling is priced by itself, and tries of a plan's
 * step are told apart by their ids.
 */
export const standsAlone = ({ source, samplings }: Pick<LedgerEntry, 'source' | 'samplings'>): boolean =>
  samplings !== undefined || source === 'plan';

/** Returns the counts of an entry, in the order of `SUMS`. */
export const sumsOf = (entry: LedgerEntry): number[] => SUMS.map((name) => entry[name] ?? 0);

/** The version of an entry that is written and read. */
const VERSION = 1;

/** Returns a value that was read from the ledger if it is an entry of a version we know, else null. */
export function entryIn(value: unknown): LedgerEntry | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const record = value as Record<string, unknown>;
  if ((record.v ?? VERSION) !== VERSION || record.v === null) return null;
  const fits =
    NAMES.every((name) => FIELDS[name].fits(record[name])) &&
    SUMS.every(
      (name) => isCount(record[name]) || (record[name] === undefined && OPTIONAL_SUMS.includes(name)),
    );
  return fits ? (value as LedgerEntry) : null;
}
