// What each record of the ledger must be to be read, one schema per kind. Loaded by the report only: the hook writes these
// records, and its types are held to the schemas here.
import * as z from 'zod';
import { EFFORTS, RUNG_NAMES, TIER_NAMES } from '../models/table.ts';
import type { DelegationRecord } from './delegations.ts';
import type { Progress } from './ingest.ts';
import { type ClientTotals, type CostState, type LedgerEntry, SOURCES } from './ledger-entry.ts';
import type { Unrecorded } from './unrecorded.ts';
import { type Settled, UNSETTLED, type WorkOutcome } from './work-outcome.ts';

const Count = z.int().nonnegative();
const Usd = z.number().nonnegative();
const Moment = z.iso.datetime({ error: 'expected a moment such as 2026-11-20T10:00:00.000Z' });
const Text = z.string().min(1);

const Prompt = z.object({
  input: Count,
  output: Count,
  cacheRead: Count,
  cacheWrite5m: Count,
  cacheWrite1h: Count,
});

export const EntrySchema = z.object({
  id: Text,
  at: Moment,
  source: z.enum(SOURCES),
  session: z.string().nullable(),
  project: z.string().nullable(),
  agent: z.string().nullable(),
  skill: z.string().nullable(),
  step: z.string().optional(),
  requested: z.string(),
  served: z.string(),
  tier: z.enum(TIER_NAMES).nullable(),
  effort: z.string().nullable(),
  input: Count,
  output: Count,
  cacheRead: Count,
  cacheWrite5m: Count,
  cacheWrite1h: Count,
  thinking: Count,
  costUsd: Usd.nullable(),
  stop: z.string().nullable(),
  webSearches: Count.optional(),
  isSum: z.boolean().optional(),
  isBilled: z.boolean().optional(),
  noUsage: z.boolean().optional(),
  fast: z.boolean().optional(),
  batch: z.boolean().optional(),
  usOnly: z.boolean().optional(),
  client: z.string().optional(),
  branch: z.string().optional(),
  did: z.string().optional(),
  sent: z.int().optional(),
  ms: Count.optional(),
  samplings: z.array(Prompt).optional(),
}) satisfies z.ZodType<LedgerEntry>;

const ClientTotalsSchema = z.object({
  input: Count,
  output: Count,
  cacheRead: Count,
  cacheWrite: Count,
  webSearches: Count,
  costUsd: Usd,
}) satisfies z.ZodType<ClientTotals>;

export const CostStateSchema = z.object({
  session: Text,
  totalCostUsd: Usd,
  lastCall: z.string().nullable(),
  until: Moment.optional(),
  models: z.record(z.string(), ClientTotalsSchema).optional(),
}) satisfies z.ZodType<CostState>;

export const OutcomeSchema = z.object({
  id: Text,
  at: Moment,
  source: z.enum(SOURCES),
  project: z.string(),
  kind: z.string(),
  executor: z.string(),
  tier: z.enum(TIER_NAMES).nullable(),
  effort: z.enum(EFFORTS).nullable(),
  tries: Count,
  passed: z.boolean(),
  costUsd: Usd.nullable(),
}) satisfies z.ZodType<WorkOutcome>;

export const SettledSchema = z.object({
  at: Moment,
  project: z.string(),
  task: z.string(),
  hash: z.string(),
  kind: z.enum(['classification', 'extraction']),
  tier: z.enum(RUNG_NAMES),
  effort: z.enum(EFFORTS),
  asked: Count,
  settled: Count,
  unsettled: z.partialRecord(z.enum(UNSETTLED), Count).optional(),
  costUsd: Usd,
}) satisfies z.ZodType<Settled>;

export const ProgressSchema = z.object({
  transcript: Text,
  offsets: z.record(z.string(), Count),
  lastCall: z.string().nullable(),
  passedOver: Count.optional(),
}) satisfies z.ZodType<Progress>;

export const DelegationSchema = z.object({
  at: Moment,
  session: Text,
  agent: Text,
  rule: Text,
  from: z.enum(TIER_NAMES).nullable(),
  tier: z.enum(TIER_NAMES),
}) satisfies z.ZodType<DelegationRecord>;

export const UnrecordedSchema = z.object({
  session: Text,
  at: Moment,
}) satisfies z.ZodType<Unrecorded>;
