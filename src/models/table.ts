// The one dated table of models. Code asks it for capabilities, never for a model's name.
//
// Provenance: list prices, context sizes and efforts from the model catalogue inside Claude Code 2.1.329, compared
// with the public price lists; cache minimums and thinking rules from the API documentation. Read on 2026-11-20.
// `pnpm run prices` compares the prices with an independent table.

import { plainName } from './names.ts';

export const TABLE_DATE = '2026-11-20';

/** From the least to the most thinking. */
export const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof EFFORTS)[number];
export type TierName = 'haiku' | 'sonnet' | 'opus' | 'fable';
/** What bulk work may be asked on: a tier, or below them all the user's own model, where one is set up. */
export type RungName = 'local' | TierName;

/** US dollars per million tokens. */
export interface Rates {
  input: number;
  output: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
  cacheRead: number;
}

export interface Price extends Rates {
  /** First day (UTC) this price is in force; by default, since the model was released. */
  from?: string;
  /** The rates of the whole request once its prompt (input + cache reads + cache writes) passes `above` tokens. */
  longPrompt?: Rates & { above: number };
  /** The rates of a request served in fast mode. */
  fast?: Rates;
  /** US dollars per web search, where it is not that of the list. */
  webSearchUsd?: number;
  /** By contract: nothing is added for fast mode or for where it runs. */
  isFlat?: boolean;
}

export interface Model {
  /** The tier whose work it does, for adding up. */
  tier: TierName;
  /** Newest first. Empty: the model is known but unpriced. */
  prices: readonly Price[];
  contextTokens: number;
  maxOutputTokens: number;
  /** The shortest prompt prefix the model caches; a shorter one is billed as plain input, silently. */
  cacheMinimumTokens: number;
  /** Levels `output_config.effort` takes; empty: the field is refused. */
  efforts: readonly Effort[];
  /** How to ask for no thinking: a `thinking.type`, `omit` where that is the default, `never` where it always thinks. */
  thinkingOff: 'disabled' | 'between_tools' | 'omit' | 'never';
  /** Whether it takes images. */
  images: boolean;
  /** Whether `output_config.format` with a JSON schema is accepted. */
  structuredOutputs: boolean;
  /** Whether clouds charge a tenth more for endpoints bound to a region: so since the 4.5 models. */
  hasRegionalPrice?: boolean;
  /** What the same work costs at each effort, high being 1: the client's own index. Absent: unknown. */
  effortCost?: Readonly<Record<Effort, number>>;
}

/** What every price is multiplied by. Batches halve all token prices; US-only inference and endpoints bound to a region add a tenth. */
export const MULTIPLIERS = { batch: 0.5, usOnly: 1.1, regional: 1.1 } as const;
export const WEB_SEARCH_USD = 0.01;

const rates = (input: number, output: number, cacheRead: number): Rates => ({
  input,
  output,
  cacheWrite5m: input * 1.25,
  cacheWrite1h: input * 2,
  cacheRead,
});

const NO_XHIGH = ['low', 'medium', 'high', 'max'] as const;
const MILLION = 1_000_000;

const current = {
  contextTokens: MILLION,
  maxOutputTokens: 128_000,
  efforts: EFFORTS,
  structuredOutputs: true,
  images: true,
  hasRegionalPrice: true,
} as const;
const older = {
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  thinkingOff: 'omit',
  structuredOutputs: true,
  images: true,
} as const;

const oldest = {
  ...older,
  cacheMinimumTokens: 1024,
  efforts: [],
  structuredOutputs: false,
} as const;

const fable52: Model = {
  ...current,
  tier: 'fable',
  prices: [{ ...rates(8, 40, 0.2), fast: rates(16, 80, 0.4) }],
  cacheMinimumTokens: 512,
  thinkingOff: 'never',
};
const fable51: Model = {
  ...current,
  tier: 'fable',
  prices: [rates(10, 50, 0.25)],
  cacheMinimumTokens: 512,
  thinkingOff: 'never',
};
const fable5: Model = {
  ...current,
  tier: 'fable',
  prices: [rates(10, 50, 1)],
  cacheMinimumTokens: 512,
  thinkingOff: 'never',
};

