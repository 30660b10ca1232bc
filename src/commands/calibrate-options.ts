import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BackendName } from '../ask/choose.ts';
import type { LiveRun } from '../ask/live.ts';
import { refuseUnpricedCeiling } from '../bulk/before-asking.ts';
import { tiersFrom } from '../bulk/outcome/ladder.ts';
import { DEFAULT_PACK_TOKENS } from '../bulk/survey/packs.ts';
import type { Task } from '../bulk/task/task.ts';
import {
  type AskedSetting,
  cheapestFirst,
  readSetting,
  usualSetting,
} from '../calibrate/run/asked-setting.ts';
import type { CalibrateSettings, Question } from '../calibrate/run/settings.ts';
import { dataHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Invocation } from '../host.ts';
import { type Catalog, parseRungName, parseTierName } from '../models/catalog.ts';
import { RUNG_NAMES, type RungName, type TierName } from '../models/table.ts';
import { openBackends } from './bulk-backends.ts';
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
  tiers?: RungName[];
  settings?: string[];
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
  twice?: boolean;
  recheck?: boolean;
  dryRun?: boolean;
  plot?: string | true;
  json?: boolean;
}

/** Adds the options that say what is asked, of which items, and of which tiers. */
export const withSampleOptions = (command: Command): Command => withItemOptions(withQuestionOptions(command));

const withQuestionOptions = (command: Command): Command =>
  command
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
    .addOption(
      new Option(
        '--settings <list>',
        'the settings to compare, as haiku,haiku/effort=high,haiku/votes=2,sonnet/pack=10,sonnet/mask=off',
      )
        .argParser((text) => text.split(','))
        .conflicts('tiers'),
    );

const withItemOptions = (command: Command): Command =>
  command
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

function tierList(text: string): RungName[] {
  const tiers = text.split(',').map((name) => parseRungName(name.trim()));
  return RUNG_NAMES.filter((name) => tiers.includes(name));
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
  refuseContradictions(task, options);
  const catalog = openCatalog(host);
  const question = questionIn(options);
  const asked = settingsFor(question, options, { catalog, task });
  return {
    ...{ inputPath, task, question, asked, catalog, host },
    ...payment(host, tiersIn(asked, task), { catalog, options }),
    items: itemsWanted(options),
    confidence: options.confidence,
    against: (asked.at(-1) as AskedSetting).tier,
    sample: options.sample ?? DEFAULT_SAMPLE,
    mostLabels: options.labels ?? DEFAULT_LABELS[question.kind],
    gold: options.gold ?? null,
    labelsFrom: options.labelsFrom ?? null,
    twice: options.twice === true,
    home: dataHome(host.env),
    pack: { items: task.packItems, tokens: DEFAULT_PACK_TOKENS },
    command: { cwd: host.cwd, args: [...host.argv] },
  };
}

const questionIn = ({ floor, within = DEFAULT_ALLOWANCE }: CalibrateOptions): Question =>
  floor === undefined ? { kind: 'within', allowance: within } : { kind: 'floor', floor };

function refuseContradictions({ name, answer }: Task, { gold, labelsFrom, twice }: CalibrateOptions): void {
  if (gold !== undefined && labelsFrom !== undefined)
    throw new UsageError('--gold and --labels-from cannot both be given. Expected one of them.');
  if (!answer.texts.length) return;
  if (labelsFrom !== undefined)
    throw new UsageError(
      `--labels-from is for tags and choices, and ${name} makes texts. Give --gold, or neither.`,
    );
  if (twice) throw new UsageError('--twice: two free texts are never the same. Leave it out.');
}

/** Who answers, and what that may cost. */
function payment(
  host: Invocation,
  tiers: readonly RungName[],
  { catalog, options }: { catalog: Catalog; options: CalibrateOptions },
): Pick<CalibrateSettings, 'backend' | 'servers' | 'maxCostUsd'> {
  const mostSockets = Math.max(...tiers.map((tier) => catalog.tiers[tier].concurrency));
  const live: LiveRun = {
    command: 'calibrate',
    maxCostUsd: options.maxCost ?? null,
    dry: options.dryRun === true,
  };
  const wanted = { named: options.backend, listed: [], tiers, catalog, mostSockets, live };
  const open = openBackends(host, wanted);
  // Where only a server of the user's own can be asked, there is nothing to compare it with.
  const backend = open.tiers.length === tiers.length ? open.backend : null;
  const most = options.maxCost ?? null;
  const maxCostUsd = options.dryRun || !backend ? most : withinBudgets(host, most);
  if (backend && maxCostUsd !== null) refuseUnpricedCeiling({ catalog, tiers });
  return { backend, servers: open.servers, maxCostUsd };
}

/** The settings, the cheapest first; the last one is what the others are compared with. Throws UsageError. */
function settingsFor(
  { kind }: Question,
  options: SampleOptions,
  known: { catalog: Catalog; task: Task },
): AskedSetting[] {
  const named = (options.settings ?? options.tiers ?? []).map((text) => readSetting(text, known));
  const option = options.settings ? '--settings' : '--tiers';
  const tiers = RUNG_NAMES.filter((tier) => named.some((one) => one.tier === tier));
  const top = options.against ?? (kind === 'floor' ? tiers.at(-1) : undefined) ?? 'opus';
  const below = RUNG_NAMES.slice(0, RUNG_NAMES.indexOf(top));
  const above = tiers.find((tier) => tier !== top && !below.includes(tier));
  if (above)
    throw new UsageError(
      `${option}: ${above} is above ${top}, the tier to compare with. Name a higher one with --against, or leave ${above} out.`,
    );
  if (!named.length)
    return [...below.filter((tier) => tier !== 'local'), top].map((tier) => usualSetting(tier, known));
  if (options.settings && kind === 'floor' && !options.against) return cheapestFirst(named);
  // Answers for items that masks make the same are measured by answers for each of them.
  const isUnmasked = named.some(({ name }) => name.endsWith('mask=off'));
  const reference = readSetting(isUnmasked ? `${top}/mask=off` : top, known);
  const others = cheapestFirst(named).filter(({ name }) => name !== reference.name);
  if (kind === 'within' && !others.length)
    throw new UsageError(`${option}: expected at least one tier below ${top}, the tier to compare with.`);
  return [...others, reference];
}

/** All that may be asked: with two votes, those above decide where they differ. */
const tiersIn = (asked: readonly AskedSetting[], task: Task): RungName[] => {
  const found = asked.flatMap(({ tier, votes }) => (votes > 1 ? tiersFrom(tier, task.ladder, true) : [tier]));
  return [...new Set(found)];
};
