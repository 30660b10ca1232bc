// The model table as this user sees it: the shipped one, the user's settings over it, and what a project may lower.
import { keyVariable } from '../credentials.ts';
import { UsageError } from '../errors.ts';
import { oneOf } from '../one-of.ts';
import { isLoopback } from '../server-address.ts';
import { readContract } from './contract.ts';
import { priceInForce } from './cost.ts';
import { type Known, modelLookup, plainNameOf } from './lookup.ts';
import { lower } from './lower.ts';
import { isOpenaiModel, parseOpenaiModel } from './openai-model.ts';
import { isTrusted, readSettings, readUntrustedSettings, type Settings } from './settings.ts';
import { ownSettingsFile, projectSettingsFile, realPath } from './settings-file.ts';
import {
  LOCAL,
  type Model,
  RUNG_NAMES,
  type RungName,
  shippedModel,
  TIER_NAMES,
  TIERS,
  type Tier,
  type TierName,
} from './table.ts';

export interface Catalog {
  /** Without a model, `local` is not set up. */
  tiers: Readonly<Record<RungName, Tier>>;
  /** The model's facts, by id or dated snapshot id; undefined when neither the table nor the settings know it. */
  model(id: string): Model | undefined;
  /** The plain name of the model that a name stands for; null where it tells none, as some of a cloud's do not. */
  nameOf(id: string): string | null;
  /** Who may judge an opinion unasked, beside the tiers, best first: what the user's own settings allow. */
  judges?: readonly string[];
  /** Whose prices they are: the public list's, or those that the organization has agreed on. */
  rates: 'list' | 'contract';
  /** What was ignored of settings, in one line per file, to be told before anything is sent. */
  notes: readonly string[];
}

/**
 * Returns the shipped table under the user's settings (`tierwise.md` in `home`). `ANTHROPIC_DEFAULT_<TIER>_MODEL`, which Claude
 * Code obeys too, sits between the two. Settings in `.claude/tierwise.md` of `project` may only lower what that gives, unless
 * the user's own trust the folder and `heedsTrust`. Throws UsageError naming the file and the field.
 */
export function loadCatalog(
  home: string,
  project: string,
  env: NodeJS.ProcessEnv,
  heedsTrust = true,
): Catalog {
  const own = readSettings(ownSettingsFile(home));
  const file = projectSettingsFile(project);
  if (!heedsTrust || !isTrusted(project, own, env)) return withProject(own, { file, home, project, env });
  return catalogOf([own, readSettings(file)], env);
}

/** Returns the same for a command that spends nothing: settings of the user's own with a mistake are named in `notes`, too. */
export function loadCatalogLeniently(
  home: string,
  project: string,
  env: NodeJS.ProcessEnv,
  heedsTrust = true,
): Catalog {
  try {
    return loadCatalog(home, project, env, heedsTrust);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const catalog = withProject({}, { file: projectSettingsFile(project), home, project, env });
    return { ...catalog, notes: [ignoredFile(error.message), ...catalog.notes] };
  }
}

interface Untrusted {
  file: string;
  home: string;
  project: string;
  env: NodeJS.ProcessEnv;
}

/** The catalog of the user's settings with what those of a project lower. */
function withProject(own: Settings, { file, home, project, env }: Untrusted): Catalog {
  const catalog = catalogOf([own], env);
  const ownFile = ownSettingsFile(home);
  const isOwn = realPath(file) !== null && realPath(file) === realPath(ownFile);
  const read = isOwn ? { settings: {} } : readUntrustedSettings(file);
  if ('problem' in read) return { ...catalog, notes: [ignoredFile(read.problem)] };
  const now = new Date();
  const { tiers, ignored } = lower(catalog.tiers, read.settings, (id) => {
    const model = catalog.model(id);
    return model && priceInForce(model, now);
  });
  if (!ignored.length) return { ...catalog, tiers };
  const note = `${file}: ignored ${ignored.join(', ')}. A repository may lower a tier's model, effort and concurrency, nothing else. If you trust it, add "trust: [${realPath(project) ?? project}]" to ${ownFile}.`;
  return { ...catalog, tiers, notes: [printable(note)] };
}

const MOST_PROBLEM = 400;

const ignoredFile = (problem: string): string =>
  `${printable(problem.slice(0, MOST_PROBLEM))} These settings are ignored.`;

/** Text that a repository may have chosen, as one line that moves no cursor. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');

/** The catalog of layers that all count in full; the later wins. */
function catalogOf(layers: readonly Settings[], env: NodeJS.ProcessEnv): Catalog {
  const tiers = Object.fromEntries(
    RUNG_NAMES.map((name) => {
      const usual = name === 'local' ? LOCAL : TIERS[name];
      const fromEnv = name === 'local' ? '' : env[`ANTHROPIC_DEFAULT_${name.toUpperCase()}_MODEL`];
      const chosen = layers.map((layer) => layer.tiers?.[name] ?? {});
      return [name, Object.assign({ ...usual }, fromEnv ? { model: fromEnv } : {}, ...chosen) as Tier];
    }),
  ) as Record<RungName, Tier>;
  const known: Known = {
    own: new Map(layers.flatMap((layer) => Object.entries(layer.models ?? {}))),
    contract: readContract(env),
    listed: (id) => (isOpenaiModel(id) ? serverModel(id, env) : shippedModel(id)),
    unknown: UNKNOWN_MODEL,
  };
  return {
    tiers,
    judges: layers[0]?.judges ?? [],
    model: modelLookup(known),
    nameOf: (id) => plainNameOf(id, known),
    rates: known.contract ? 'contract' : 'list',
    notes: [],
  };
}

// An undescribed model is asked in the most cautious way: no effort field, room for thinking, no schema promise.
const CAUTIOUS: Omit<Model, 'prices'> = {
  tier: 'opus',
  contextTokens: 200_000,
  maxOutputTokens: 8192,
  cacheMinimumTokens: 4096,
  efforts: [],
  thinkingOff: 'omit',
  structuredOutputs: false,
  images: false,
};

/** How to ask a model the catalog does not know. */
export const UNKNOWN_MODEL: Model = { ...CAUTIOUS, prices: [] };

/** What is known of a model by its server: on this machine without a key it costs nothing, elsewhere its price is the user's to say. */
function serverModel(id: string, env: NodeJS.ProcessEnv): Model | undefined {
  const { url } = parseOpenaiModel(id);
  if (!URL.canParse(url)) return undefined;
  const address = new URL(url);
  const isFree = isLoopback(address) && !env[keyVariable(address)];
  return { ...CAUTIOUS, tier: 'haiku', structuredOutputs: true, prices: isFree ? [FREE] : [] };
}

const FREE = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

/** Returns the tier of that name. Throws UsageError listing the tiers. */
export function parseTierName(text: string): TierName {
  return nameAmong(TIER_NAMES, text);
}

function nameAmong<Name extends string>(names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new UsageError(`Unknown tier "${text}". ${oneOf(text, names)}`);
}

/** Returns what bulk work may be asked on by that name. Throws UsageError listing the names. */
export const parseRungName = (text: string): RungName => nameAmong(RUNG_NAMES, text);