export const MODELS: Readonly<Record<string, Model>> = {
  'claude-fable-5-2': fable52,
  'claude-mythos-5-2': fable52,
  'claude-fable-5-1': fable51,
  'claude-mythos-5-1': fable51,
  'claude-fable-5': fable5,
  'claude-mythos-5': fable5,
  'claude-opus-5-5': {
    tier: 'opus',
    effortCost: { low: 0.48, medium: 0.66, high: 1, xhigh: 1.66, max: 3.44 },
    ...current,
    prices: [{ ...rates(4, 20, 0.2), fast: rates(8, 40, 0.4) }],
    cacheMinimumTokens: 1024,
    thinkingOff: 'never',
  },
  'claude-opus-5': {
    tier: 'opus',
    effortCost: { low: 0.67, medium: 0.76, high: 1, xhigh: 1.6, max: 1.7 },
    ...current,
    prices: [{ ...rates(5, 25, 0.5), fast: rates(10, 50, 1) }],
    cacheMinimumTokens: 512,
    thinkingOff: 'never',
  },
  'claude-opus-4-8': {
    tier: 'opus',
    ...current,
    prices: [{ ...rates(5, 25, 0.5), fast: rates(10, 50, 1) }],
    cacheMinimumTokens: 1024,
    thinkingOff: 'omit',
  },
  'claude-opus-4-7': {
    tier: 'opus',
    ...current,
    prices: [{ ...rates(5, 25, 0.5), fast: rates(30, 150, 3) }],
    cacheMinimumTokens: 2048,
    thinkingOff: 'omit',
  },
  'claude-opus-4-6': {
    tier: 'opus',
    ...older,
    hasRegionalPrice: true,
    prices: [{ ...rates(5, 25, 0.5), fast: rates(30, 150, 3) }],
    maxOutputTokens: 128_000,
    cacheMinimumTokens: 4096,
    efforts: NO_XHIGH,
  },
  'claude-opus-4-5': {
    tier: 'opus',
    ...older,
    hasRegionalPrice: true,
    prices: [rates(5, 25, 0.5)],
    cacheMinimumTokens: 4096,
    efforts: [],
  },
  'claude-opus-4-1': { ...oldest, tier: 'opus', prices: [rates(15, 75, 1.5)], maxOutputTokens: 32_000 },
  'claude-opus-4': { ...oldest, tier: 'opus', prices: [rates(15, 75, 1.5)], maxOutputTokens: 32_000 },
  'claude-opus-3': { ...oldest, tier: 'opus', prices: [rates(15, 75, 1.5)], maxOutputTokens: 4096 },
  'claude-sonnet-5-5': {
    tier: 'sonnet',
    effortCost: { low: 0.49, medium: 0.54, high: 1, xhigh: 1.87, max: 5.5 },
    ...current,
    prices: [{ from: '2026-10-07', ...rates(2, 10, 0.1) }, rates(2, 10, 0.2)],
    cacheMinimumTokens: 1024,
    thinkingOff: 'between_tools',
  },
  'claude-sonnet-5': {
    tier: 'sonnet',
    effortCost: { low: 0.47, medium: 0.74, high: 1, xhigh: 2.41, max: 5.59 },
    ...current,
    prices: [rates(2, 10, 0.2)],
    cacheMinimumTokens: 1024,
    thinkingOff: 'omit',
  },
  'claude-sonnet-4-6': {
    tier: 'sonnet',
    ...older,
    hasRegionalPrice: true,
    prices: [rates(3, 15, 0.3)],
    maxOutputTokens: 128_000,
    cacheMinimumTokens: 1024,
    efforts: NO_XHIGH,
  },
  'claude-sonnet-4-5': {
    tier: 'sonnet',
    ...older,
    hasRegionalPrice: true,
    // The step is in the public price list and in genai-prices, not in the client's catalogue.
    prices: [{ ...rates(3, 15, 0.3), longPrompt: { above: 200_000, ...rates(6, 22.5, 0.6) } }],
    cacheMinimumTokens: 1024,
    efforts: [],
  },
  'claude-sonnet-4': {
    ...oldest,
    tier: 'sonnet',
    prices: [{ ...rates(3, 15, 0.3), longPrompt: { above: 200_000, ...rates(6, 22.5, 0.6) } }],
  },
  'claude-sonnet-3-7': { ...oldest, tier: 'sonnet', prices: [rates(3, 15, 0.3)] },
  'claude-sonnet-3-5': { ...oldest, tier: 'sonnet', prices: [rates(3, 15, 0.3)], maxOutputTokens: 8192 },
  'claude-haiku-5-5': {
    tier: 'haiku',
    effortCost: { low: 0.38, medium: 0.52, high: 1, xhigh: 2.03, max: 4.34 },
    ...current,
    prices: [{ ...rates(0.1, 0.5, 0.01), longPrompt: { above: 100_000, ...rates(0.5, 2.5, 0.05) } }],
    cacheMinimumTokens: 512,
    thinkingOff: 'disabled',
  },
  'claude-haiku-4-5': {
    tier: 'haiku',
    ...older,
    hasRegionalPrice: true,
    prices: [rates(1, 5, 0.1)],
    cacheMinimumTokens: 4096,
    efforts: [],
  },
  'claude-haiku-3-5': {
    ...oldest,
    tier: 'haiku',
    prices: [rates(0.8, 4, 0.08)],
    maxOutputTokens: 8192,
    cacheMinimumTokens: 2048,
  },
  'claude-haiku-3': {
    ...oldest,
    tier: 'haiku',
    prices: [{ ...rates(0.25, 1.25, 0.03), cacheWrite5m: 0.3 }],
    maxOutputTokens: 4096,
    cacheMinimumTokens: 2048,
  },
};

/** Returns the model of that name, in any of the forms in which it occurs; undefined when the table does not know it. */
export function shippedModel(id: string): Model | undefined {
  return named(id) ?? named(plainName(id));
}

const named = (id: string): Model | undefined => (Object.hasOwn(MODELS, id) ? MODELS[id] : undefined);

export interface Tier {
  model: string;
  effort: Effort;
  /** Requests in flight at once, unless the user says otherwise. */
  concurrency: number;
}

/** The tiers that call a model, cheapest first, and what each stands for on Anthropic's own API. */
export const TIERS = {
  haiku: { model: 'claude-haiku-5-5', effort: 'low', concurrency: 16 },
  sonnet: { model: 'claude-sonnet-5-5', effort: 'low', concurrency: 8 },
  opus: { model: 'claude-opus-5-5', effort: 'medium', concurrency: 4 },
  fable: { model: 'claude-fable-5-2', effort: 'medium', concurrency: 4 },
} as const satisfies Record<TierName, Tier>;

export const TIER_NAMES = Object.keys(TIERS) as TierName[];

/** `local` has no model until the user names one. */
export const LOCAL: Tier = { model: '', effort: 'low', concurrency: 2 };
export const RUNG_NAMES: readonly RungName[] = ['local', ...TIER_NAMES];
