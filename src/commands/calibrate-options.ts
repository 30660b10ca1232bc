import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BackendName, chooseBackend } from '../ask/choose.ts';
import { DEFAULT_PACK_TOKENS } from '../bulk/survey/packs.ts';
import type { Task } from '../bulk/task/task.ts';
import type { CalibrateSettings, Question } from '../calibrate/run/settings.ts';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Invocation } from '../host.ts';
import { type Catalog, parseTierName } from '../models/catalog.ts';
import { priceInForce } from '../models/cost.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { withinBudgets } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { columnOption, inputFormat, itemsWanted } from './files.ts';
import { positiveInteger, sendAnyway } from './options.ts';

/** What is asked, of which items, and of which tiers. */
export interface SampleOptions {
  inputFormat?: Format;
  column?: string[];
  head?: number;
  sendAnyway: string[];
  tiers?: TierName[];
  against?: TierName;
  sample?: number;
  labels?: number;
  within?: number;
  floor?: number;
  confidence: number;
}

export interface CalibrateOptions extends SampleOptions {
  gold?: string;
  labelsFrom?: string;
  backend: BackendName;
  maxCost?: number;
  apply?: boolean;
  recheck?: boolean;
  dryRun?: boolean;
  plot?: string | true;
  json?: boolean;
}

/** Adds the options that say what is asked, of which items, and of which tiers. */
export function withSampleOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--within <points>',
        'is a cheaper tier at most so many points behind --against (default: 2)',
      )
        .argParser(percents)
        .conflicts('floor'),
    )
    .option('--floor <percent>', 'is a tier right on at least so many percent of the items', percents)
    .option('--confidence <percent>', 'how sure an answer has to be', confidence, 95)
    .option('--against <tier>', 'the tier to compare with (default: opus)', parseTierName)
    .option('--tiers <list>', 'the tiers to compare (default: all below --against)', tierList)
    .option(
      '--sample <n>',
      'distinct items that every tier is asked about, at most (default: 2000)',
      positiveInteger,
    )
    .option(
      '--labels <most>',
      'labels to ask a person for, at most (default: 60; 400 with --floor)',
      positiveInteger,
    )
    .addOption(inputFormat())
    .addOption(columnOption())
    .option('--head <n>', 'for files that are one item each: only the first n characters', positiveInteger)
    .addOption(sendAnyway());
}

function tierList(text: string): TierName[] {
  const tiers = text.split(',').map((name) => parseTierName(name.trim()));
  return TIER_NAMES.filter((name) => tiers.includes(name));
}

function percents(text: string): number {
  const number = Number(text.replace(/%$/, ''));
  if (text.trim() && number > 0 && number < 100) return number;
  throw new InvalidArgumentError('Expected a number above 0 and below 100.');
}

function confidence(text: string): number {
  const number = percents(text);
  if (number >= 50) return number;
  throw new InvalidArgumentError('Expected a number from 50 to below 100.');
}

const DEFAULT_ALLOWANCE = 2;
const DEFAULT_SAMPLE = 2000;
const DEFAULT_LABELS = { within: 60, floor: 400 } as const;

/** Returns what the options say. Throws UsageError. */
export function calibrateSettings(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: CalibrateOptions,
): CalibrateSettings {
  const catalog = openCatalog(host);
  const question: Question =
    options.floor === undefined
      ? { kind: 'within', allowance: options.within ?? DEFAULT_ALLOWANCE }
      : { kind: 'floor', floor: options.floor };
  const tiers = tiersFor(question, options);
  const sockets = Math.max(...tiers.map((tier) => catalog.tiers[tier].concurrency));
  const backend = chooseBackend(options.backend, host, sockets);
  const asked = options.maxCost ?? null;
  const maxCostUsd = options.dryRun || !backend ? asked : withinBudgets(host, asked);
  if (backend && maxCostUsd !== null) refuseUnpriced(catalog, tiers);
  if (options.gold !== undefined && options.labelsFrom !== undefined)
    throw new UsageError('--gold and --labels-from cannot both be given. Expected one of them.');
  if (options.labelsFrom !== undefined && task.answer.texts.length)
    throw new UsageError(
      `--labels-from is for tags and choices, and ${task.name} makes texts. Give --gold, or neither.`,
    );
  return {
    ...{ inputPath, task, question, tiers, catalog, backend, host, maxCostUsd },
    items: itemsWanted(options),
    confidence: options.confidence,
    against: tiers.at(-1) as TierName,
    sample: options.sample ?? DEFAULT_SAMPLE,
    mostLabels: options.labels ?? DEFAULT_LABELS[question.kind],
    gold: options.gold ?? null,
    labelsFrom: options.labelsFrom ?? null,
    home: dataHome(host.env),
    pack: { items: task.packItems, tokens: DEFAULT_PACK_TOKENS },
    command: { cwd: host.cwd, args: [...host.argv] },
  };
}

/** The tiers, the cheapest first; the last one is what the others are compared with. */
function tiersFor({ kind }: Question, { tiers, against }: SampleOptions): TierName[] {
  const named = tiers ?? [];
  const top = against ?? (kind === 'floor' ? named.at(-1) : undefined) ?? 'opus';
  const rank = TIER_NAMES.indexOf(top);
  const above = named.find((tier) => TIER_NAMES.indexOf(tier) > rank);
  if (above)
    throw new UsageError(
      `--tiers: ${above} is above ${top}, the tier to compare with. Name a higher one with --against, or leave ${above} out.`,
    );
  const below = tiers ? named.filter((tier) => tier !== top) : TIER_NAMES.slice(0, rank);
  if (kind === 'within' && !below.length)
    throw new UsageError(`--tiers: expected at least one tier below ${top}, the tier to compare with.`);
  return [...below, top];
}

// A ceiling on an unknown price would not be one.
function refuseUnpriced(catalog: Catalog, tiers: readonly TierName[]): void {
  for (const tier of tiers) {
    const { model: id } = catalog.tiers[tier];
    const model = catalog.model(id);
    if (model && priceInForce(model, new Date())) continue;
    throw new UsageError(
      `--max-cost cannot be enforced: no price is known for ${id} (${tier}). Add its price under "models" in tierwise.md, or leave --max-cost out.`,
    );
  }
}
