// The model table as this user sees it: the shipped one, overlaid with the user's and the project's settings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { systemReason, UsageError } from '../errors.ts';
import { checkHeader, parseMarkdown } from '../front-matter.ts';
import { EFFORTS, type Model, shippedModel, TIER_NAMES, TIERS, type Tier, type TierName } from './table.ts';

export interface Catalog {
  tiers: Readonly<Record<TierName, Tier>>;
  /** The model's facts, by id or dated snapshot id; undefined when neither the table nor the settings know it. */
  model(id: string): Model | undefined;
}

const Effort = z.enum(EFFORTS);
const Rates = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  cacheRead: z.number().nonnegative().optional(),
  cacheWrite5m: z.number().nonnegative().optional(),
  cacheWrite1h: z.number().nonnegative().optional(),
});

const Settings = z.looseObject({
  tiers: z
    .partialRecord(
      z.enum(TIER_NAMES),
      z.strictObject({
        model: z.string().min(1).optional(),
        effort: Effort.optional(),
        concurrency: z.int().positive().optional(),
      }),
    )
    .optional(),
  models: z
    .record(
      z.string(),
      Rates.extend({
        contextTokens: z.int().positive().optional(),
        maxOutputTokens: z.int().positive().optional(),
        cacheMinimumTokens: z.int().positive().optional(),
        efforts: z.array(Effort).optional(),
        thinkingOff: z.enum(['disabled', 'between_tools', 'omit', 'never']).optional(),
        structuredOutputs: z.boolean().optional(),
        images: z.boolean().optional(),
        tier: z.enum(TIER_NAMES).optional(),
      }),
    )
    .optional(),
});
type Settings = z.infer<typeof Settings>;

/**
 * Reads the settings files (`tierwise.md` in `home`, then `.claude/tierwise.md` in `project`; the later wins) over the
 * shipped table. `ANTHROPIC_DEFAULT_<TIER>_MODEL`, which Claude Code obeys too, sits between the two.
 * Throws UsageError naming the file and the field.
 */
export function loadCatalog(home: string, project: string, env: NodeJS.ProcessEnv): Catalog {
  const settings = [join(home, 'tierwise.md'), join(project, '.claude', 'tierwise.md')].map(readSettings);
  const tiers = Object.fromEntries(
    TIER_NAMES.map((name) => {
      const fromEnv = env[`ANTHROPIC_DEFAULT_${name.toUpperCase()}_MODEL`];
      const layers = settings.map((layer) => layer.tiers?.[name] ?? {});
      return [name, Object.assign({ ...TIERS[name] }, fromEnv ? { model: fromEnv } : {}, ...layers) as Tier];
    }),
  ) as Record<TierName, Tier>;
  const overrides = new Map(settings.flatMap((layer) => Object.entries(layer.models ?? {})));
  return {
    tiers,
    model(id) {
      const shipped = shippedModel(id);
      const override = overrides.get(id);
      return override ? overlay(shipped, override) : shipped;
    },
  };
}

function readSettings(file: string): Settings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return {};
    throw new UsageError(`${file}: cannot read the settings: ${systemReason(error)}.`);
  }
  return checkHeader(Settings, parseMarkdown(text, file).header, file);
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

function overlay(shipped: Model | undefined, override: NonNullable<Settings['models']>[string]): Model {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, ...facts } = override;
  const price = {
    input,
    output,
    cacheRead: cacheRead ?? input * 0.1,
    cacheWrite5m: cacheWrite5m ?? input * 1.25,
    cacheWrite1h: cacheWrite1h ?? input * 2,
  };
  return { ...(shipped ?? UNKNOWN_MODEL), ...facts, prices: [price] };
}

/** Returns the tier of that name. Throws UsageError listing the tiers. */
export function parseTierName(text: string): TierName {
  if (Object.hasOwn(TIERS, text)) return text as TierName;
  throw new UsageError(`Unknown tier "${text}". Expected one of: ${TIER_NAMES.join(', ')}.`);
}
