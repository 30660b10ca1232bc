// What a run was, kept for the page of its result: by which task, when, which models answered, what it cost and saved. Where the result
// itself does not say who settled an item, that is kept, too.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../../data-home.ts';
import { formatSpec } from '../../formats/table.ts';
import { costUsd, NO_USAGE, promptTokens, type Usage } from '../../models/cost.ts';
import { readRecord } from '../../records.ts';
import type { Job } from '../job.ts';
import { labelOf, type Outcome } from '../outcome/outcome.ts';
import type { TierSettled } from '../outcome/settled.ts';
import type { JobSettings } from '../settings.ts';
import { outcomeAt } from './output.ts';
import { temporaryName } from './output-file.ts';
import type { Summary } from './summary.ts';

const VERSION = 1;
/** Beyond that, who settled which item is not kept. */
const MOST_ITEMS = 5_000_000;

const RunFacts = z.object({
  path: z.string(),
  /** Of the result as it was written. */
  size: z.number(),
  mtimeMs: z.number(),
  /** `the scheme "sev"`. */
  task: z.string(),
  at: z.iso.datetime(),
  /** Who answered, with the number of requests. */
  models: z.array(z.tuple([z.string(), z.number()])),
  costUsd: z.number(),
  /** Less than all of it on opus would have cost; null where no price says. */
  savedUsd: z.number().nullable(),
  /** Who settled each item: a letter per item, `a` for the first name. */
  settledBy: z.object({ names: z.array(z.string()), items: z.string() }).optional(),
});

export type RunFacts = z.output<typeof RunFacts>;

/** Keeps what a run was. What cannot be kept is missing on the page. */
export function keepRunFacts(
  { settings, survey, destination }: Pick<Job, 'settings' | 'survey' | 'destination'>,
  settled: readonly TierSettled[],
  summary: Summary,
): void {
  if (!destination || summary.out === null || summary.out === '-') return;
  try {
    const path = realpathSync(summary.out);
    const { size, mtimeMs } = statSync(path);
    const task = `the ${settings.task.kind} "${settings.task.name}"`;
    const before = readRunFacts(settings.home, path);
    const paid =
      // Every answer was there already: what they came from still counts.
      !summary.requests && before?.task === task
        ? before
        : {
            at: new Date().toISOString(),
            models: Object.entries(summary.served),
            costUsd: summary.jobCostUsd,
            savedUsd: savedUsd(settings, settled, summary),
          };
    const { at, models, costUsd: cost, savedUsd: saved } = paid;
    const facts = { path, size, mtimeMs, task, at, models, costUsd: cost, savedUsd: saved };
    const names = formatSpec(destination.format).takesColumns ? undefined : settlers(survey);
    write(settings.home, { ...facts, ...(names && { settledBy: names }) });
  } catch {
    // The result is there, and says what it says.
  }
}

/** Returns what the run was that wrote the result at `path`; null where that is not known. */
export function readRunFacts(home: string, path: string): RunFacts | null {
  try {
    const reading = readRecord(RunFacts, readFileSync(fileOf(home, path), 'utf8'), VERSION);
    return 'record' in reading && reading.record.path === path ? reading.record : null;
  } catch {
    return null;
  }
}

/** Returns a function that names who settled an item; null where that is not known, or the result was changed since. */
export function settlerIn({
  path,
  size,
  mtimeMs,
  settledBy,
}: RunFacts): ((index: number) => string | undefined) | null {
  const now = statSync(path, { throwIfNoEntry: false });
  if (!settledBy || now?.size !== size || now.mtimeMs !== mtimeMs) return null;
  return (index) => settledBy.names[settledBy.items.charCodeAt(index) - FIRST] || undefined;
}

const FIRST = 'a'.charCodeAt(0);
const NOBODY: Outcome = { status: 'failed', reason: '' };

function settlers(survey: Job['survey']): RunFacts['settledBy'] {
  if (survey.items > MOST_ITEMS) return undefined;
  const names: string[] = [];
  const items = Buffer.alloc(survey.items);
  for (let index = 0; index < survey.items; index++) {
    const outcome = outcomeAt(survey, index, NOBODY);
    const by = outcome.status === 'done' ? outcome.by : labelOf(outcome).by;
    const known = names.indexOf(by);
    items[index] = FIRST + (known < 0 ? names.push(by) - 1 : known);
  }
  return { names, items: items.toString('latin1') };
}

/** What settled would have cost the same tokens on opus; what did not settle below it is cost only. */
function savedUsd(
  { catalog, batch }: JobSettings,
  settled: readonly TierSettled[],
  { tokens, byTier, costUsd: paidUsd, unpriced, requests }: Summary,
): number | null {
  const usage: Usage = { ...NO_USAGE, ...tokens, cacheWrite5m: tokens.cacheWrite };
  // Not one long prompt, which some models charge more for.
  const prompt = promptTokens(usage) / Math.max(1, requests);
  const priceOn = (tier: TierSettled['tier']): number | null =>
    costUsd(catalog.model(catalog.tiers[tier].model), usage, { at: new Date(), batch, prompt });
  const onOpus = priceOn('opus');
  if (!paidUsd || onOpus === null || unpriced.length) return null;
  let otherwiseUsd = 0;
  for (const { tier, asked, settled: held } of settled) {
    if (!asked) continue;
    const own = priceOn(tier);
    if (!own) return null;
    const isBelow = own < onOpus;
    otherwiseUsd += ((byTier[tier]?.costUsd ?? 0) * onOpus * (isBelow ? held / asked : 1)) / own;
  }
  return otherwiseUsd - paidUsd;
}

const folder = (home: string): string => join(home, 'results');
const fileOf = (home: string, path: string): string =>
  join(folder(home), `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.facts.json`);

function write(home: string, facts: RunFacts): void {
  const file = fileOf(home, facts.path);
  const temporary = temporaryName(file);
  makePrivateFolder(folder(home));
  writeFileSync(temporary, JSON.stringify({ v: VERSION, ...facts }), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, file);
}
