// One bulk job from settings to summary: survey, ask, write. The command above it only reads options and prints.
import type { Backend, Reply } from '../ask/backend.ts';
import { Budget } from '../ask/budget.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Catalog } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';
import { counted, usd } from '../terminal/format.ts';
import type { AnswerStore } from './answers.ts';
import { addTallies, type Tally } from './asker.ts';
import { climb, openLadder, openStore } from './climb.ts';
import { estimateRun, howToTagTheRest } from './estimate.ts';
import { type Input, openInput } from './items/input.ts';
import type { Format, ItemSource } from './items/record.ts';
import { itemSource } from './items/source.ts';
import type { Rung } from './ladder.ts';
import { addedNames, type Destination, destinationFor, writeOutput } from './output.ts';
import type { PackLimits } from './packs.ts';
import type { Stopped } from './run.ts';
import { type SampledItem, sampledItems, sampleGroups } from './sample.ts';
import type { Scheme } from './scheme.ts';
import type { AddedNames } from './shape.ts';
import { type Summary, summarize } from './summary.ts';
import { type Survey, survey } from './survey.ts';

export interface JobSettings {
  inputPath: string;
  inputFormat: Format | undefined;
  columns: readonly string[];
  scheme: Scheme;
  /** The tiers that may be asked, the first one first. */
  tiers: readonly TierName[];
  /** How many independent passes have to agree on the first tier, where there is one above to decide; 1 or 2. */
  votes: number;
  catalog: Catalog;
  /** Null: rules and stored answers only. */
  backend: Backend | null;
  home: string;
  pack: PackLimits;
  /** Requests in flight at once; null for each tier's own. */
  concurrency: number | null;
  maxCostUsd: number | null;
  /** Only the first so many items. */
  limit: number;
  /** Tag only so many items from all over the input, and write no file; null tags all. */
  sample: number | null;
  /** Where the results go; null when no file is to be written. */
  output: { out: string | undefined; format: Format | undefined } | null;
}

/** What a job tells while it works. */
export interface JobEvents {
  /** A line that stays. */
  note(line: string): void;
  /** Where it stands: a share from 0 to 1, or null when the end is not known. */
  progress(share: number | null, text: string): void;
  /** A reply came, and what it cost; null when its model has no known price. */
  reply?(tier: TierName, reply: Reply, costUsd: number | null): void;
}

export interface Job {
  settings: JobSettings;
  /** Milliseconds since the epoch. */
  started: number;
  input: Input;
  source: ItemSource;
  survey: Survey;
  ladder: readonly Rung[];
  /** A person's decisions. */
  person: AnswerStore;
  destination: Destination | null;
  added: AddedNames;
}

/** Opens and surveys the input; nothing is sent yet. Throws UsageError for whatever keeps the job from starting. */
export async function prepareJob(settings: JobSettings, events: JobEvents): Promise<Job> {
  const { scheme, limit, pack, output } = settings;
  const started = Date.now();
  refuseUnpricedCeiling(settings);
  const input = await openInput(settings.inputPath);
  const source = await itemSource(input, settings.inputFormat, settings.columns);
  const destination = output && destinationFor(input, output.out, output.format ?? source.format);
  events.note(`${source.name}: ${source.format}${source.itemIs && `, the item is ${source.itemIs}`}`);
  events.note(whoAnswers(settings));
  const ladder = await openLadder(settings, events);
  const person = await openStore('person', settings, events);
  const onProgress = (items: number): void => events.progress(null, `reading: ${counted(items, 'item')}`);
  const found = await survey(source, { scheme, ladder, person, pack, limit, onProgress });
  const added = addedNames(found.taken, scheme.name, input.name);
  if (added.tags !== 'tags') {
    events.note(
      `The input has "tags" or "tagged_by" already: the new ones are "${added.tags}" and "${added.by}".`,
    );
  }
  if (found.notUtf8.items) {
    events.note(
      `Bytes that are not UTF-8 in ${counted(found.notUtf8.items, 'item')}, first at line ${found.notUtf8.firstLine}: the output keeps them, a model sees \uFFFD.`,
    );
  }
  return { settings, started, input, source, survey: found, ladder, person, destination, added };
}

