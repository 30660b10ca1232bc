// One bulk job from settings to summary: survey, ask, write. The command above it only reads options and prints.
import type { Backend, Reply } from '../ask/backend.ts';
import { EXIT, UsageError } from '../errors.ts';
import type { Catalog } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import type { TierName } from '../models/table.ts';
import { count, counted, duration, usd } from '../terminal/format.ts';
import { type AnswerStore, openAnswers } from './answers.ts';
import { newTally } from './asker.ts';
import { Budget } from './budget.ts';
import { estimateRun, howToTagTheRest } from './estimate.ts';
import { type Input, openInput } from './items/input.ts';
import type { Format, ItemSource } from './items/record.ts';
import { itemSource } from './items/source.ts';
import { addedNames, type Destination, destinationFor, writeOutput } from './output.ts';
import type { PackLimits } from './packs.ts';
import { askOpenGroups, type RunResult } from './run.ts';
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
  tier: TierName;
  catalog: Catalog;
  /** Null: rules and stored answers only. */
  backend: Backend | null;
  home: string;
  pack: PackLimits;
  concurrency: number;
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
  reply?(reply: Reply, costUsd: number | null): void;
}

export interface Job {
  settings: JobSettings;
  /** Milliseconds since the epoch. */
  started: number;
  input: Input;
  source: ItemSource;
  survey: Survey;
  answers: AnswerStore;
  destination: Destination | null;
  added: AddedNames;
}

/** Opens and surveys the input; nothing is sent yet. Throws UsageError for whatever keeps the job from starting. */
export async function prepareJob(settings: JobSettings, events: JobEvents): Promise<Job> {
  const { scheme, tier, limit, pack, output } = settings;
  const started = Date.now();
  refuseUnpricedCeiling(settings);
  const input = await openInput(settings.inputPath);
  const source = await itemSource(input, settings.inputFormat, settings.columns);
  const destination = output && destinationFor(input, output.out, output.format ?? source.format);
  events.note(`${source.name}: ${source.format}${source.itemIs && `, the item is ${source.itemIs}`}`);
  events.note(whoAnswers(settings));
  const tags = new Set(scheme.tags.map((tag) => tag.name));
  if (scheme.abstain) tags.add(scheme.abstain);
  const answers = await openAnswers(settings.home, scheme.hash, tier, tags);
  if (answers.damaged) {
    events.note(
      `Passed over ${counted(answers.damaged, 'damaged line')} in ${answers.folder}; the items are asked again.`,
    );
  }
  const onProgress = (items: number): void => events.progress(null, `reading: ${counted(items, 'item')}`);
  const found = await survey(source, { scheme, answers, pack, limit, onProgress });
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
  return { settings, started, input, source, survey: found, answers, destination, added };
}

/**
 * Asks what is open and writes the results. `interrupted` stops it early, with all answers kept.
 * Throws UsageError when no request succeeded for a reason that will not pass, and when the output cannot be written.
 */
export async function runJob(
  { settings, started, input, source, survey: found, answers, destination, added }: Job,
  events: JobEvents,
  interrupted: AbortSignal,
): Promise<{ summary: Summary; sample: SampledItem[] }> {
  const { scheme, backend, tier, limit, maxCostUsd, sample } = settings;
  refuseNothingToDo(settings, found);
  const budget = new Budget(maxCostUsd);
  const sampled = sample === null ? null : sampleGroups(found, sample);
  const openItems = sampled ? sizeOf([...sampled].filter((group) => !group.outcome)) : found.toAsk.items;
  const askingSince = Date.now();
  let result: RunResult = { tally: newTally(), stopped: null };
  if (backend && openItems) {
    answers.prepare();
    result = await askOpenGroups({
      ...settings,
      backend,
      source,
      survey: found,
      only: sampled,
      answers,
      budget,
      interrupted,
      onProgress: ({ settledItems, tally, inFlight }) =>
        events.progress(
          settledItems / openItems,
          [
            `${count(settledItems)} of ${count(openItems)} items`,
            usd(tally.costUsd),
            `${counted(tally.requests, 'request')}, ${inFlight} in flight`,
            timeLeft(Date.now() - askingSince, settledItems / openItems),
          ].join('  '),
        ),
      onReply: events.reply,
      onWait: (error, waitMs) => events.note(`${error.message}; next try in ${(waitMs / 1000).toFixed(1)} s`),
    });
  }
  answers.close();
  const { tally, stopped } = result;
  if (stopped?.by === 'error' && tally.requests === 0) {
    throw new UsageError(`${stopped.reason}. No model answered, and nothing was written.`);
  }

  const tagNames = scheme.tags.map((tag) => tag.name);
  const summary = summarize({ survey: found, tally, budget, tier, tagNames, backend, stopped });
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

const timeLeft = (elapsedMs: number, share: number): string =>
  share > 0 ? `about ${duration((elapsedMs / 1000) * (1 / share - 1))} left` : '';

const sizeOf = (groups: Survey['groups']): number => groups.reduce((sum, { items }) => sum + items, 0);

function whoAnswers({ backend, catalog, tier }: JobSettings): string {
  if (!backend) return 'rules and stored answers only: no model is asked, nothing is billed';
  return `${tier} (${catalog.tiers[tier].model}) answers through ${backend.via}, billed to ${backend.billedTo}`;
}

// A ceiling on an unknown price would be no ceiling.
function refuseUnpricedCeiling({ maxCostUsd, backend, catalog, tier }: JobSettings): void {
  const { model: id } = catalog.tiers[tier];
  const model = catalog.model(id);
  if (maxCostUsd === null || !backend || (model && priceInForce(model, new Date()))) return;
  throw new UsageError(
    `--max-cost cannot be kept: no price is known for ${id}. Add its price under "models" in tierwise.md, or leave --max-cost out.`,
  );
}

// Without a model and without a rule that helps, an output of empty tags would only look like a result.
function refuseNothingToDo({ backend, scheme, ...rest }: JobSettings, found: Survey): void {
  if (backend || rest.sample !== null || found.byRule + found.byStored > 0 || !found.toAsk.items) return;
  const estimate = estimateRun({ backend, scheme, ...rest }, found);
  throw new UsageError(
    `There is no model to ask, and no rule of the scheme "${scheme.name}" decides any item: ${howToTagTheRest(estimate)}`,
  );
}