/**
 * Asks what is open and writes the results. `interrupted` stops it early, with all answers kept.
 * Throws UsageError when no request succeeded for a reason that will not pass, and when the output cannot be written.
 */
export async function runJob(
  { settings, started, input, source, survey: found, ladder, destination, added }: Job,
  events: JobEvents,
  interrupted: AbortSignal,
): Promise<{ summary: Summary; sample: SampledItem[] }> {
  const { scheme, backend, limit, maxCostUsd, sample } = settings;
  refuseNothingToDo(settings, found);
  const budget = new Budget(maxCostUsd);
  const sampled = sample === null ? null : sampleGroups(found, sample);
  const tallies = new Map<TierName, Tally>();
  let stopped: Stopped | null = null;
  if (backend && (sampled ? [...sampled] : found.groups).some(({ outcome }) => !outcome)) {
    ({ stopped } = await climb(
      { settings, backend, source, survey: found, ladder, only: sampled, budget, interrupted, tallies },
      events,
    ));
  }
  for (const { passes } of ladder) for (const store of passes) store.close();
  const tally = addTallies(tallies.values());
  if (stopped?.by === 'error' && tally.requests === 0) {
    throw new UsageError(`${stopped.reason}. No model answered, and nothing was written.`);
  }

  const tagNames = scheme.tags.map((tag) => tag.name);
  const summary = summarize({ survey: found, tally, tallies, budget, tagNames, backend, stopped });
  if (destination) {
    events.progress(null, `writing ${destination.out}`);
    const leftReason = stopped?.reason ?? 'no rule decides it, and no model was asked';
    const parts = { input, source, survey: found, limit, added, leftReason };
    const { reviewed } = await writeOutput(destination, parts).catch((error) => {
      if (!(error instanceof UsageError)) throw error;
      throw new UsageError(`${error.message} So far it cost ${usd(tally.costUsd)}.`, EXIT.look);
    });
    summary.out = destination.out;
    summary.reviewFile = reviewed ? destination.reviewFile : null;
  }
  const items = sampled ? await sampledItems(source, found, sampled, limit) : [];
  await input.close();
  summary.seconds = (Date.now() - started) / 1000;
  return { summary, sample: items };
}

function whoAnswers({ backend, catalog, tiers, votes }: JobSettings): string {
  if (!backend) return 'rules and stored answers only: no model is asked, nothing is billed';
  const [first, ...above] = tiers.map((tier) => `${tier} (${catalog.tiers[tier].model})`);
  const then = above.length ? `; what it cannot settle goes to ${above.join(', then ')}` : '';
  return `${first} answers${votes > 1 ? ' twice' : ''}${then}; through ${backend.via}, billed to ${backend.billedTo}`;
}

// A ceiling on an unknown price would be no ceiling.
function refuseUnpricedCeiling({ maxCostUsd, backend, catalog, tiers }: JobSettings): void {
  if (maxCostUsd === null || !backend) return;
  for (const tier of tiers) {
    const { model: id } = catalog.tiers[tier];
    const model = catalog.model(id);
    if (model && priceInForce(model, new Date())) continue;
    throw new UsageError(
      `--max-cost cannot be kept: no price is known for ${id} (${tier}). Add its price under "models" in tierwise.md, or leave --max-cost out.`,
    );
  }
}

// Without a model and without a rule that helps, an output of empty tags would only look like a result.
function refuseNothingToDo({ backend, scheme, ...rest }: JobSettings, found: Survey): void {
  if (backend || rest.sample !== null || found.groups.some(({ outcome }) => outcome) || !found.toAsk.items)
    return;
  const estimate = estimateRun({ backend, scheme, ...rest }, found);
  throw new UsageError(
    `There is no model to ask, and no rule of the scheme "${scheme.name}" decides any item: ${howToTagTheRest(estimate)}`,
  );
}
